/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/check_out.h"

#include "reports/check_columns.h"
#include "reports/check_roles.h"
#include "reports/check_units.h"
#include "reports/compose.h"
#include "reports/csv_out.h"
#include "reports/json.h"
#include "reports/labels.h"
#include "reports/remarks.h"
#include "reports/text_table.h"

const char *trouble_name(enum trouble trouble) {
    static const char *const names[TROUBLE_COUNT] = {[TROUBLE_RECORD] = "record",
                                                     [TROUBLE_NUL] = "nul",
                                                     [TROUBLE_HUGE] = "huge_field",
                                                     [TROUBLE_OPEN_QUOTE] = "open_quote",
                                                     [TROUBLE_LONG] = "long_row",
                                                     [TROUBLE_SHORT] = "short_row",
                                                     [TROUBLE_DATE] = "date",
                                                     [TROUBLE_NUMBER] = "number",
                                                     [TROUBLE_FLAG] = "flag",
                                                     [TROUBLE_UNDECODABLE] = "undecodable",
                                                     [TROUBLE_ID] = "id"};
    return names[trouble] ? names[trouble] : "other";
}

static const char *answer_name(enum answer answer) {
    return answer == ANSWER_SATISFIED      ? "satisfied"
           : answer == ANSWER_DISSATISFIED ? "dissatisfied"
           : answer == ANSWER_INVALID      ? "invalid"
                                           : "missing";
}

static const char *delimiter_name(char delimiter) {
    return delimiter == ','    ? "comma"
           : delimiter == ';'  ? "semicolon"
           : delimiter == '\t' ? "tab"
           : delimiter == '|'  ? "bar"
                               : "other";
}

static struct str count_text(struct arena *arena, uint64_t count) {
    return str_printf(arena, "%llu", (unsigned long long)count);
}

static void put_line(enum lang lang, struct arena *arena, const char *id, const struct str *words,
                     size_t count, struct buf *out) {
    buf_printf(out, "  " STR_FMT "\n", STR_ARG(label_fill(arena, lang, id, words, count)));
}

/* How the file was understood, and what became of its rows. */
static void put_file(const struct file_report *file, enum lang lang, struct arena *arena, struct buf *out) {
    const char *delimiter = str_printf(arena, "check.delimiter.%s", delimiter_name(file->delimiter)).data;
    struct str understood[] = {file->encoding, file->evidence[lang], label(lang, delimiter),
                               count_text(arena, file->header_line), check_profile_name(file->profile, lang)};
    struct str unread = count_text(arena, file->sheets_unread);
    struct str counts[] = {count_text(arena, file->read),       count_text(arena, file->used),
                           count_text(arena, file->merged),     count_text(arena, file->refused),
                           count_text(arena, file->short_rows), count_text(arena, file->blank_lines)};
    struct str sums = count_text(arena, file->footer_rows), headings = count_text(arena, file->heading_rows);
    put_line(lang, arena, file->sheet ? "check.file.sheet" : "check.file.understood", understood, 5, out);
    if (file->sheets_unread)
        put_line(lang, arena, "check.file.sheets_unread", &unread, 1, out);
    if (file->repeated.size)
        put_line(lang, arena, "check.file.repeated", &file->repeated, 1, out);
    put_line(lang, arena, "check.file.counts", counts, 6, out);
    if (file->footer_rows)
        put_line(lang, arena, "check.file.sums", &sums, 1, out);
    if (file->heading_rows)
        put_line(lang, arena, "check.file.headings", &headings, 1, out);
    if (file->cut_off)
        put_line(lang, arena, "check.file.cut_off", NULL, 0, out);
}

static void text_file(const struct file_report *file, const struct file_report *before, const char *zone,
                      enum lang lang, struct buf *out) {
    struct arena *arena = arena_new();
    buf_printf(out, STR_FMT "\n", STR_ARG(file->path));
    if (file->skipped)
        put_line(lang, arena, "check.file.skipped", &file->skip_reason[lang], 1, out);
    else
        put_file(file, lang, arena, out);
    arena_free(arena);
    if (file->skipped)
        return;
    check_roles_text(file, before, lang, out);
    check_columns_text(file, zone, lang, out);
}

/* "missing values of 2386 rows: closed 77, due 1941". */
static void text_missing(const struct dataset *dataset, enum lang lang, struct arena *arena,
                         struct buf *out) {
    struct buf list = {0};
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        const struct column *column = dataset->table->by_role[role];
        if (column && column->missing)
            buf_printf(&list, "%s%s %zu",
                       !list.size        ? ""
                       : lang == LANG_ZH ? "，"
                                         : ", ",
                       roles[role].name, column->missing);
    }
    if (list.size) {
        struct str words[] = {count_text(arena, dataset->table->rows), buf_str(&list)};
        buf_printf(out, STR_FMT "\n", STR_ARG(label_fill(arena, lang, "check.missing", words, 2)));
    }
    buf_free(&list);
}

/* Its id, else the number of the row. */
static struct str case_name(const struct dataset *dataset, size_t row, struct arena *arena) {
    const struct column *id = dataset->table->by_role[ROLE_ID_];
    struct buf scratch = {0};
    struct str name = id && id->type == COLUMN_TEXT ? table_text(dataset->table, row, id, &scratch) : STR("");
    name = name.size ? str_copy(arena, name) : str_printf(arena, "#%zu", row + 1);
    buf_free(&scratch);
    return name;
}

/* Which rules, and who chose them; what they gave up on. */
static void text_rules(const struct dataset *dataset, enum lang lang, struct arena *arena, struct buf *out) {
    static const char *const ids[RULES_CHOICES] = {
        [RULES_BY_OPTION] = "rules.by_option",     [RULES_BY_PROFILE] = "rules.by_profile",
        [RULES_BY_LANGUAGE] = "rules.by_language", [RULES_DISAGREE] = "rules.disagree",
        [RULES_WITHOUT_TEXT] = "rules.no_texts",
    };
    struct str name = str_of(dataset->rules ? dataset->rules : "none");
    buf_printf(out, STR_FMT "\n", STR_ARG(label_fill(arena, lang, ids[dataset->rules_choice], &name, 1)));
    for (size_t i = 0; i < dataset->rules_report.listed_count; i++) {
        const struct limited_row *row = &dataset->rules_report.listed[i];
        struct str words[] = {dataset->rulebook->patterns[row->pattern].written,
                              case_name(dataset, row->row, arena)};
        buf_printf(out, STR_FMT "\n", STR_ARG(label_fill(arena, lang, "rules.gave_up", words, 2)));
    }
}

/* "1 folder within a named one is not read: exports/old; …" */
static void text_folders(const struct dataset *dataset, enum lang lang, struct arena *arena,
                         struct buf *out) {
    enum { MOST = 8 };
    const struct str *paths;
    size_t count = intake_folders_unread(dataset->intake, &paths);
    struct buf list = {0};
    for (size_t i = 0; i < count && i < MOST; i++)
        buf_printf(&list, "%s" STR_FMT, !i ? "" : lang == LANG_ZH ? "，" : ", ", STR_ARG(paths[i]));
    if (count > MOST)
        buf_add(&list, STR(" …"));
    struct str words[] = {count_text(arena, count), buf_str(&list)};
    if (count)
        buf_printf(out, STR_FMT "\n", STR_ARG(label_fill(arena, lang, "check.folders_unread", words, 2)));
    buf_free(&list);
}

void check_text(const struct dataset *dataset, enum lang lang, struct buf *out) {
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    for (size_t i = 0; i < count; i++)
        text_file(&files[i], i ? &files[i - 1] : NULL, dataset->options.intake.zone, lang, out);
    struct arena *arena = arena_new();
    text_folders(dataset, lang, arena, out);
    text_missing(dataset, lang, arena, out);
    text_rules(dataset, lang, arena, out);
    struct report_table quality = compose_quality(dataset, arena, lang),
                        sums = compose_files(dataset, arena, lang);
    buf_add_char(out, '\n');
    text_table(&sums, lang, out);
    buf_add_char(out, '\n');
    if (quality.row_count)
        text_table_uncut(&quality, lang, out);
    else
        buf_printf(out, STR_FMT "\n", STR_ARG(label(lang, "check.nothing_odd")));
    check_units_text(dataset, lang, out);
    const struct answer_found *answers = intake_answers(dataset->intake, &count);
    if (count)
        buf_add_char(out, '\n');
    for (size_t i = 0; i < count; i++) {
        const char *meaning = str_printf(arena, "check.answer.%s", answer_name(answers[i].meaning)).data;
        struct str words[] = {answers[i].word, count_text(arena, answers[i].rows), label(lang, meaning)};
        buf_printf(out, STR_FMT "\n", STR_ARG(label_fill(arena, lang, "check.answer", words, 3)));
    }
    struct str *remarks = remarks_of_clocks(dataset, true, arena, lang, &count);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%s" STR_FMT "\n", i ? "" : "\n", STR_ARG(remarks[i]));
    arena_free(arena);
}

static void json_counts(struct json *json, uint64_t read, uint64_t used, uint64_t merged, uint64_t refused) {
    json_pair_whole(json, "read", (int64_t)read);
    json_pair_whole(json, "used", (int64_t)used);
    json_pair_whole(json, "merged", (int64_t)merged);
    json_pair_whole(json, "refused", (int64_t)refused);
}

static void json_file(struct json *json, const struct file_report *file) {
    char delimiter[2] = {file->delimiter, 0};
    json_object_begin(json);
    json_pair_text(json, "file", file->path);
    if (file->skipped)
        json_pair_said(json, "skipped", file->skip_reason);
    json_counts(json, file->read, file->used, file->merged, file->refused);
    json_pair_text(json, "encoding", file->encoding);
    json_pair_said(json, "evidence", file->evidence);
    json_pair_text_or_null(json, "delimiter", file->sheet ? STR("") : str_of(delimiter));
    json_pair_whole(json, "sheets_unread", (int64_t)file->sheets_unread);
    json_pair_whole(json, "header_line", (int64_t)file->header_line);
    const char *stand_in = check_stand_in(file->profile);
    json_pair_text_or_null(json, "profile", stand_in ? STR("") : file->profile);
    json_pair_text(json, "layout", str_of(file->skipped ? "none" : stand_in ? stand_in : "profile"));
    if (file->repeated.size)
        json_pair_text(json, "repeated_headers", file->repeated);
    check_roles_json(file, json);
    json_pair_whole(json, "short_rows", (int64_t)file->short_rows);
    json_pair_whole(json, "blank_lines", (int64_t)file->blank_lines);
    json_pair_whole(json, "footer_rows", (int64_t)file->footer_rows);
    json_pair_whole(json, "heading_rows", (int64_t)file->heading_rows);
    json_pair_bool(json, "cut_off", file->cut_off);
    json_pair_whole(json, "serial_dates", (int64_t)file->serial_dates);
    check_columns_json(file, json);
    json_key(json, STR("troubles"));
    json_object_line(json);
    for (enum trouble k = 0; k < TROUBLE_COUNT; k++)
        if (file->troubles[k])
            json_pair_whole(json, trouble_name(k), (int64_t)file->troubles[k]);
    json_object_end(json);
    json_object_end(json);
}

static void json_folders(struct json *json, const struct dataset *dataset) {
    const struct str *paths;
    size_t count = intake_folders_unread(dataset->intake, &paths);
    json_key(json, STR("folders_unread"));
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        json_text(json, paths[i]);
    json_array_end(json);
}

static void json_missing(struct json *json, const struct dataset *dataset) {
    json_key(json, STR("missing"));
    json_object_line(json);
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (dataset->table->by_role[role])
            json_pair_whole(json, roles[role].name, (int64_t)dataset->table->by_role[role]->missing);
    json_object_end(json);
}

static void json_rules(struct json *json, const struct dataset *dataset) {
    static const char *const choices[RULES_CHOICES] = {
        [RULES_BY_OPTION] = "option",  [RULES_BY_PROFILE] = "profile",   [RULES_BY_LANGUAGE] = "language",
        [RULES_DISAGREE] = "disagree", [RULES_WITHOUT_TEXT] = "no text",
    };
    struct arena *arena = arena_new();
    json_key(json, STR("rules"));
    json_object_begin(json);
    json_pair_text(json, "name", str_of(dataset->rules ? dataset->rules : "none"));
    json_pair_text(json, "chosen_by", str_of(choices[dataset->rules_choice]));
    json_pair_whole(json, "gave_up", (int64_t)dataset->rules_report.limited);
    json_key(json, STR("gave_up_on"));
    json_array_begin(json);
    for (size_t i = 0; i < dataset->rules_report.listed_count; i++) {
        const struct limited_row *row = &dataset->rules_report.listed[i];
        json_object_line(json);
        json_pair_text(json, "case", case_name(dataset, row->row, arena));
        json_pair_text(json, "pattern", dataset->rulebook->patterns[row->pattern].written);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
    arena_free(arena);
}

static void json_clock(struct json *json, const struct clock *clock) {
    static const char *const names[CLOCK_COUNTS] = {
        [CLOCK_TIMED] = "with_deadline", [CLOCK_NO_START] = "not_begun",    [CLOCK_NO_LIMIT] = "no_case",
        [CLOCK_NO_TIME] = "no_time",     [CLOCK_UNCOVERED] = "not_covered", [CLOCK_PAUSED] = "paused",
        [CLOCK_EXTENDED] = "extended"};
    json_object_line(json);
    json_pair_text(json, "clock", clock->name);
    json_pair_text(json, "policy", clock->policy->id);
    json_pair_bool(json, "main", clock->is_main);
    json_pair_bool(json, "available", clock->due != NULL);
    for (enum clock_count count = 0; clock->due && count < CLOCK_COUNTS; count++)
        json_pair_whole(json, names[count], (int64_t)clock->counts[count]);
    json_object_end(json);
}

static void json_clocks(struct json *json, const struct dataset *dataset) {
    const struct clocks *clocks = dataset->clocks;
    if (!clocks)
        return;
    json_key(json, STR("clocks"));
    json_array_begin(json);
    for (size_t i = 0; i < clocks->count; i++)
        json_clock(json, &clocks->list[i]);
    json_array_end(json);
    json_key(json, STR("due_dates"));
    json_object_line(json);
    json_pair_whole(json, "compared", (int64_t)clocks->compared);
    json_pair_whole(json, "differ", (int64_t)clocks->differ);
    json_object_end(json);
}

static void json_finding(struct json *json, const struct cell *cells) {
    json_object_line(json);
    json_pair_text(json, "id", cells[QUALITY_ID].text);
    json_pair_number(json, "rows", cells[QUALITY_ROWS].figure.value);
    json_key(json, STR("of"));
    if (cells[QUALITY_OF].kind == CELL_FIGURE)
        json_number(json, cells[QUALITY_OF].figure.value);
    else
        json_null(json);
    json_pair_text_or_null(json, "example", cells[QUALITY_EXAMPLE].text);
    json_object_end(json);
}

static void json_quality(struct json *json, const struct dataset *dataset) {
    struct arena *arena = arena_new();
    struct report_table quality = compose_quality(dataset, arena, LANG_EN);
    json_key(json, STR("findings"));
    json_array_begin(json);
    for (size_t row = 0; row < quality.row_count; row++)
        json_finding(json, &quality.cells[row * quality.column_count]);
    json_array_end(json);
    arena_free(arena);
}

void check_json(const struct dataset *dataset, struct buf *out) {
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    struct json json = {.out = out};
    uint64_t sums[4] = {0};
    json_object_begin(&json);
    json_pair_text(&json, "schema", STR("redress.check/1"));
    json_key(&json, STR("files"));
    json_array_begin(&json);
    for (size_t i = 0; i < count; i++) {
        json_file(&json, &files[i]);
        sums[0] += files[i].read;
        sums[1] += files[i].used;
        sums[2] += files[i].merged;
        sums[3] += files[i].refused;
    }
    json_array_end(&json);
    json_key(&json, STR("totals"));
    json_object_begin(&json);
    json_counts(&json, sums[0], sums[1], sums[2], sums[3]);
    json_pair_whole(&json, "complaints", (int64_t)(sums[1] - dataset->out_of_scope));
    json_pair_whole(&json, "out_of_scope", (int64_t)dataset->out_of_scope);
    json_object_end(&json);
    json_folders(&json, dataset);
    json_missing(&json, dataset);
    json_rules(&json, dataset);
    json_clocks(&json, dataset);
    json_quality(&json, dataset);
    check_units_json(dataset, &json);
    const struct answer_found *answers = intake_answers(dataset->intake, &count);
    json_key(&json, STR("satisfaction_answers"));
    json_array_begin(&json);
    for (size_t i = 0; i < count; i++) {
        json_object_line(&json);
        json_pair_text(&json, "answer", answers[i].word);
        json_pair_text(&json, "meaning", str_of(answer_name(answers[i].meaning)));
        json_pair_whole(&json, "rows", (int64_t)answers[i].rows);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_object_end(&json);
    json_finish(&json);
}

void check_refused(const struct dataset *dataset, struct buf *out) {
    struct csv_out csv = {.out = out};
    static const char *const heading[] = {"file", "line", "column", "reason", "text"};
    for (size_t i = 0; i < 5; i++)
        csv_text(&csv, str_of(heading[i]));
    csv_end_line(&csv);
    size_t count, file_count;
    const struct trouble_entry *entries = intake_troubles(dataset->intake, &count);
    const struct file_report *files = intake_files(dataset->intake, &file_count);
    for (size_t i = 0; i < count; i++) {
        csv_text(&csv, files[entries[i].file].path);
        csv_number(&csv, (double)entries[i].line);
        csv_number(&csv, (double)entries[i].column);
        csv_text(&csv, str_of(trouble_name(entries[i].kind)));
        csv_text(&csv, entries[i].text);
        csv_end_line(&csv);
    }
}
