/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/format.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"
#include "reports/out_xlsx.h"
#include "reports/xlsx_gate.h"

#include <math.h>
#include <string.h>

/* Five tiles side by side, each of three columns and a gap behind it, from column B on. */
enum {
    TILES_ACROSS = 5,
    TILE_COLUMNS = 4,
    FIRST_COLUMN = 1,
    LAST_COLUMN = FIRST_COLUMN + TILES_ACROSS * TILE_COLUMNS - 2,
    LISTS_ACROSS = 3, /* of the contents */
    LIST_COLUMNS = (LAST_COLUMN - FIRST_COLUMN + 1) / LISTS_ACROSS,
    TILE_ROWS = 7, /* the gap below is the last */
    TITLE_SIZE = 20,
    SENTENCE_SIZE = 12,
    VALUE_SIZE = 18,
    SMALL_SIZE = 9
};
static const double tile_widths[TILE_COLUMNS] = {11, 9, 8, 1.5};

struct cover {
    struct xlsx *xlsx;
    lxw_worksheet *sheet;
    const char *name;
    lxw_row_t row;
    double width; /* of the columns with content, in characters */
};

lxw_worksheet *xlsx_cover_sheet(struct xlsx *xlsx, const char **name) {
    return xlsx_sheet(xlsx, xlsx_label(xlsx, "sheet.cover"), STR(""), name);
}

static void set_columns(struct cover *cover) {
    worksheet_set_column(cover->sheet, 0, 0, 1.5, NULL);
    for (int i = 0; i < TILES_ACROSS * TILE_COLUMNS - 1; i++) {
        lxw_col_t column = (lxw_col_t)(FIRST_COLUMN + i);
        worksheet_set_column(cover->sheet, column, column, tile_widths[i % TILE_COLUMNS], NULL);
        cover->width += tile_widths[i % TILE_COLUMNS];
    }
}

/* A line of text over the whole width, as high as it needs. */
static void add_line(struct cover *cover, struct str text, struct xlsx_style style) {
    style.wrap = true;
    size_t lines = xlsx_lines(cover->xlsx, text, cover->width, style.size);
    worksheet_set_row(cover->sheet, cover->row, xlsx_height(lines, style.size), NULL);
    xlsx_put_wide(cover->xlsx, cover->sheet, cover->row++, FIRST_COLUMN, LAST_COLUMN, text, &style);
}

static void add_gap(struct cover *cover, double height) {
    worksheet_set_row(cover->sheet, cover->row++, height, NULL);
}

static void add_head(struct cover *cover) {
    struct xlsx *xlsx = cover->xlsx;
    const struct report *report = xlsx->report;
    add_line(cover, kpi_join(xlsx->arena, report->title, report->period_name),
             (struct xlsx_style){.size = TITLE_SIZE, .bold = true});
    struct str period = format_period(xlsx->arena, xlsx->lang, report->period_start, report->period_end);
    struct str as_of = str_printf(xlsx->arena, STR_FMT " " STR_FMT, STR_ARG(xlsx_label(xlsx, "report.as_of")),
                                  STR_ARG(format_end(xlsx->arena, xlsx->lang, report->as_of)));
    struct str line = kpi_join(xlsx->arena, kpi_join(xlsx->arena, report->organisation, report->subtitle),
                               kpi_join(xlsx->arena, period, as_of));
    add_line(cover, line,
             (struct xlsx_style){.size = 10, .colour = xlsx_hue(theme.text_soft), .bottom = LXW_BORDER_THIN});
    add_gap(cover, 6);
}

static void add_sentences(struct cover *cover) {
    const struct report *report = cover->xlsx->report;
    for (size_t i = 0; i < 3; i++)
        if (report->sentences[i].size)
            add_line(cover, report->sentences[i], (struct xlsx_style){.size = SENTENCE_SIZE, .bold = i == 0});
    add_gap(cover, 8);
}

/* ---- tiles ---- */

static void add_change(struct cover *cover, lxw_row_t row, lxw_col_t column, const char *id,
                       const struct figure *change, bool reliable) {
    struct xlsx_style soft = {
        .size = SMALL_SIZE, .fill = xlsx_hue(theme.track), .colour = xlsx_hue(theme.text_soft), .indent = 1};
    struct xlsx_style style = {.size = SMALL_SIZE, .fill = xlsx_hue(theme.track)};
    xlsx_put_text(cover->xlsx, cover->sheet, row, column, xlsx_label(cover->xlsx, id), &soft);
    style.bold = reliable && isfinite(change->value);
    style.colour = style.bold ? xlsx_hue(theme.text) : xlsx_hue(theme.text_soft);
    xlsx_put_figure(cover->xlsx, cover->sheet, row, (lxw_col_t)(column + 1), change, false, style);
    style.indent = 1;
    xlsx_put_text(cover->xlsx, cover->sheet, row, (lxw_col_t)(column + 2),
                  kpi_change_word(cover->xlsx->lang, change, reliable), &style);
}

static void add_target(struct cover *cover, lxw_row_t row, lxw_col_t column, const struct kpi *kpi) {
    struct xlsx_style style = {
        .size = SMALL_SIZE, .fill = xlsx_hue(theme.track), .colour = xlsx_hue(theme.text_soft), .indent = 1};
    if (kpi->verdict != VERDICT_NONE) {
        style.bold = kpi->verdict == VERDICT_MET || kpi->verdict == VERDICT_MISSED;
        style.colour = kpi_missed(kpi) ? xlsx_hue(theme.highlight) : xlsx_hue(theme.actual);
    }
    xlsx_put_wide(cover->xlsx, cover->sheet, row, column, (lxw_col_t)(column + 2),
                  kpi_target(cover->xlsx->arena, cover->xlsx->lang, kpi), &style);
}

/* What the value rests on, and its changes. */
static void add_comparison(struct cover *cover, lxw_row_t row, lxw_col_t column, const struct kpi *kpi) {
    struct xlsx_style small = {.size = SMALL_SIZE,
                               .shrink = true,
                               .fill = xlsx_hue(theme.track),
                               .colour = xlsx_hue(theme.text_soft),
                               .indent = 1};
    xlsx_put_wide(cover->xlsx, cover->sheet, row, column, (lxw_col_t)(column + 2),
                  kpi_basis(cover->xlsx->arena, cover->xlsx->lang, kpi), &small);
    add_change(cover, row + 1, column, "kpi.change_prev", &kpi->change_prev, kpi->reliable_prev);
    add_change(cover, row + 2, column, "kpi.change_year", &kpi->change_year, kpi->reliable_year);
}

/* Why there is no value, over the same three rows. */
static void add_reason(struct cover *cover, lxw_row_t row, lxw_col_t column, const struct kpi *kpi) {
    struct xlsx *xlsx = cover->xlsx;
    struct xlsx_style style = {.size = SMALL_SIZE,
                               .fill = xlsx_hue(theme.track),
                               .colour = xlsx_hue(theme.text_soft),
                               .wrap = true,
                               .indent = 1,
                               .valign = LXW_ALIGN_VERTICAL_TOP};
    worksheet_merge_range(cover->sheet, row, column, row + 2, (lxw_col_t)(column + 2), "",
                          xlsx_format(xlsx, &style));
    xlsx_put_text(xlsx, cover->sheet, row, column, kpi->now.note ? xlsx_label(xlsx, kpi->now.note) : STR(""),
                  &style);
}

static void add_tile(struct cover *cover, lxw_row_t row, lxw_col_t column, const struct kpi *kpi) {
    struct xlsx *xlsx = cover->xlsx;
    lxw_col_t last = (lxw_col_t)(column + 2);
    struct xlsx_style name = {.size = 10,
                              .shrink = true,
                              .fill = xlsx_hue(theme.track),
                              .colour = xlsx_hue(theme.text_soft),
                              .top = LXW_BORDER_THICK,
                              .indent = 1};
    xlsx_put_wide(xlsx, cover->sheet, row, column, last, kpi->name, &name);
    struct xlsx_style value = {.size = VALUE_SIZE,
                               .fill = xlsx_hue(theme.track),
                               .bold = true,
                               .align = LXW_ALIGN_LEFT,
                               .indent = 1};
    worksheet_merge_range(cover->sheet, row + 1, column, row + 1, last, "", xlsx_format(xlsx, &value));
    xlsx_put_figure(xlsx, cover->sheet, row + 1, column, &kpi->now, true, value);
    if (isfinite(kpi->now.value))
        add_comparison(cover, row + 2, column, kpi);
    else
        add_reason(cover, row + 2, column, kpi);
    add_target(cover, row + 5, column, kpi);
}

/* kpi_<key> names the cell of the value, so that other workbooks can refer to it. */
static void define_name(struct cover *cover, lxw_row_t row, lxw_col_t column, struct str key) {
    struct xlsx *xlsx = cover->xlsx;
    struct buf sheet = {0};
    for (const char *at = cover->name; *at; at++) {
        if (*at == '\'')
            buf_add_char(&sheet, '\'');
        buf_add_char(&sheet, *at);
    }
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(cell, row, column, 1, 1);
    struct str place = str_printf(xlsx->arena, "='" STR_FMT "'!%s", STR_ARG(buf_str(&sheet)), cell);
    workbook_define_name(xlsx->book, xlsx_gate_defined(xlsx->arena, key), place.data);
    buf_free(&sheet);
}

static void set_tile_rows(struct cover *cover) {
    static const double heights[TILE_ROWS] = {18, 27, 15, 14.5, 14.5, 16, 8};
    for (lxw_row_t i = 0; i < TILE_ROWS; i++)
        worksheet_set_row(cover->sheet, cover->row + i, heights[i], NULL);
}

static void add_tiles(struct cover *cover) {
    const struct report *report = cover->xlsx->report;
    for (size_t i = 0; i < report->kpi_count; i++) {
        if (i % TILES_ACROSS == 0)
            set_tile_rows(cover);
        lxw_col_t column = (lxw_col_t)(FIRST_COLUMN + (int)(i % TILES_ACROSS) * TILE_COLUMNS);
        add_tile(cover, cover->row, column, &report->kpis[i]);
        define_name(cover, cover->row + 1, column, report->kpis[i].key);
        if (i % TILES_ACROSS == TILES_ACROSS - 1 || i + 1 == report->kpi_count)
            cover->row += TILE_ROWS;
    }
}

/* ---- contents ---- */

static void add_contents(struct cover *cover) {
    struct xlsx *xlsx = cover->xlsx;
    struct xlsx_style head = {.size = 11, .bold = true, .bottom = LXW_BORDER_THIN};
    struct xlsx_style link = {.size = 10, .indent = 1, .shrink = true};
    xlsx_put_wide(xlsx, cover->sheet, cover->row++, FIRST_COLUMN, LAST_COLUMN,
                  xlsx_label(xlsx, "report.contents"), &head);
    size_t lines = (xlsx->entry_count + LISTS_ACROSS - 1) / LISTS_ACROSS;
    for (size_t i = 0; i < xlsx->entry_count; i++) {
        lxw_col_t from = (lxw_col_t)(FIRST_COLUMN + (int)(i / lines) * LIST_COLUMNS);
        lxw_col_t to = (lxw_col_t)(from + LIST_COLUMNS - 1);
        xlsx_put_link(xlsx, cover->sheet, cover->row + (lxw_row_t)(i % lines), from, to,
                      xlsx->entries[i].sheet, xlsx->entries[i].title, link);
    }
    cover->row += (lxw_row_t)lines;
    add_gap(cover, 6);
}

void xlsx_cover_fill(struct xlsx *xlsx, lxw_worksheet *sheet, const char *name) {
    struct cover cover = {.xlsx = xlsx, .sheet = sheet, .name = name};
    set_columns(&cover);
    add_head(&cover);
    add_sentences(&cover);
    add_tiles(&cover);
    add_contents(&cover);
    struct xlsx_style small = {.size = SMALL_SIZE, .colour = xlsx_hue(theme.text_soft)};
    add_line(&cover, xlsx_label(xlsx, "report.legend"), small);
    add_line(&cover, xlsx->report->program, small);
    worksheet_fit_to_pages(sheet, 1, 1);
    worksheet_center_horizontally(sheet);
    worksheet_print_area(sheet, 0, 0, cover.row - 1, LAST_COLUMN);
    worksheet_activate(sheet);
}
