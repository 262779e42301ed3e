/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/account.h"

#include <string.h>

static struct file_column *file_columns(struct intake *intake, const struct layout *layout) {
    struct file_column *columns = arena_array(intake->arena, layout->count, sizeof *columns);
    for (size_t i = 0; i < layout->count; i++) {
        columns[i] = (struct file_column){.header = layout->headers[i], .role = layout->roles[i]};
        if (columns[i].role != ROLE_NONE)
            columns[i].reason = layout_reason(layout, columns[i].role);
    }
    return columns;
}

/* Columns that have the header of another one, under the names they go by. */
static struct str repeated_headers(const struct intake *intake, const struct layout *layout) {
    struct buf list = {0};
    for (size_t i = 0; i < layout->count; i++)
        if (layout->alike[i] != i)
            buf_printf(&list, "%s\"" STR_FMT "\"", list.size ? ", " : "", STR_ARG(layout->headers[i]));
    struct str text = str_copy(intake->arena, buf_str(&list));
    buf_free(&list);
    return text;
}

static struct file_report new_report(struct intake *intake, const struct intake_file *file) {
    struct file_report report = {.path = str_copy(intake->arena, file->source->path),
                                 .name = str_copy(intake->arena, file->source->name),
                                 .encoding = str_copy(intake->arena, file->source->encoding),
                                 .profile = STR(""),
                                 .skipped = file->skipped};
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        report.skip_reason[lang] = file->skip_reason[lang];
        report.evidence[lang] = str_copy(intake->arena, str_of(file->source->evidence[lang]));
    }
    report.bytes =
        file->source->standard_input ? file->source->spill.bytes.size : file->source->file.bytes.size;
    report.troubles[TROUBLE_UNDECODABLE] = file->source->undecodable;
    if (file->skipped)
        return report;
    report.profile = file->layout.profile_name;
    report.delimiter = file->layout.delimiter;
    report.sheet = file->source->places.bytes.size > 0;
    report.sheets_unread = file->source->sheets_unread;
    report.footer_rows = file->footer_rows;
    report.repeated = repeated_headers(intake, &file->layout);
    report.header_line = source_line(file->source, file->layout.header_start, file->layout.header_line);
    report.columns = file_columns(intake, &file->layout);
    report.column_count = file->layout.count;
    return report;
}

/* What the cells of times and numbers told. */
static void add_tallies(struct file_column *columns, const struct part *part) {
    for (size_t i = 0; i < part->file->feed_count; i++) {
        const struct plan_feed *feed = &part->file->feeds[i];
        if (feed->type != COLUMN_TIME && feed->type != COLUMN_NUMBER)
            continue;
        struct file_column *column = &columns[feed->field];
        column->counted = true;
        column->habit = part->file->file->habits ? part->file->file->habits[feed->field] : feed->habit;
        habit_add_tally(&column->tally, &part->tallies[feed->tally]);
    }
}

static void add_part(struct file_report *report, const struct part *part, const uint8_t *dropped) {
    uint64_t merged = 0;
    for (size_t row = 0; row < part->rows; row++)
        merged += dropped[row];
    report->read += part->read;
    report->refused += part->refused;
    report->merged += merged;
    report->used += part->rows - merged;
    report->blank_lines += part->blank_lines;
    report->short_rows += part->short_rows;
    report->heading_rows += part->heading_rows;
    report->footer_rows += part->sum_rows;
    report->cut_off |= part->cut_off;
    report->cut_refused |= part->cut_refused;
    for (int kind = 0; kind < TROUBLE_COUNT; kind++)
        report->troubles[kind] += part->counts[kind];
}

void account_opened(struct intake *intake) {
    struct file_report *reports = arena_array(intake->arena, intake->file_count, sizeof *reports);
    for (size_t i = 0; i < intake->file_count; i++)
        reports[i] = new_report(intake, &intake->files[i]);
    intake->reports = reports;
}

void account_files(struct intake *intake, const struct merge_input *input, const struct merge_result *merged,
                   const uint32_t *order) {
    struct file_report *reports = arena_array(intake->arena, intake->file_count, sizeof *reports);
    const struct plan *plan = input->plan;
    struct file_column **columns = arena_array(intake->arena, plan->file_count, sizeof *columns);
    for (size_t i = 0; i < plan->file_count; i++) {
        reports[i] = new_report(intake, plan->files[order[i]].file);
        reports[i].ids_not_unique = merged->not_unique[i];
        columns[i] = file_columns(intake, &plan->files[order[i]].file->layout);
        reports[i].columns = columns[i];
    }
    for (size_t i = 0; i < input->part_count; i++) {
        add_part(&reports[input->files[i]], &input->parts[i], merged->dropped + input->row_starts[i]);
        add_tallies(columns[input->files[i]], &input->parts[i]);
    }
    for (size_t i = 0; i < plan->file_count; i++)
        for (size_t c = 0; c < reports[i].column_count; c++)
            reports[i].serial_dates += columns[i][c].tally.dates.forms[DATE_FORM_SERIAL];
    size_t at = plan->file_count;
    for (size_t i = 0; i < intake->file_count; i++)
        if (intake->files[i].skipped)
            reports[at++] = new_report(intake, &intake->files[i]);
    intake->reports = reports;
}

/* Walks through a file's text and knows the physical line of where it is. */
struct line_walk {
    struct str text;
    size_t at, line;
};

static size_t line_of(struct line_walk *walk, size_t offset) {
    if (offset > walk->at) {
        walk->line += csv_count_lines(walk->text, walk->at, offset);
        walk->at = offset;
    }
    return walk->line;
}

struct listing {
    struct intake *intake;
    size_t kept[TROUBLE_COUNT];
    struct line_walk walk;
    uint32_t file;
    const struct source *source;
    size_t bad;          /* undecodable places already listed */
    size_t bad_line_end; /* of the last line listed for one */
};

static void list_trouble(struct listing *l, enum trouble kind, size_t offset, size_t column,
                         struct str text) {
    if (l->kept[kind]++ >= TROUBLE_KEPT)
        return;
    struct intake *intake = l->intake;
    intake->troubles = heap_grow(intake->troubles, &intake->trouble_capacity, intake->trouble_count + 1,
                                 sizeof *intake->troubles);
    intake->troubles[intake->trouble_count++] =
        (struct trouble_entry){kind, l->file, source_line(l->source, offset, line_of(&l->walk, offset)),
                               source_column(l->source, column), text};
}

/* The lines of undecodable places before `offset`, each once. */
static void list_undecodable(struct listing *l, size_t offset) {
    struct str text = l->source->text;
    for (; l->bad < l->source->bad_count && l->source->bad[l->bad] < offset; l->bad++) {
        size_t at = l->source->bad[l->bad], from = at;
        if (at < l->bad_line_end)
            continue;
        l->bad_line_end = csv_line_end(text, at);
        while (from > 0 && text.data[from - 1] != '\n' && text.data[from - 1] != '\r')
            from--;
        list_trouble(l, TROUBLE_UNDECODABLE, at, 0, str_sub(text, from, l->bad_line_end));
    }
}

static void start_file(struct listing *l, const struct plan_file *file, uint32_t number) {
    l->walk = (struct line_walk){file->source->text, 0, 1};
    l->file = number;
    l->source = file->source;
    l->bad = l->bad_line_end = 0;
}

void account_troubles(struct intake *intake, const struct merge_input *input) {
    struct listing l = {.intake = intake};
    for (size_t i = 0; i < input->part_count; i++) {
        const struct part *part = &input->parts[i];
        if (i == 0 || input->files[i] != input->files[i - 1])
            start_file(&l, part->file, input->files[i]);
        for (size_t t = 0; t < part->trouble_count; t++) {
            const struct part_trouble *trouble = &part->troubles[t];
            list_undecodable(&l, trouble->at);
            list_trouble(&l, trouble->kind, trouble->at, trouble->field, trouble->text);
        }
        if (i + 1 == input->part_count || input->files[i] != input->files[i + 1])
            list_undecodable(&l, SIZE_MAX);
    }
}

static void add_answer(struct intake *intake, struct str word, enum answer meaning, uint64_t rows) {
    for (size_t i = 0; i < intake->answer_count; i++)
        if (intake->answers[i].meaning == meaning && str_equal(intake->answers[i].word, word)) {
            intake->answers[i].rows += rows;
            return;
        }
    intake->answers = heap_grow(intake->answers, &intake->answer_capacity, intake->answer_count + 1,
                                sizeof *intake->answers);
    intake->answers[intake->answer_count++] =
        (struct answer_found){str_copy(intake->arena, word), meaning, rows};
}

void account_answers(struct intake *intake, const struct merge_input *input, const size_t *kept_starts,
                     const struct table *table) {
    const struct column *column = table->by_role[ROLE_SATISFACTION];
    if (!column)
        return;
    size_t codes = dict_size(column->dict), profiles = input->plan->profile_count;
    uint64_t *counts = heap_array(codes * profiles, sizeof *counts);
    for (size_t part = 0; part < input->part_count; part++)
        for (size_t row = kept_starts[part]; row < kept_starts[part + 1]; row++)
            counts[input->parts[part].file->profile * codes + column->codes[row]]++;
    for (size_t code = 1; code < codes; code++)
        for (unsigned p = 0; p < profiles; p++) {
            struct str word = dict_text(column->dict, (uint32_t)code);
            if (counts[p * codes + code])
                add_answer(intake, word, profile_answer(intake->profiles[p], word), counts[p * codes + code]);
        }
    heap_free(counts);
}

static const struct trouble_entry *first_refused(const struct intake *intake) {
    for (size_t i = 0; i < intake->trouble_count; i++)
        if (intake->troubles[i].kind < TROUBLE_REFUSED_COUNT)
            return &intake->troubles[i];
    return NULL;
}

static bool fail_at_refused(const struct intake *intake, struct err *err) {
    static const char *const reasons[TROUBLE_REFUSED_COUNT] = {
        "quotes inside a field", "a NUL byte", "a field of 16 MiB or more", "a quote that is never closed",
        "more fields than the header"};
    const struct trouble_entry *first = first_refused(intake);
    if (!first)
        return false;
    err_at(err, intake->reports[first->file].path.data, first->line, 0);
    return err_hint(err, "the first of them has %s; redress check --refused FILE lists all",
                    reasons[first->kind]);
}

bool account_adds_up(const struct intake *intake, struct err *err) {
    for (size_t i = 0; i < intake->file_count; i++) {
        const struct file_report *report = &intake->reports[i];
        if (report->read != report->used + report->merged + report->refused) {
            err_set(err, ERR_IO, "the rows of this export do not add up; nothing is published");
            return err_at(err, report->path.data, 0, 0);
        }
    }
    return true;
}

bool intake_fit(const struct intake *intake, struct err *err) {
    uint64_t read = 0, used = 0, refused = 0, cut = 0;
    for (size_t i = 0; i < intake->file_count; i++) {
        cut += intake->reports[i].cut_refused;
        read += intake->reports[i].read;
        used += intake->reports[i].used;
        refused += intake->reports[i].refused;
    }
    if (refused && intake->strict) {
        err_set(err, ERR_DATA, "%llu %s refused, and --strict allows none", (unsigned long long)refused,
                refused == 1 ? "row was" : "rows were");
        return fail_at_refused(intake, err);
    }
    if (refused > cut && (double)(refused - cut) > intake->max_refused * (double)read) {
        err_set(err, ERR_DATA, "%llu of %llu rows were refused, more than the %.4g %% allowed",
                (unsigned long long)refused, (unsigned long long)read, intake->max_refused * 100);
        return fail_at_refused(intake, err);
    }
    if (used)
        return true;
    err_set(err, ERR_DATA, "there is no usable row");
    err_at(err, intake->reports[0].path.data, 0, 0);
    return err_hint(err, "the export has a header and nothing else; export it again");
}
