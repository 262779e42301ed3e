/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every workbook has as tables although the report model does not: the headline figures in full, and the
 * definitions. */
#include "reports/kpi_text.h"
#include "reports/labels.h"
#include "reports/out_xlsx.h"

#include <math.h>

struct rows {
    struct cell *cells;
    size_t count;
};

static void add_text(struct rows *rows, struct str text) {
    rows->cells[rows->count++] = (struct cell){.kind = text.size ? CELL_TEXT : CELL_EMPTY, .text = text};
}

static void add_figure(struct rows *rows, const struct figure *figure) {
    rows->cells[rows->count++] = (struct cell){.kind = CELL_FIGURE, .figure = *figure};
}

static void add_number(struct rows *rows, double value) {
    struct figure figure = figure_none(UNIT_COUNT, NULL);
    figure.value = value;
    rows->cells[rows->count++] =
        (struct cell){.kind = isfinite(value) ? CELL_FIGURE : CELL_EMPTY, .figure = figure};
}

static void add_change(struct xlsx *xlsx, struct rows *rows, const struct figure *change, bool reliable) {
    add_figure(rows, change);
    add_text(rows, kpi_change_word(xlsx->lang, change, reliable));
}

static void add_kpi(struct xlsx *xlsx, struct rows *rows, const struct kpi *kpi) {
    add_text(rows, kpi->name);
    add_figure(rows, &kpi->now);
    add_number(rows, kpi->now.n);
    add_number(rows, kpi->now.numerator);
    add_number(rows, kpi->now.denominator);
    add_number(rows, kpi->now.missing);
    add_figure(rows, &kpi->previous);
    add_change(xlsx, rows, &kpi->change_prev, kpi->reliable_prev);
    add_figure(rows, &kpi->year_ago);
    add_change(xlsx, rows, &kpi->change_year, kpi->reliable_year);
    if (isfinite(kpi->target.value))
        add_figure(rows, &kpi->target);
    else
        add_text(rows, STR(""));
    add_text(rows, kpi_verdict(xlsx->lang, kpi->verdict));
    add_text(rows, kpi->now.note ? xlsx_label(xlsx, kpi->now.note) : STR(""));
    add_text(rows, kpi->key);
}

static const struct {
    const char *key, *name;
    enum column_role role;
    bool interval;
} kpi_columns[] = {
    {"name", "kpi.figure", COLUMN_LABEL, false},
    {"value", "kpi.value", COLUMN_VALUE, true},
    {"n", "kpi.n", COLUMN_VALUE, false},
    {"numerator", "kpi.numerator", COLUMN_VALUE, false},
    {"denominator", "kpi.denominator", COLUMN_VALUE, false},
    {"missing", "kpi.missing_values", COLUMN_VALUE, false},
    {"previous", "kpi.previous", COLUMN_VALUE, false},
    {"change_prev", "kpi.change_prev", COLUMN_VALUE, false},
    {"said_prev", "kpi.verdict", COLUMN_LABEL, false},
    {"year_ago", "kpi.year_ago", COLUMN_VALUE, false},
    {"change_year", "kpi.change_year", COLUMN_VALUE, false},
    {"said_year", "kpi.verdict", COLUMN_LABEL, false},
    {"target", "kpi.target", COLUMN_VALUE, false},
    {"verdict", "kpi.verdict", COLUMN_LABEL, false},
    {"note", "kpi.note", COLUMN_LABEL, false},
    {"key", "report.key", COLUMN_LABEL, false},
};
enum { KPI_COLUMNS = sizeof kpi_columns / sizeof *kpi_columns };

struct report_table xlsx_kpi_table(struct xlsx *xlsx) {
    const struct report *report = xlsx->report;
    struct report_column *columns = arena_array(xlsx->arena, KPI_COLUMNS, sizeof *columns);
    for (size_t i = 0; i < KPI_COLUMNS; i++)
        columns[i] = (struct report_column){.key = str_of(kpi_columns[i].key),
                                            .name = xlsx_label(xlsx, kpi_columns[i].name),
                                            .role = kpi_columns[i].role,
                                            .unit = UNIT_COUNT,
                                            .interval = kpi_columns[i].interval};
    struct rows rows = {
        .cells = arena_array(xlsx->arena, KPI_COLUMNS * report->kpi_count + 1, sizeof *rows.cells)};
    for (size_t i = 0; i < report->kpi_count; i++)
        add_kpi(xlsx, &rows, &report->kpis[i]);
    return (struct report_table){.key = STR("key_figures"),
                                 .title = xlsx_label(xlsx, "report.key_figures"),
                                 .note = xlsx_label(xlsx, "report.legend"),
                                 .columns = columns,
                                 .column_count = KPI_COLUMNS,
                                 .cells = rows.cells,
                                 .row_count = report->kpi_count};
}

struct report_table xlsx_definition_table(struct xlsx *xlsx) {
    const struct report *report = xlsx->report;
    struct report_column *columns = arena_array(xlsx->arena, 3, sizeof *columns);
    columns[0] = (struct report_column){
        .key = STR("name"), .name = xlsx_label(xlsx, "report.measure"), .role = COLUMN_LABEL};
    columns[1] = (struct report_column){
        .key = STR("text"), .name = xlsx_label(xlsx, "report.definition"), .role = COLUMN_NOTE};
    columns[2] = (struct report_column){
        .key = STR("key"), .name = xlsx_label(xlsx, "report.key"), .role = COLUMN_LABEL};
    struct rows rows = {.cells =
                            arena_array(xlsx->arena, 3 * report->definition_count + 1, sizeof *rows.cells)};
    for (size_t i = 0; i < report->definition_count; i++) {
        add_text(&rows, report->definitions[i].name);
        add_text(&rows, report->definitions[i].text);
        add_text(&rows, report->definitions[i].key);
    }
    return (struct report_table){.key = STR("definitions"),
                                 .title = xlsx_label(xlsx, "sheet.definitions"),
                                 .columns = columns,
                                 .column_count = 3,
                                 .cells = rows.cells,
                                 .row_count = report->definition_count};
}
