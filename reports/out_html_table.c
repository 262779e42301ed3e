/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the page: plain HTML that the script lets sort and filter. */
#include "reports/column_text.h"
#include "reports/format.h"
#include "reports/labels.h"
#include "reports/out_html.h"

#include <math.h>

enum { MOST_DETAILS = 5000, MOST_ROWS = 2000, BAR_ROWS = 3 };

struct table {
    struct html *html;
    const struct report_table *table;
    struct str place;
    size_t rows;  /* shown, without the total */
    bool *mixed;  /* by column: figures say their own unit */
    size_t bars;  /* the column with bars; SIZE_MAX = none */
    double large; /* its largest count */
};

static const struct cell *cell_at(const struct table *table, size_t row, size_t column) {
    return &table->table->cells[row * table->table->column_count + column];
}

static size_t plain_rows(const struct report_table *table) {
    return table->row_count - (table->total_row && table->row_count ? 1 : 0);
}

/* Ids of categories are for programs, which read them in the CSV files. */
static bool is_shown(const struct table *table, size_t column) {
    const struct report_column *shown = &table->table->columns[column];
    return shown->role != COLUMN_NOTE || !str_equal(shown->key, STR("id"));
}

/* ---- what a cell says ---- */

/* To the minute. */
static struct str time_text(struct arena *arena, const struct cell *cell) {
    struct str text = format_time(arena, cell->seconds, cell->date_only);
    return cell->date_only ? text : str_sub(text, 0, text.size - 3);
}

static struct str figure_text(struct table *table, size_t column, const struct figure *figure) {
    struct arena *arena = table->html->arena;
    if (figure->unit == UNIT_POINTS)
        return format_change(arena, figure);
    if (table->mixed[column])
        return format_figure(arena, table->html->lang, figure);
    return format_value(arena, figure->unit, figure->value);
}

/* What stands small under a figure: its interval and the cases it rests on. */
static struct str basis_text(const struct table *table, size_t column, const struct figure *figure) {
    struct arena *arena = table->html->arena;
    const bool interval = table->table->columns[column].interval;
    struct str range = interval ? format_interval_value(arena, figure) : STR("");
    if (!column_says_cases(table->table, column) || !isfinite(figure->n) || figure->unit == UNIT_COUNT)
        return range;
    struct str cases = format_value(arena, UNIT_COUNT, figure->n);
    cases = label_fill(arena, table->html->lang, "report.of_total", &cases, 1);
    return range.size ? str_printf(arena, STR_FMT " · " STR_FMT, STR_ARG(range), STR_ARG(cases)) : cases;
}

static void add_figure(struct table *table, size_t row, size_t column, const struct figure *figure) {
    struct fragments *f = &table->html->fragments;
    struct arena *arena = table->html->arena;
    if (!isfinite(figure->value)) {
        struct str note = figure->note ? label(table->html->lang, figure->note) : STR("");
        fragment_put(f, "cell_missing", SLOTS({"note", note}));
        return;
    }
    struct str text = figure_text(table, column, figure), number = format_number(arena, figure->value);
    struct str basis = basis_text(table, column, figure);
    if (column == table->bars && row < table->rows)
        fragment_put(f, "cell_bar",
                     SLOTS({"number", number}, {"text", text},
                           {"part", str_printf(arena, "%.1f", 100 * figure->value / table->large)}));
    else if (basis.size)
        fragment_put(f, "cell_interval", SLOTS({"number", number}, {"text", text}, {"interval", basis}));
    else
        fragment_put(f, "cell_number", SLOTS({"number", number}, {"text", text}));
}

static void add_cell(struct table *table, size_t row, size_t column) {
    struct fragments *f = &table->html->fragments;
    const struct cell *cell = cell_at(table, row, column);
    enum column_role role = table->table->columns[column].role;
    switch (cell->kind) {
    case CELL_TEXT:
        fragment_put(f,
                     column == 0 && role == COLUMN_LABEL ? "cell_name"
                     : role == COLUMN_NOTE               ? "cell_note"
                                                         : "cell_text",
                     SLOTS({"text", cell->text}));
        break;
    case CELL_FIGURE:
        add_figure(table, row, column, &cell->figure);
        break;
    case CELL_TIME:
        fragment_put(f, "cell_time",
                     SLOTS({"number", format_number(table->html->arena, (double)cell->seconds)},
                           {"text", time_text(table->html->arena, cell)}));
        break;
    case CELL_EMPTY:
        fragment_put(f, "cell_empty", NULL);
        break;
    }
}

static void add_row(struct table *table, size_t row) {
    fragment_begin(&table->html->fragments, "row", NULL);
    for (size_t i = 0; i < table->table->column_count; i++)
        if (is_shown(table, i))
            add_cell(table, row, i);
    fragment_end(&table->html->fragments, "row");
}

/* ---- the table ---- */

/* Numbers stand right; times are values too but read as text. */
static bool is_number(const struct table *table, size_t column) {
    bool time = table->table->row_count && cell_at(table, 0, column)->kind == CELL_TIME;
    return table->table->columns[column].role == COLUMN_VALUE && !time;
}

static void add_heading(struct table *table) {
    struct html *html = table->html;
    fragment_begin(&html->fragments, "heading", NULL);
    for (size_t i = 0; i < table->table->column_count; i++)
        if (is_shown(table, i))
            fragment_put(&html->fragments, is_number(table, i) ? "heading_number" : "heading_text",
                         SLOTS({"name", column_heading(html->arena, html->lang, &table->table->columns[i])}));
    fragment_end(&html->fragments, "heading");
}

/* Counts from 0 up, at least one above: the largest, else 0. */
static double largest_count(const struct table *table, size_t column) {
    double largest = 0;
    for (size_t row = 0; row < table->rows; row++) {
        const struct cell *cell = cell_at(table, row, column);
        if (cell->kind != CELL_FIGURE || cell->figure.value < 0 || isinf(cell->figure.value))
            return 0;
        largest = fmax(largest, cell->figure.value);
    }
    return largest;
}

/* The first column of counts, in tables that compare rows of a kind. */
static void choose_bars(struct table *table) {
    table->bars = SIZE_MAX;
    if (table->table->detail || !table->table->total_row || table->rows < BAR_ROWS)
        return;
    for (size_t i = 0; i < table->table->column_count; i++) {
        const struct report_column *column = &table->table->columns[i];
        if (column->role != COLUMN_VALUE || column->unit != UNIT_COUNT || table->mixed[i])
            continue;
        table->large = largest_count(table, i);
        table->bars = table->large > 0 ? i : SIZE_MAX;
        return;
    }
}

static void add_grid(struct table *table) {
    struct fragments *f = &table->html->fragments;
    fragment_begin(f, "grid", SLOTS({"place", table->place}, {"title", table->table->title}));
    add_heading(table);
    fragment_begin(f, "rows", NULL);
    for (size_t row = 0; row < table->rows; row++)
        add_row(table, row);
    fragment_end(f, "rows");
    if (table->table->total_row) {
        fragment_begin(f, "total", NULL);
        add_row(table, table->table->row_count - 1);
        fragment_end(f, "total");
    }
    fragment_end(f, "grid");
}

static void add_notes(struct table *table) {
    struct html *html = table->html;
    if (table->table->note.size)
        fragment_put(&html->fragments, "note", SLOTS({"text", table->table->note}));
    size_t all = plain_rows(table->table);
    if (table->rows == all)
        return;
    struct str parts[] = {format_value(html->arena, UNIT_COUNT, (double)table->rows),
                          format_value(html->arena, UNIT_COUNT, (double)all)};
    fragment_put(&html->fragments, "note",
                 SLOTS({"text", label_fill(html->arena, html->lang, "page.first_rows", parts, 2)}));
}

void html_table(struct html *html, const struct report_table *shown) {
    struct table table = {.html = html, .table = shown};
    const size_t most = shown->detail ? MOST_DETAILS : MOST_ROWS;
    table.rows = plain_rows(shown) < most ? plain_rows(shown) : most;
    table.place = html_place(html, "table", shown->key, (size_t)(shown - html->report->tables));
    table.mixed = arena_array(html->arena, shown->column_count + 1, sizeof(bool));
    for (size_t i = 0; i < shown->column_count; i++)
        table.mixed[i] = column_mixed(shown, i);
    choose_bars(&table);
    fragment_begin(&html->fragments, "table", SLOTS({"place", table.place}, {"title", shown->title}));
    add_notes(&table);
    if (shown->row_count && shown->column_count)
        add_grid(&table);
    else
        fragment_put(&html->fragments, "nothing", NULL);
    fragment_end(&html->fragments, "table");
}
