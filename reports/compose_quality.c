/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

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

static void add_finding(struct table_maker *m, const char *id, const char *action, uint64_t rows) {
    if (rows == 0)
        return;
    struct composer *c = m->c;
    maker_text(m, str_of(id));
    maker_text(m, word(c, str_printf(c->arena, "quality.%s", id).data));
    maker_figure(m, figure_count((int64_t)rows));
    maker_text(m, word(c, str_printf(c->arena, "quality.%s.action", action).data));
}

static uint64_t rows_in_other(const struct dataset *dataset) {
    const struct column *category = table_column(dataset->table, STR("category"));
    uint32_t other = category ? dict_find(category->dict, STR("other")) : DICT_ABSENT;
    uint64_t rows = 0;
    for (size_t row = 0; category && row < dataset->table->rows; row++)
        rows += category->codes[row] == other && dataset_selected(dataset, row);
    return rows;
}

enum { MARKS = 5 };

/* Rows with each mark of enum life_mark, among the complaints in scope. */
static void count_marks(const struct dataset *dataset, uint64_t counts[MARKS]) {
    for (size_t row = 0; row < dataset->table->rows; row++) {
        bool out_of_scope = dataset->scope && !(dataset->scope[row / 64] >> (row % 64) & 1);
        for (unsigned bit = 0; !out_of_scope && bit < MARKS; bit++)
            counts[bit] += dataset->life->marks[row] >> bit & 1;
    }
}

/* Of the main clock; other clocks are told by redress check. */
static void add_clock_findings(struct table_maker *m, const struct clock *clock) {
    if (!clock->is_main)
        return;
    add_finding(m, "clock_uncovered", "clock_uncovered", clock->counts[CLOCK_UNCOVERED]);
    add_finding(m, "clock_no_time", "clock_no_time", clock->counts[CLOCK_NO_TIME]);
    add_finding(m, "clock_no_limit", "clock_no_limit", clock->counts[CLOCK_NO_LIMIT]);
    add_finding(m, "clock_paused", "clock_paused", clock->counts[CLOCK_PAUSED]);
}

static void add_case_findings(struct table_maker *m, const struct dataset *dataset) {
    static const char *const names[MARKS] = {"no_receipt", "closed_undated", "negative", "contradiction",
                                             "reopen_undated"};
    uint64_t counts[MARKS] = {0};
    count_marks(dataset, counts);
    add_finding(m, "out_of_scope", "out_of_scope", dataset->out_of_scope);
    add_finding(m, "after_as_of", "after_as_of", dataset->after_as_of);
    for (size_t i = 0; i < MARKS; i++)
        add_finding(m, names[i], names[i], counts[i]);
    add_finding(m, "unknown_unit", "unknown_unit", check_units_rows(dataset));
    add_finding(m, "textless", "textless", dataset->rules_report.textless);
    add_finding(m, "rule_limit", "rule_limit", dataset->rules_report.limited);
    add_finding(m, "other", "other", rows_in_other(dataset));
    for (size_t i = 0; dataset->clocks && i < dataset->clocks->count; i++)
        add_clock_findings(m, &dataset->clocks->list[i]);
    add_finding(m, "due_differs", "due_differs", dataset->clocks ? dataset->clocks->differ : 0);
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
    add_finding(m, "ambiguous_dates", "ambiguous_dates", dates);
    add_finding(m, "ambiguous_numbers", "ambiguous_numbers", numbers);
    add_finding(m, "mixed_zones", "mixed_zones", zones);
}

struct report_table compose_quality(const struct dataset *dataset, struct arena *arena, enum lang lang) {
    struct composer *c = composer_small(dataset, arena, lang);
    struct table_maker m = maker_begin(c, "data_quality");
    maker_label_column(&m, "id", word(c, "column.id"));
    maker_label_column(&m, "finding", word(c, "column.finding"));
    count_column(&m, "rows", "column.rows");
    maker_label_column(&m, "action", word(c, "column.action"));
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count);
    uint64_t refused = 0, blank = 0, short_rows = 0, sheets = 0, cut_off = 0, troubles[TROUBLE_COUNT] = {0};
    for (size_t i = 0; i < count; i++) {
        refused += files[i].refused;
        blank += files[i].blank_lines;
        short_rows += files[i].short_rows;
        sheets += files[i].sheets_unread;
        cut_off += files[i].cut_off;
        for (size_t k = 0; k < TROUBLE_COUNT; k++)
            troubles[k] += files[i].troubles[k];
    }
    add_finding(&m, "refused", "refused", refused);
    add_finding(&m, "sheets_unread", "sheets_unread", sheets);
    add_finding(&m, "cut_off", "cut_off", cut_off);
    add_finding(&m, "blank_lines", "blank_lines", blank);
    add_finding(&m, "short_rows", "short_rows", short_rows);
    add_finding(&m, "bad_dates", "bad_cells", troubles[TROUBLE_DATE]);
    add_finding(&m, "bad_numbers", "bad_cells", troubles[TROUBLE_NUMBER]);
    add_reading_findings(&m, dataset);
    add_finding(&m, "bad_flags", "bad_cells", troubles[TROUBLE_FLAG]);
    add_finding(&m, "undecodable", "undecodable", troubles[TROUBLE_UNDECODABLE]);
    add_case_findings(&m, dataset);
    maker_end(&m);
    return *m.table;
}
