/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/clock/disorder.h"
#include "reports/check_columns.h"
#include "reports/check_units.h"
#include "reports/labels.h"

static void count_column(struct table_maker *m, const char *key, const char *label_id) {
    maker_value_column(m, str_of(key), word(m->c, label_id), UNIT_COUNT, false);
}

struct report_table compose_files(const struct dataset *dataset, struct arena *arena, enum lang lang) {
    struct composer *c = composer_small(dataset, arena, lang);
    struct table_maker m = maker_begin(c, "files");
    maker_label_column(&m, "file", word(c, "column.file"));
    count_column(&m, "read", "column.read");
    count_column(&m, "used", "column.used");
    count_column(&m, "merged", "column.merged");
    count_column(&m, "refused", "column.refused");
    maker_label_column(&m, "encoding", word(c, "column.encoding"));
    maker_label_column(&m, "profile", word(c, "column.profile"));
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    uint64_t sums[4] = {0};
    for (size_t i = 0; i <= count; i++) {
        const struct file_report *file = i < count ? &files[i] : NULL;
        uint64_t cells[4] = {file ? file->read : sums[0], file ? file->used : sums[1],
                             file ? file->merged : sums[2], file ? file->refused : sums[3]};
        maker_text(&m, file ? file->name : word(c, "value.total"));
        for (size_t k = 0; k < 4; k++) {
            sums[k] += cells[k];
            maker_figure(&m, figure_count((int64_t)cells[k]));
        }
        maker_text(&m, file ? file->encoding : STR(""));
        maker_text(&m, file ? check_profile_name(file->profile, lang) : STR(""));
    }
    m.table->total_row = true;
    maker_end(&m);
    return *m.table;
}

/* One line of the list. */
struct finding {
    const char *id;
    struct str words;   /* "" = the label of the id */
    const char *action; /* NULL = that of the id */
    uint64_t rows, of;  /* of how many it could be; 0 = not counted */
    struct str example; /* "FILE:LINE", "" = none */
};

static void put_finding(struct table_maker *m, const struct finding *finding) {
    struct composer *c = m->c;
    const char *action = finding->action ? finding->action : finding->id;
    if (finding->rows == 0)
        return;
    maker_text(m, str_copy(c->arena, str_of(finding->id)));
    maker_text(m, finding->words.size ? finding->words
                                      : word(c, str_printf(c->arena, "quality.%s", finding->id).data));
    maker_figure(m, figure_count((int64_t)finding->rows));
    if (finding->of)
        maker_figure(m, figure_count((int64_t)finding->of));
    else
        maker_text(m, STR(""));
    maker_text(m, finding->example);
    maker_text(m, word(c, str_printf(c->arena, "quality.%s.action", action).data));
}

static void add_finding(struct table_maker *m, const char *id, uint64_t rows) {
    put_finding(m, &(struct finding){.id = id, .rows = rows});
}

/* ---- where an example stands */

static struct str place_text(const struct table_maker *m, size_t file, size_t line) {
    size_t count;
    const struct file_report *files = intake_files(m->c->data->intake, &count);
    return str_printf(m->c->arena, STR_FMT ":%zu", STR_ARG(files[file].name), line);
}

/* "" where the places of rows were not kept. */
static struct str place_of_row(const struct table_maker *m, size_t row) {
    size_t file, line;
    return table_place(m->c->data->table, row, &file, &line) ? place_text(m, file, line) : STR("");
}

/* Of cells or rows that were not understood, kinds `from` up to before `to`. */
static struct str place_of_trouble(const struct table_maker *m, enum trouble from, enum trouble to) {
    size_t count;
    const struct trouble_entry *entries = intake_troubles(m->c->data->intake, &count);
    for (size_t i = 0; i < count; i++)
        if (entries[i].kind >= from && entries[i].kind < to)
            return place_text(m, entries[i].file, entries[i].line);
    return STR("");
}

static uint64_t rows_in_other(const struct dataset *dataset) {
    const struct column *category = table_column(dataset->table, STR("category"));
    uint32_t other = category ? dict_find(category->dict, STR("other")) : DICT_ABSENT;
    uint64_t rows = 0;
    for (size_t row = 0; category && row < dataset->table->rows; row++)
        rows += category->codes[row] == other && dataset_selected(dataset, row);
    return rows;
}

/* ---- the findings */

/* What a mark of enum life_mark says; a close before the receipt is among the dates in the wrong order. */
static const struct {
    enum life_mark mark;
    const char *id;
} marks[] = {{LIFE_NO_RECEIPT, "no_receipt"},
             {LIFE_CLOSED_UNDATED, "closed_undated"},
             {LIFE_CONTRADICTION, "contradiction"},
             {LIFE_REOPEN_UNDATED, "reopen_undated"}};
enum { MARKS = sizeof marks / sizeof *marks };

/* Rows with each mark, among the complaints in scope, and the first of them. */
struct marked {
    uint64_t rows;
    size_t first;
};

static void count_marks(const struct dataset *dataset, struct marked found[MARKS]) {
    for (size_t row = 0; row < dataset->table->rows; row++) {
        bool out_of_scope = dataset->scope && !(dataset->scope[row / 64] >> (row % 64) & 1);
        for (size_t i = 0; !out_of_scope && i < MARKS; i++)
            if (dataset->life->marks[row] & marks[i].mark && found[i].rows++ == 0)
                found[i].first = row;
    }
}

static void add_marks(struct table_maker *m, const struct dataset *dataset) {
    struct marked found[MARKS] = {0};
    uint64_t complaints = dataset->table->rows - dataset->out_of_scope;
    count_marks(dataset, found);
    for (size_t i = 0; i < MARKS; i++)
        if (found[i].rows)
            put_finding(m, &(struct finding){.id = marks[i].id,
                                             .rows = found[i].rows,
                                             .of = complaints,
                                             .example = place_of_row(m, found[i].first)});
}

/* Dates in an order that cannot be, and stages that end before they begin: "negative" is the close. */
static void add_disorder(struct table_maker *m, const struct dataset *dataset) {
    struct composer *c = m->c;
    size_t count;
    const struct disorder *list = disorder_find(dataset->table, dataset->scope, c->arena, &count);
    for (size_t i = 0; i < count; i++) {
        const struct disorder *found = &list[i];
        if (!found->before)
            continue;
        bool close = found->role == ROLE_CLOSED, stage = found->role == ROLE_NONE;
        struct str name = stage ? found->stage : str_of(roles[found->role].name);
        const char *id = close ? "negative" : str_printf(c->arena, "negative:" STR_FMT, STR_ARG(name)).data;
        const char *label_id = str_printf(c->arena, "quality.negative." STR_FMT, STR_ARG(name)).data;
        put_finding(m, &(struct finding){.id = id,
                                         .words = close   ? STR("")
                                                  : stage ? FILL(c, "quality.negative_stage", name)
                                                          : word(c, label_id),
                                         .action = close ? NULL : "negative_stage",
                                         .rows = found->before,
                                         .of = found->both,
                                         .example = place_of_row(m, found->first)});
    }
}

/* Of the main clock; other clocks are told by redress check. */
static void add_clock_findings(struct table_maker *m, const struct clock *clock) {
    if (!clock->is_main)
        return;
    add_finding(m, "clock_uncovered", clock->counts[CLOCK_UNCOVERED]);
    add_finding(m, "clock_no_time", clock->counts[CLOCK_NO_TIME]);
    add_finding(m, "clock_no_limit", clock->counts[CLOCK_NO_LIMIT]);
    add_finding(m, "clock_paused", clock->counts[CLOCK_PAUSED]);
}

static void add_case_findings(struct table_maker *m, const struct dataset *dataset) {
    const struct clocks *clocks = dataset->clocks;
    add_finding(m, "out_of_scope", dataset->out_of_scope);
    add_finding(m, "after_as_of", dataset->after_as_of);
    add_disorder(m, dataset);
    add_marks(m, dataset);
    add_finding(m, "unknown_unit", check_units_rows(dataset));
    add_finding(m, "textless", dataset->rules_report.textless);
    add_finding(m, "rule_limit", dataset->rules_report.limited);
    add_finding(m, "other", rows_in_other(dataset));
    for (size_t i = 0; clocks && i < clocks->count; i++)
        add_clock_findings(m, &clocks->list[i]);
    if (clocks)
        put_finding(m,
                    &(struct finding){.id = "due_differs", .rows = clocks->differ, .of = clocks->compared});
}

/* What was assumed of dates and numbers. */
static void add_reading_findings(struct table_maker *m, const struct dataset *dataset) {
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    uint64_t dates = 0, numbers = 0, zones = 0;
    for (size_t i = 0; i < count; i++) {
        dates += check_uncertain_dates(&files[i]);
        numbers += check_uncertain_numbers(&files[i]);
        zones += check_mixed_zones(&files[i], dataset->options.intake.zone);
    }
    add_finding(m, "ambiguous_dates", dates);
    add_finding(m, "ambiguous_numbers", numbers);
    add_finding(m, "mixed_zones", zones);
}

/* Sums over all files. */
struct sums {
    uint64_t read, refused, blank_lines, short_rows, sheets_unread, cut_off, ids, troubles[TROUBLE_COUNT];
};

static struct sums all_files(const struct dataset *dataset) {
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    struct sums sums = {0};
    for (size_t i = 0; i < count; i++) {
        sums.read += files[i].read;
        sums.refused += files[i].refused;
        sums.blank_lines += files[i].blank_lines;
        sums.short_rows += files[i].short_rows;
        sums.sheets_unread += files[i].sheets_unread;
        sums.cut_off += files[i].cut_off;
        sums.ids += files[i].ids_not_unique;
        for (size_t k = 0; k < TROUBLE_COUNT; k++)
            sums.troubles[k] += files[i].troubles[k];
    }
    return sums;
}

static void add_cells(struct table_maker *m, const char *id, enum trouble kind, uint64_t cells) {
    if (cells)
        put_finding(m, &(struct finding){.id = id,
                                         .action = kind == TROUBLE_ID ? NULL : "bad_cells",
                                         .rows = cells,
                                         .example = place_of_trouble(m, kind, kind + 1)});
}
static void add_file_findings(struct table_maker *m, const struct dataset *dataset) {
    struct sums sums = all_files(dataset);
    put_finding(m, &(struct finding){.id = "refused",
                                     .rows = sums.refused,
                                     .of = sums.read,
                                     .example = place_of_trouble(m, 0, TROUBLE_REFUSED_COUNT)});
    add_finding(m, "sheets_unread", sums.sheets_unread);
    add_finding(m, "folders_unread", intake_folders_unread(dataset->intake, NULL));
    add_finding(m, "cut_off", sums.cut_off);
    add_finding(m, "blank_lines", sums.blank_lines);
    put_finding(m, &(struct finding){.id = "short_rows", .rows = sums.short_rows, .of = sums.read});
    add_cells(m, "bad_dates", TROUBLE_DATE, sums.troubles[TROUBLE_DATE]);
    add_cells(m, "bad_numbers", TROUBLE_NUMBER, sums.troubles[TROUBLE_NUMBER]);
    add_reading_findings(m, dataset);
    add_cells(m, "bad_ids", TROUBLE_ID, sums.troubles[TROUBLE_ID]);
    put_finding(m, &(struct finding){.id = "ids_not_unique", .rows = sums.ids, .of = sums.read});
    add_cells(m, "bad_flags", TROUBLE_FLAG, sums.troubles[TROUBLE_FLAG]);
    put_finding(
        m, &(struct finding){.id = "undecodable",
                             .rows = sums.troubles[TROUBLE_UNDECODABLE],
                             .example = place_of_trouble(m, TROUBLE_UNDECODABLE, TROUBLE_UNDECODABLE + 1)});
}

struct report_table compose_quality(const struct dataset *dataset, struct arena *arena, enum lang lang) {
    struct composer *c = composer_small(dataset, arena, lang);
    struct table_maker m = maker_begin(c, "data_quality");
    maker_label_column(&m, "id", word(c, "column.id"));
    maker_label_column(&m, "finding", word(c, "column.finding"));
    count_column(&m, "rows", "column.rows");
    count_column(&m, "of", "column.of");
    maker_label_column(&m, "example", word(c, "column.place"));
    maker_label_column(&m, "action", word(c, "column.action"));
    add_file_findings(&m, dataset);
    add_case_findings(&m, dataset);
    maker_end(&m);
    return *m.table;
}
