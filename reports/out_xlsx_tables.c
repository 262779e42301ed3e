/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/column_text.h"
#include "reports/format.h"
#include "reports/labels.h"
#include "reports/out_xlsx.h"
#include "reports/text_width.h"
#include "reports/xlsx_gate.h"

#include <math.h>
#include <string.h>

enum {
    TITLE_ROW = 0,
    NOTE_ROW = 1,
    BACK_ROW = 2,
    HEAD_ROW = 3,
    FIRST_ROW = 4,
    SHEET_ROWS = 1048576, /* what a sheet can hold */
    MEASURED_ROWS = 2000, /* rows that decide how wide columns are */
    MOST_LINES = 8,
    BAR_ROWS = 3,        /* fewer rows need no bars */
    FILTER_ROWS = 12,    /* fewer rows need no filter */
    PRINTED_WIDTH = 190, /* characters across A4 landscape that can still be read */
    PAGES_ACROSS = 4
};

/* A column of the sheet: one of the table, a limit of its interval, or the cases that it rests on. */
enum part { PART_VALUE, PART_LOW, PART_HIGH, PART_CASES };

struct place {
    size_t column; /* of the table */
    enum part part;
    struct str name;
    double width;
    bool wrap;
};

struct grid {
    struct xlsx *xlsx;
    const struct report_table *table;
    lxw_worksheet *sheet;
    const char *name;
    struct place *places;
    size_t place_count;
    size_t from, rows; /* rows of the table on this sheet */
    bool words;
    bool tall; /* some rows have several lines: everything starts at the top */
};

static const struct cell *cell_at(const struct grid *grid, size_t row, size_t column) {
    return &grid->table->cells[row * grid->table->column_count + column];
}

static bool is_total(const struct grid *grid, size_t row) {
    return grid->table->total_row && row + 1 == grid->table->row_count;
}

static size_t plain_rows(const struct grid *grid) {
    bool total = grid->rows && is_total(grid, grid->from + grid->rows - 1);
    return grid->rows - (total ? 1 : 0);
}

static bool is_filtered(const struct grid *grid) {
    return plain_rows(grid) >= (grid->table->detail ? 1 : FILTER_ROWS);
}

/* ---- columns ---- */

static void add_place(struct grid *grid, size_t column, enum part part, struct str name) {
    grid->places[grid->place_count++] = (struct place){.column = column, .part = part, .name = name};
}

static void lay_columns(struct grid *grid) {
    struct xlsx *xlsx = grid->xlsx;
    grid->places = arena_array(xlsx->arena, 4 * grid->table->column_count + 1, sizeof *grid->places);
    for (size_t i = 0; i < grid->table->column_count; i++) {
        const struct report_column *column = &grid->table->columns[i];
        struct str name = column_heading(xlsx->arena, xlsx->lang, column);
        add_place(grid, i, PART_VALUE, name);
        if (column->interval) {
            add_place(grid, i, PART_LOW, label_fill(xlsx->arena, xlsx->lang, "report.low", &name, 1));
            add_place(grid, i, PART_HIGH, label_fill(xlsx->arena, xlsx->lang, "report.high", &name, 1));
        }
        if (column_says_cases(grid->table, i))
            add_place(grid, i, PART_CASES, label_fill(xlsx->arena, xlsx->lang, "report.cases", &name, 1));
    }
}

static struct figure part_of(const struct figure *figure, enum part part) {
    struct figure found = *figure;
    if (part == PART_LOW)
        found.value = figure->low;
    else if (part == PART_HIGH)
        found.value = figure->high;
    else if (part == PART_CASES)
        found = (struct figure){.unit = UNIT_COUNT, .value = figure->n};
    return found;
}

/* Widest line of a text, in columns. */
static size_t widest_line(struct str text) {
    size_t widest = 0;
    for (size_t at = 0; at <= text.size;) {
        struct str rest = str_sub(text, at, text.size);
        size_t end = str_find_char(rest, '\n');
        size_t width = text_width(str_sub(rest, 0, end));
        widest = width > widest ? width : widest;
        at += end + 1;
    }
    return widest;
}

static size_t cell_width(const struct grid *grid, const struct place *place, const struct cell *cell) {
    struct figure figure;
    switch (cell->kind) {
    case CELL_TEXT:
        return widest_line(cell->text);
    case CELL_TIME:
        return cell->date_only ? 11 : 17;
    case CELL_FIGURE:
        figure = part_of(&cell->figure, place->part);
        return text_width(grid->words ? format_figure(grid->xlsx->arena, grid->xlsx->lang, &figure)
                                      : format_value(grid->xlsx->arena, figure.unit, figure.value));
    case CELL_EMPTY:
        break;
    }
    return 0;
}

static double limit_width(const struct grid *grid, const struct place *place) {
    enum column_role role = grid->table->columns[place->column].role;
    double label = grid->words ? 28 : 54;
    return role == COLUMN_NOTE ? 70 : role == COLUMN_LABEL ? label : 22;
}

/* Headings wrap between words at `most` columns, but never within a word. */
static size_t heading_width(struct str name, size_t most) {
    size_t whole = widest_line(name), word = 0;
    for (size_t at = 0; at < name.size;) {
        struct str rest = str_sub(name, at, name.size);
        size_t blank = str_find_char(rest, ' '), line = str_find_char(rest, '\n');
        size_t end = blank < line ? blank : line, width = text_width(str_sub(rest, 0, end));
        bool chinese = width < end; /* may break anywhere */
        word = width > word && !chinese ? width : word;
        at += end + 1;
    }
    size_t least = most > word ? most : word;
    return whole < least ? whole : least;
}

/* As wide as the content, within limits; headings wrap. */
static void measure(struct grid *grid) {
    size_t rows = grid->rows < MEASURED_ROWS ? grid->rows : MEASURED_ROWS;
    for (size_t i = 0; i < grid->place_count; i++) {
        struct place *place = &grid->places[i];
        bool value = grid->table->columns[place->column].role == COLUMN_VALUE;
        const size_t most_head = value ? (place->part == PART_VALUE ? 11 : 8) : 60;
        size_t head = heading_width(place->name, most_head), width = head < 6 ? 6 : head;
        for (size_t row = 0; row < rows; row++) {
            size_t cell = cell_width(grid, place, cell_at(grid, grid->from + row, place->column));
            width = cell > width ? cell : width;
        }
        double most = limit_width(grid, place);
        place->wrap = (double)width > most;
        grid->tall = grid->tall || place->wrap || grid->table->detail;
        place->width = fmin((double)width, most) * (grid->xlsx->lang == LANG_ZH ? 1.04 : 1) + 2.2;
        worksheet_set_column(grid->sheet, (lxw_col_t)i, (lxw_col_t)i, place->width, NULL);
    }
}

/* ---- frame ---- */

static double all_width(const struct grid *grid) {
    double sum = 0;
    for (size_t i = 0; i < grid->place_count; i++)
        sum += grid->places[i].width;
    return fmax(sum, 40);
}

static void put_frame_line(struct grid *grid, lxw_row_t row, struct str text, struct xlsx_style style) {
    struct xlsx *xlsx = grid->xlsx;
    style.wrap = true;
    style.valign = LXW_ALIGN_VERTICAL_TOP;
    /* Narrow tables let their frame run over the empty columns to the right. */
    double width = 0;
    lxw_col_t last = 0;
    for (; width < 90 && (last < grid->place_count || width < 40); last++)
        width += last < grid->place_count ? grid->places[last].width : 9;
    size_t lines = text.size ? xlsx_lines(xlsx, text, width, style.size) : 1;
    worksheet_set_row(grid->sheet, row, xlsx_height(lines, style.size), NULL);
    if (text.size)
        xlsx_put_wide(xlsx, grid->sheet, row, 0, (lxw_col_t)(last - 1), text, &style);
}

static void add_frame(struct grid *grid, const char *cover) {
    struct xlsx *xlsx = grid->xlsx;
    const struct report_table *table = grid->table;
    struct str title = table->title;
    if (grid->from)
        title = label_fill(xlsx->arena, xlsx->lang, "report.continued", &title, 1);
    put_frame_line(grid, TITLE_ROW, title, (struct xlsx_style){.size = 14, .bold = true});
    put_frame_line(grid, NOTE_ROW, table->note,
                   (struct xlsx_style){.size = 9, .colour = xlsx_hue(theme.text_soft)});
    if (cover)
        xlsx_put_link(xlsx, grid->sheet, BACK_ROW, 0, 0, cover, xlsx_label(xlsx, "report.back"),
                      (struct xlsx_style){.size = 9});
    if (grid->from + grid->rows < table->row_count) {
        struct str rows = format_value(xlsx->arena, UNIT_COUNT, (double)table->row_count);
        xlsx_put_text(xlsx, grid->sheet, BACK_ROW, 1,
                      label_fill(xlsx->arena, xlsx->lang, "report.split", &rows, 1),
                      &(struct xlsx_style){.size = 9, .colour = xlsx_hue(theme.highlight)});
    }
}

/* Text beside a column of numbers keeps its distance. */
static uint8_t indent_of(const struct grid *grid, size_t index) {
    return index && grid->table->columns[grid->places[index - 1].column].role == COLUMN_VALUE;
}

static void add_head(struct grid *grid) {
    size_t most = 1;
    for (size_t i = 0; i < grid->place_count; i++) {
        const struct place *place = &grid->places[i];
        bool value = grid->table->columns[place->column].role == COLUMN_VALUE;
        const struct cell *first = grid->rows ? cell_at(grid, grid->from, place->column) : NULL;
        bool right = value && !(first && first->kind == CELL_TIME);
        struct xlsx_style style = {.size = 10,
                                   .bold = place->part == PART_VALUE,
                                   .fill = xlsx_hue(theme_scale(0.1)),
                                   .colour = place->part == PART_VALUE ? xlsx_hue(theme.text)
                                                                       : xlsx_hue(theme.text_soft),
                                   .wrap = true,
                                   .valign = LXW_ALIGN_VERTICAL_TOP,
                                   .bottom = LXW_BORDER_THIN,
                                   .align = right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT,
                                   .indent = right ? 0 : indent_of(grid, i)};
        xlsx_put_text(grid->xlsx, grid->sheet, HEAD_ROW, (lxw_col_t)i, place->name, &style);
        size_t lines = xlsx_lines(grid->xlsx, place->name, place->width, 10);
        most = lines > most ? lines : most;
    }
    /* The buttons of a filter lie over the last line of a heading. */
    const double latin = grid->xlsx->lang == LANG_EN ? 0.92 : 1; /* their lines are lower */
    worksheet_set_row(grid->sheet, HEAD_ROW, latin * xlsx_height(most + is_filtered(grid), 10) + 2, NULL);
}

/* ---- cells ---- */

static struct xlsx_style row_style(const struct grid *grid, size_t row, const struct place *place) {
    struct xlsx_style style = {.bottom = LXW_BORDER_HAIR};
    if (is_total(grid, row))
        style = (struct xlsx_style){.bold = true, .top = LXW_BORDER_THIN, .bottom = LXW_BORDER_THIN};
    if (place->part != PART_VALUE)
        style.colour = xlsx_hue(theme.text_soft);
    style.valign = grid->tall ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER;
    return style;
}

/* The total of the rows above as a formula with its result, where it is their sum. */
static bool put_sum(struct grid *grid, lxw_row_t at, size_t place, const struct figure *total,
                    struct xlsx_style style) {
    size_t column = grid->places[place].column;
    if (grid->from || (total->unit != UNIT_COUNT && total->unit != UNIT_MONEY) || grid->rows < 2)
        return false;
    double sum = 0;
    for (size_t row = 0; row + 1 < grid->rows; row++) {
        const struct cell *cell = cell_at(grid, row, column);
        if (cell->kind == CELL_FIGURE && isfinite(cell->figure.value))
            sum += cell->figure.value;
    }
    if (!isfinite(total->value) || fabs(sum - total->value) > 1e-6)
        return false;
    char range[LXW_MAX_CELL_RANGE_LENGTH], formula[LXW_MAX_CELL_RANGE_LENGTH + 8];
    lxw_rowcol_to_range(range, FIRST_ROW, (lxw_col_t)place, at - 1, (lxw_col_t)place);
    snprintf(formula, sizeof formula, "=SUM(%s)", range);
    style.align = LXW_ALIGN_RIGHT;
    style.number = xlsx_number_format(grid->xlsx, total, grid->words);
    worksheet_write_formula_num(grid->sheet, at, (lxw_col_t)place, formula, xlsx_format(grid->xlsx, &style),
                                total->value);
    return true;
}

static void put_figure(struct grid *grid, lxw_row_t at, size_t row, size_t place, const struct cell *cell) {
    struct xlsx_style style = row_style(grid, row, &grid->places[place]);
    struct figure figure = part_of(&cell->figure, grid->places[place].part);
    if (is_total(grid, row) && grid->places[place].part == PART_VALUE &&
        put_sum(grid, at, place, &figure, style))
        return;
    if (!isfinite(figure.value) && (grid->table->detail || grid->places[place].part != PART_VALUE))
        worksheet_write_blank(grid->sheet, at, (lxw_col_t)place, xlsx_format(grid->xlsx, &style));
    else
        xlsx_put_figure(grid->xlsx, grid->sheet, at, (lxw_col_t)place, &figure, grid->words, style);
}

/* Returns the lines the cell takes. */
static size_t put_cell(struct grid *grid, lxw_row_t at, size_t row, size_t index) {
    const struct place *place = &grid->places[index];
    const struct cell *cell = cell_at(grid, row, place->column);
    struct xlsx_style style = row_style(grid, row, place);
    lxw_col_t column = (lxw_col_t)index;
    if (cell->kind == CELL_FIGURE) {
        put_figure(grid, at, row, index, cell);
    } else if (cell->kind == CELL_TIME && place->part == PART_VALUE) {
        xlsx_put_time(grid->xlsx, grid->sheet, at, column, cell->seconds, cell->date_only, style);
    } else if (cell->kind == CELL_TEXT && place->part == PART_VALUE) {
        style.align = LXW_ALIGN_LEFT;
        style.indent = indent_of(grid, index);
        style.wrap = place->wrap || str_find_char(cell->text, '\n') < cell->text.size;
        xlsx_put_text(grid->xlsx, grid->sheet, at, column, cell->text, &style);
        return style.wrap ? xlsx_lines(grid->xlsx, cell->text, place->width, 10) : 1;
    } else {
        worksheet_write_blank(grid->sheet, at, column, xlsx_format(grid->xlsx, &style));
    }
    return 1;
}

static void add_rows(struct grid *grid) {
    for (size_t i = 0; i < grid->rows; i++) {
        size_t most = 1;
        lxw_row_t at = (lxw_row_t)(FIRST_ROW + i);
        for (size_t k = 0; k < grid->place_count; k++) {
            size_t lines = put_cell(grid, at, grid->from + i, k);
            most = lines > most ? lines : most;
        }
        if (most > 1)
            worksheet_set_row(grid->sheet, at, xlsx_height(most < MOST_LINES ? most : MOST_LINES, 10), NULL);
    }
}

/* ---- what helps reading ---- */

static bool bars_help(const struct grid *grid, size_t index) {
    const struct report_column *column = &grid->table->columns[grid->places[index].column];
    if (column->role != COLUMN_VALUE || column->unit != UNIT_COUNT ||
        grid->places[index].part != PART_VALUE || column_mixed(grid->table, grid->places[index].column))
        return false;
    for (size_t row = 0; row < plain_rows(grid); row++) {
        const struct cell *cell = cell_at(grid, row, grid->places[index].column);
        if (cell->kind == CELL_TIME || (cell->kind == CELL_FIGURE && cell->figure.value < 0))
            return false;
    }
    return true;
}

/* Bars of one hue behind the first column of counts. */
static void add_bars(struct grid *grid) {
    if (grid->table->detail || grid->words || !grid->table->total_row || plain_rows(grid) < BAR_ROWS)
        return;
    for (size_t i = 0; i < grid->place_count; i++) {
        if (!bars_help(grid, i))
            continue;
        lxw_conditional_format bars = {.type = LXW_CONDITIONAL_DATA_BAR,
                                       .bar_color = xlsx_hue(theme_scale(0.28)),
                                       .bar_solid = LXW_TRUE,
                                       .bar_no_border = LXW_TRUE,
                                       .data_bar_2010 = LXW_TRUE,
                                       .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                       .min_value = 0,
                                       .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_MAXIMUM};
        worksheet_conditional_format_range(grid->sheet, FIRST_ROW, (lxw_col_t)i,
                                           (lxw_row_t)(FIRST_ROW + plain_rows(grid) - 1), (lxw_col_t)i,
                                           &bars);
        return;
    }
}

static void add_verdicts(struct grid *grid) {
    for (size_t i = 0; i < grid->place_count && plain_rows(grid); i++) {
        struct xlsx_area area = {FIRST_ROW, (lxw_row_t)(FIRST_ROW + plain_rows(grid) - 1), (lxw_col_t)i};
        if (grid->places[i].part == PART_VALUE)
            xlsx_verdicts(grid->xlsx, grid->sheet, grid->table, grid->places[i].column, &area);
    }
}

/* A wide table is printed on several pages side by side, each with the names at its left, rather than in
 * letters that nobody can read. */
static void set_print_width(struct grid *grid, lxw_col_t labels) {
    const double names = labels ? grid->places[0].width : 0, rest = all_width(grid) - names;
    uint16_t pages = 1;
    while (pages < PAGES_ACROSS && names + rest / pages > PRINTED_WIDTH)
        pages++;
    worksheet_fit_to_pages(grid->sheet, pages, 0);
    if (!labels || pages == 1)
        return;
    worksheet_repeat_columns(grid->sheet, 0, 0);
    /* The title, over several columns, would be cut on all pages but the first: it prints as their header. */
    lxw_row_t last = (lxw_row_t)(FIRST_ROW + (grid->rows ? grid->rows - 1 : 0));
    worksheet_print_area(grid->sheet, HEAD_ROW, 0, last, (lxw_col_t)(grid->place_count - 1));
    worksheet_set_header(grid->sheet, xlsx_header(grid->xlsx, grid->table->title));
}

static void set_up(struct grid *grid) {
    lxw_col_t labels = grid->table->columns[0].role == COLUMN_LABEL && grid->place_count > 2;
    worksheet_freeze_panes(grid->sheet, FIRST_ROW, labels);
    worksheet_repeat_rows(grid->sheet, HEAD_ROW, HEAD_ROW);
    if (is_filtered(grid))
        worksheet_autofilter(grid->sheet, HEAD_ROW, 0, (lxw_row_t)(FIRST_ROW + plain_rows(grid) - 1),
                             (lxw_col_t)(grid->place_count - 1));
    set_print_width(grid, labels);
}

static void write_part(struct grid *grid, const char *cover) {
    struct str title = grid->from ? STR("") : grid->table->title;
    grid->sheet = xlsx_sheet(grid->xlsx, grid->table->title, title, &grid->name);
    if (!grid->sheet)
        return;
    measure(grid);
    add_frame(grid, cover);
    add_head(grid);
    add_rows(grid);
    add_bars(grid);
    add_verdicts(grid);
    set_up(grid);
}

void xlsx_table_split(struct xlsx *xlsx, const struct report_table *table, const char *cover, bool words,
                      size_t sheet_rows) {
    if (table->column_count == 0)
        return;
    struct grid grid = {.xlsx = xlsx, .table = table, .words = words};
    lay_columns(&grid);
    const size_t room = sheet_rows - FIRST_ROW;
    do {
        size_t left = table->row_count - grid.from;
        grid.rows = left < room ? left : room;
        write_part(&grid, cover);
        grid.from += grid.rows;
    } while (grid.from < table->row_count);
}

void xlsx_table(struct xlsx *xlsx, const struct report_table *table, const char *cover, bool words) {
    xlsx_table_split(xlsx, table, cover, words, SHEET_ROWS);
}
