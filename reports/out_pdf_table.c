/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/column_text.h"
#include "reports/format.h"
#include "reports/labels.h"
#include "reports/out_pdf.h"
#include "reports/theme.h"

#include <math.h>

enum {
    MOST_ROWS = 40,
    MOST_DETAILS = 40,
    MEASURED_ROWS = 200,
    HEAD_LINES = 4,
    TEXT_LINES = 3, /* at most HEAD_LINES */
    CELL_PAD = 3,
    MOST_COLUMNS = 40
};
#define LARGEST_DETAIL 8.0
#define LARGEST 9.0  /* points */
#define SMALLEST 7.0 /* below, columns are left out */
#define COMFORT 7.5  /* smaller text, before text columns are narrower than … */
#define TEXT_COMFORT 120.0
#define TEXT_LEAST 70.0
#define TEXT_MOST 230.0
#define FIGURE_MOST 110.0

/* What of a column of the table: its cells, their 95 % intervals, the cases they rest on. */
enum part { PART_VALUE, PART_INTERVAL, PART_CASES };

struct sheet_column {
    size_t column; /* of the table */
    enum part part;
    bool text;  /* left-aligned and wrapped */
    bool right; /* right-aligned: figures, not times */
    struct str name;
    double left;          /* distance from the column before */
    double content, wish; /* at the largest size: of the cells; of the whole column */
    double width;
};

struct sheet {
    struct pdf *pdf;
    const struct report_table *table;
    struct sheet_column columns[MOST_COLUMNS];
    size_t column_count, left_out;
    const size_t *places; /* rows of the table that are shown */
    size_t rows;
    bool total;  /* the last one is the total */
    double size; /* of the text */
};

static const struct cell *cell_at(const struct sheet *sheet, size_t row, size_t column) {
    return &sheet->table->cells[sheet->places[row] * sheet->table->column_count + column];
}

static bool is_total(const struct sheet *sheet, size_t row) {
    return sheet->total && row + 1 == sheet->rows;
}

static struct text_style text_style(const struct sheet *sheet, bool bold, bool soft, bool right) {
    return (struct text_style){.size = sheet->size,
                               .bold = bold,
                               .colour = soft ? theme.text_soft : theme.text,
                               .anchor = right ? ANCHOR_END : ANCHOR_START};
}

/* ---- columns ---- */

/* To the minute. */
static struct str time_text(struct arena *arena, const struct cell *cell) {
    struct str text = format_time(arena, cell->seconds, cell->date_only);
    return cell->date_only ? text : str_sub(text, 0, text.size - 3);
}

static struct str figure_text(struct arena *arena, enum part part, const struct figure *figure) {
    if (part == PART_INTERVAL)
        return format_interval_value(arena, figure);
    if (part == PART_CASES)
        return isfinite(figure->n) && isfinite(figure->value) ? format_value(arena, UNIT_COUNT, figure->n)
                                                              : STR("");
    return format_change(arena, figure); /* with "pp" behind points */
}

static struct str cell_text(const struct sheet *sheet, const struct sheet_column *column,
                            const struct cell *cell) {
    struct arena *arena = sheet->pdf->arena;
    const bool value = column->part == PART_VALUE;
    switch (cell->kind) {
    case CELL_TEXT:
        return value ? cell->text : STR("");
    case CELL_TIME:
        return value ? time_text(arena, cell) : STR("");
    case CELL_FIGURE:
        return figure_text(arena, column->part, &cell->figure);
    case CELL_EMPTY:
        break;
    }
    return STR("");
}

/* Times stand left like texts, but are never wrapped. */
static bool has_times(const struct sheet *sheet, size_t column) {
    for (size_t row = 0; row < sheet->rows && row < MEASURED_ROWS; row++)
        if (cell_at(sheet, row, column)->kind == CELL_TIME)
            return true;
    return false;
}

static const struct figure *figure_at(const struct sheet *sheet, size_t row, size_t column) {
    const struct cell *cell = cell_at(sheet, row, column);
    return cell->kind == CELL_FIGURE && isfinite(cell->figure.value) ? &cell->figure : NULL;
}

/* The rows say already how many cases the figures of a column rest on: in a column of counts, or in the n of
 * the next column. */
static bool says_cases(const struct sheet *sheet, size_t column, size_t other) {
    const bool count = sheet->table->columns[other].unit == UNIT_COUNT;
    if (other == column || sheet->table->columns[other].role != COLUMN_VALUE ||
        !(count || (other == column + 1 && column_says_cases(sheet->table, other))))
        return false;
    for (size_t row = 0; row < sheet->rows; row++) {
        const struct figure *one = figure_at(sheet, row, column), *two = figure_at(sheet, row, other);
        if (one && isfinite(one->n) && (!two || one->n != (count ? two->value : two->n)))
            return false;
    }
    return true;
}

/* Some figure says how many cases it rests on, and no other column does. */
static bool needs_cases(const struct sheet *sheet, size_t column) {
    bool any = false;
    for (size_t row = 0; row < sheet->rows && !any; row++) {
        const struct figure *figure = figure_at(sheet, row, column);
        any = figure && figure->n > 0 && figure->unit != UNIT_COUNT;
    }
    for (size_t other = 0; other < sheet->table->column_count && any; other++)
        any = !says_cases(sheet, column, other);
    return any && column_says_cases(sheet->table, column);
}

static void add_column(struct sheet *sheet, size_t column, enum part part, struct str name) {
    if (sheet->column_count == MOST_COLUMNS)
        return;
    const bool text = part == PART_VALUE && sheet->table->columns[column].role != COLUMN_VALUE;
    /* The n of a value stands close behind it. */
    const bool close = part == PART_CASES && sheet->columns[sheet->column_count - 1].part == PART_VALUE;
    sheet->columns[sheet->column_count++] = (struct sheet_column){.column = column,
                                                                  .part = part,
                                                                  .text = text,
                                                                  .right = !text && !has_times(sheet, column),
                                                                  .left = close ? 0 : CELL_PAD,
                                                                  .name = name};
}

/* A column of figures none of which is known: the period before is not in the data. */
static bool is_void(const struct sheet *sheet, size_t column) {
    for (size_t row = 0; row < sheet->rows; row++) {
        const enum cell_kind kind = cell_at(sheet, row, column)->kind;
        if (figure_at(sheet, row, column) || kind == CELL_TIME || kind == CELL_TEXT)
            return false;
    }
    return sheet->rows > 0 && sheet->table->columns[column].role == COLUMN_VALUE;
}

static void lay_columns(struct sheet *sheet, bool intervals) {
    sheet->column_count = 0;
    for (size_t i = 0; i < sheet->table->column_count; i++) {
        const struct report_column *column = &sheet->table->columns[i];
        if (is_void(sheet, i))
            continue;
        add_column(sheet, i, PART_VALUE, column->name);
        if (column->interval && intervals)
            add_column(sheet, i, PART_INTERVAL, pdf_label(sheet->pdf, "kpi.interval"));
        if (needs_cases(sheet, i))
            add_column(sheet, i, PART_CASES, pdf_label(sheet->pdf, "report.n"));
    }
}

/* At the largest size; widths grow with the size exactly. */
static double text_width(const struct sheet *sheet, struct str text, bool bold) {
    struct text_style style = {.size = LARGEST, .bold = bold};
    return text.size ? canvas_measure(sheet->pdf->canvas, text, &style).width : 0;
}

/* The widest piece of a heading that stays on one line: a word, up to five Chinese characters. */
static double widest_piece(const struct sheet *sheet, struct str name) {
    enum { WHOLE = 15 }; /* bytes of five Chinese characters */
    double widest = 0;
    for (size_t at = 0; at < name.size;) {
        struct str rest = str_sub(name, at, name.size);
        size_t end = str_find_char(rest, ' ');
        struct str piece = str_sub(rest, 0, end);
        at += end + 1;
        if (piece.size == 0)
            continue;
        double width = text_width(sheet, piece, true);
        bool latin = (unsigned char)piece.data[0] < 0xE0; /* not Chinese */
        widest = fmax(widest, latin || piece.size <= WHOLE ? width : width / 2 + LARGEST);
    }
    return widest;
}

/* The least width at which the heading needs at most so many lines. */
static double head_width(const struct sheet *sheet, struct str name, size_t most) {
    struct text_style style = {.size = LARGEST, .bold = true};
    struct str lines[HEAD_LINES + 1];
    double whole = text_width(sheet, name, true), width = fmin(whole, widest_piece(sheet, name)) + 0.5;
    while (width < whole &&
           canvas_wrap(sheet->pdf->canvas, sheet->pdf->arena, name, width, most + 1, &style, lines) > most)
        width += 3;
    return fmin(width, whole + 0.5);
}

static void measure_columns(struct sheet *sheet) {
    for (size_t i = 0; i < sheet->column_count; i++) {
        struct sheet_column *column = &sheet->columns[i];
        for (size_t row = 0; row < sheet->rows && row < MEASURED_ROWS; row++) {
            struct str text = cell_text(sheet, column, cell_at(sheet, row, column->column));
            column->content = fmax(column->content, text_width(sheet, text, is_total(sheet, row)));
        }
    }
}

static void allow_head_lines(struct sheet *sheet, size_t most) {
    for (size_t i = 0; i < sheet->column_count; i++) {
        struct sheet_column *column = &sheet->columns[i];
        /* "95 % 区间" breaks nowhere well. */
        const bool whole = column->part == PART_INTERVAL && sheet->pdf->report->lang == LANG_ZH;
        double wish = fmax(column->content, head_width(sheet, column->name, whole ? 1 : most));
        column->wish = fmin(wish, column->text ? TEXT_MOST : FIGURE_MOST);
    }
}

static void set_size(struct sheet *sheet, double size) {
    sheet->size = size;
    for (size_t i = 0; i < sheet->column_count; i++)
        sheet->columns[i].width = sheet->columns[i].wish * size / LARGEST + CELL_PAD + sheet->columns[i].left;
}

static double sum_width(const struct sheet *sheet) {
    double sum = 0;
    for (size_t i = 0; i < sheet->column_count; i++)
        sum += sheet->columns[i].width;
    return sum;
}

/* Width of the table when no text column is wider than `level`. */
static double width_at(const struct sheet *sheet, double level) {
    double sum = 0;
    for (size_t i = 0; i < sheet->column_count; i++) {
        const struct sheet_column *column = &sheet->columns[i];
        sum += column->text ? fmin(column->width, level) : column->width;
    }
    return sum;
}

/* Cuts the widest text columns to one width at which the table fits the page; false when that would leave
 * them too narrow to read. */
static bool squeeze(struct sheet *sheet) {
    double low = sheet->size > COMFORT ? TEXT_COMFORT : TEXT_LEAST, high = TEXT_MOST + 2 * CELL_PAD;
    if (width_at(sheet, low) > PDF_INNER)
        return false;
    for (int i = 0; i < 30; i++) {
        double middle = (low + high) / 2;
        if (width_at(sheet, middle) > PDF_INNER)
            high = middle;
        else
            low = middle;
    }
    for (size_t i = 0; i < sheet->column_count; i++)
        if (sheet->columns[i].text)
            sheet->columns[i].width = fmin(sheet->columns[i].width, low);
    return true;
}

/* Gives the space left over to the first text column, or to all. */
static void stretch(struct sheet *sheet) {
    double left = PDF_INNER - sum_width(sheet);
    if (left <= 0)
        return;
    size_t texts = 0;
    for (size_t i = 0; i < sheet->column_count; i++)
        texts += sheet->columns[i].text;
    /* A narrow table is not pulled apart over the whole page. */
    left = fmin(left, 0.6 * sum_width(sheet));
    for (size_t i = 0; i < sheet->column_count; i++)
        if (texts == 0 || sheet->columns[i].text)
            sheet->columns[i].width += left / (double)(texts ? texts : sheet->column_count);
}

/* What goes first where there is no room for all: notes, then what is marked as lesser, then what comes last.
 */
static size_t least_column(const struct sheet *sheet) {
    size_t least = sheet->columns[sheet->column_count - 1].column;
    bool lesser = false, note = false;
    for (size_t i = 1; i < sheet->column_count && !note; i++) {
        const struct report_column *column = &sheet->table->columns[sheet->columns[i].column];
        note = column->role == COLUMN_NOTE;
        if (note || (column->lesser && !lesser))
            least = sheet->columns[i].column;
        lesser |= column->lesser;
    }
    return least;
}

/* Leaves out a column of the table with all its parts. */
static void leave_out(struct sheet *sheet) {
    const size_t least = least_column(sheet);
    size_t kept = 0;
    for (size_t i = 0; i < sheet->column_count; i++)
        if (sheet->columns[i].column != least)
            sheet->columns[kept++] = sheet->columns[i];
    sheet->column_count = kept;
    sheet->left_out++;
}

/* Headings of more lines, then smaller text. */
static bool fit(struct sheet *sheet, double smallest) {
    double largest = sheet->table->detail ? LARGEST_DETAIL : LARGEST;
    for (size_t lines = 2; lines <= HEAD_LINES; lines++) {
        allow_head_lines(sheet, lines);
        set_size(sheet, largest);
        if (squeeze(sheet))
            return true;
    }
    for (double size = largest - 0.5; size >= smallest; size -= 0.5) {
        set_size(sheet, size);
        if (squeeze(sheet))
            return true;
    }
    return false;
}

/* If that is not enough, no intervals, then fewer columns, until the table is as wide as the page. */
static void fit_columns(struct sheet *sheet) {
    lay_columns(sheet, true);
    measure_columns(sheet);
    bool fits = fit(sheet, SMALLEST);
    if (!fits) {
        lay_columns(sheet, false);
        measure_columns(sheet);
        fits = fit(sheet, SMALLEST);
    }
    while (!fits && sheet->column_count > 1) {
        leave_out(sheet);
        fits = fit(sheet, SMALLEST);
    }
    stretch(sheet);
}

/* ---- drawing ---- */

static double line_height(const struct sheet *sheet) {
    return sheet->size * 1.34;
}

/* Draws (or only counts) the lines of one text in a column; returns how many. */
static size_t put_text(struct sheet *sheet, double x, const struct sheet_column *column, struct str text,
                       const struct text_style *style, size_t most, bool draw) {
    struct pdf *pdf = sheet->pdf;
    struct str lines[HEAD_LINES] = {text};
    double inner = column->width - CELL_PAD - column->left + 0.5;
    size_t count = 1;
    if (most > 1)
        count = canvas_wrap(pdf->canvas, pdf->arena, text, inner, most, style, lines);
    double at = style->anchor == ANCHOR_END ? x + column->width - CELL_PAD : x + CELL_PAD;
    for (size_t i = 0; i < count && draw; i++)
        pdf_line(pdf, at, pdf->y + 2 + sheet->size + (double)i * line_height(sheet), lines[i], inner, style);
    return count;
}

static size_t put_head(struct sheet *sheet, bool draw) {
    size_t most = 1;
    double x = PDF_LEFT;
    for (size_t i = 0; i < sheet->column_count; i++) {
        const struct sheet_column *column = &sheet->columns[i];
        const bool beside = column->part != PART_VALUE;
        struct text_style style = text_style(sheet, !beside, beside, column->right);
        size_t lines = put_text(sheet, x, column, column->name, &style, HEAD_LINES, draw);
        most = lines > most ? lines : most;
        x += column->width;
    }
    return most;
}

static double head_height(struct sheet *sheet) {
    return (double)put_head(sheet, false) * line_height(sheet) + 6;
}

static void draw_head(struct sheet *sheet) {
    double height = head_height(sheet), width = sum_width(sheet);
    pdf_box(sheet->pdf, PDF_LEFT, sheet->pdf->y, width, height, theme.track);
    put_head(sheet, true);
    sheet->pdf->y += height;
    pdf_rule(sheet->pdf, PDF_LEFT, sheet->pdf->y, width, theme.medium, theme.axis);
}

static size_t put_row(struct sheet *sheet, size_t row, bool draw) {
    size_t most = 1;
    double x = PDF_LEFT;
    for (size_t i = 0; i < sheet->column_count; i++) {
        const struct sheet_column *column = &sheet->columns[i];
        struct str text = cell_text(sheet, column, cell_at(sheet, row, column->column));
        struct text_style style =
            text_style(sheet, is_total(sheet, row), column->part != PART_VALUE, column->right);
        size_t lines = put_text(sheet, x, column, text, &style, column->text ? TEXT_LINES : 1, draw);
        most = lines > most ? lines : most;
        x += column->width;
    }
    return most;
}

static double row_height(struct sheet *sheet, size_t row) {
    return (double)put_row(sheet, row, false) * line_height(sheet) + 4;
}

/* Height of what goes to the next page as one: the row (so high), or the last three, so that no total stands
 * alone. */
static double together(struct sheet *sheet, size_t row, double height) {
    if (row + 3 == sheet->rows)
        height += row_height(sheet, row + 1) + row_height(sheet, row + 2);
    return height;
}

static void draw_row(struct sheet *sheet, size_t row) {
    struct pdf *pdf = sheet->pdf;
    double height = row_height(sheet, row), width = sum_width(sheet);
    if (together(sheet, row, height) > pdf_left(pdf)) {
        pdf_next_page(pdf);
        draw_head(sheet);
    }
    if (is_total(sheet, row))
        pdf_rule(pdf, PDF_LEFT, pdf->y, width, theme.medium, theme.axis);
    if (!pdf->unseen)
        put_row(sheet, row, true);
    pdf->y += height;
    bool ends = row + 1 == sheet->rows;
    pdf_rule(pdf, PDF_LEFT, pdf->y, width, ends ? theme.medium : theme.thin * 0.6,
             ends ? theme.axis : theme.grid);
}

static void add_remark(struct sheet *sheet, const char *id, size_t number) {
    struct pdf *pdf = sheet->pdf;
    struct str parts[] = {format_value(pdf->arena, UNIT_COUNT, (double)number), sheet->table->key};
    struct text_style small = theme_text(8, theme.text_soft, ANCHOR_START);
    pdf->y += 3;
    pdf_paragraph(pdf, label_fill(pdf->arena, pdf->report->lang, id, parts, 2), &small, 0);
}

/* What of the table is not shown here. */
static void add_rest(struct sheet *sheet) {
    const size_t left = sheet->table->row_count - sheet->rows;
    if (left)
        add_remark(sheet, sheet->rows ? "report.more_rows" : "report.only_rows", left);
    if (sheet->left_out)
        add_remark(sheet, "report.more_columns", sheet->left_out);
}

/* The first rows that paper must have, and the total. */
static void choose_rows(struct sheet *sheet) {
    const struct report_table *table = sheet->table;
    const size_t most = table->detail ? MOST_DETAILS : MOST_ROWS;
    size_t *places = arena_array(sheet->pdf->arena, most + 1, sizeof *places);
    const size_t plain = table->row_count - (table->total_row && table->row_count ? 1 : 0);
    for (size_t row = 0; row < plain && sheet->rows < most; row++)
        if (!table->minor || !table->minor[row])
            places[sheet->rows++] = row;
    sheet->total = plain < table->row_count;
    if (sheet->total)
        places[sheet->rows++] = plain;
    sheet->places = places;
}

void pdf_table(struct pdf *pdf, const struct report_table *table) {
    if (table->column_count == 0)
        return;
    struct sheet sheet = {.pdf = pdf, .table = table};
    choose_rows(&sheet);
    fit_columns(&sheet);
    struct text_style title = theme_bold(10.5, theme.text, ANCHOR_START);
    struct text_style note = theme_text(8, theme.text_soft, ANCHOR_START);
    const bool empty = sheet.rows == 0 && table->row_count;
    /* Title and heading never stand alone at the foot of a page. */
    double rows = 0;
    for (size_t row = 0; row < sheet.rows && row < 3; row++)
        rows += row_height(&sheet, row);
    pdf_need(pdf, 44 + (empty ? 0 : head_height(&sheet)) + rows);
    pdf_paragraph(pdf, table->title, &title, 1);
    pdf_paragraph(pdf, table->note, &note, 2);
    if (!empty)
        draw_head(&sheet);
    for (size_t row = 0; row < sheet.rows; row++)
        draw_row(&sheet, row);
    add_rest(&sheet);
    pdf->y += 14;
}
