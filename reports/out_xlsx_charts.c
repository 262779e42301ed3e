/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/labels.h"
#include "reports/out_xlsx.h"
#include "reports/xlsx_draw.h"
#include "reports/xlsx_gate.h"

#include <math.h>

enum {
    CHART_WIDTH = 640, /* pixels */
    CHART_HEIGHT = 340,
    BASE_WIDTH = 480, /* libxlsxwriter's own size, which is scaled */
    BASE_HEIGHT = 288,
    CELL_WIDTH = 64,
    SHEET_COLUMNS = CHART_WIDTH / CELL_WIDTH,
    FIRST_ROW = 3,
    BLOCK_ROWS = 20, /* rows of a chart with what stands below it */
    ROW_HEIGHT = 15, /* points: 20 pixels */
    CHARTS_ACROSS = 2,
    BLOCKS_PRINTED = 2, /* rows of charts on a page */
    PRINT_SCALE = 69,   /* per cent at which two charts are as wide as A4 landscape */
    HEAT_NAME = 26,     /* characters */
    HEAT_CELL = 9
};

static void add_top(struct xlsx *xlsx, lxw_worksheet *sheet, struct str title, struct str note,
                    const char *cover) {
    worksheet_set_row(sheet, 0, 24, NULL);
    xlsx_put_text(xlsx, sheet, 0, 0, title, &(struct xlsx_style){.size = 14, .bold = true});
    if (note.size)
        xlsx_put_text(xlsx, sheet, 1, 0, note,
                      &(struct xlsx_style){.size = 9, .colour = xlsx_hue(theme.text_soft)});
    xlsx_put_link(xlsx, sheet, note.size ? 2 : 1, 0, 0, cover, xlsx_label(xlsx, "report.back"),
                  (struct xlsx_style){.size = 9});
}

lxw_worksheet *xlsx_charts_sheet(struct xlsx *xlsx, const char *cover) {
    size_t count = 0;
    for (size_t i = 0; i < xlsx->report->chart_count; i++)
        count += xlsx_drawable(&xlsx->report->charts[i]);
    const char *name;
    struct str title = xlsx_label(xlsx, "sheet.charts");
    lxw_worksheet *sheet = count ? xlsx_sheet(xlsx, title, title, &name) : NULL;
    if (!sheet)
        return NULL;
    worksheet_set_default_row(sheet, ROW_HEIGHT, LXW_FALSE);
    worksheet_set_column_pixels(sheet, 0, (CHARTS_ACROSS * (SHEET_COLUMNS + 1)), CELL_WIDTH, NULL);
    add_top(xlsx, sheet, title, STR(""), cover);
    return sheet;
}

/* Marks along the categories have no native form; they are told below the chart. */
static struct str caption_of(struct xlsx *xlsx, const struct chart *chart) {
    struct buf out = {0};
    buf_add(&out, chart->subtitle);
    for (size_t i = 0; i < chart->mark_count; i++)
        buf_printf(&out, "  ·  " STR_FMT, STR_ARG(chart->marks[i].label));
    struct str caption = str_copy(xlsx->arena, buf_str(&out));
    buf_free(&out);
    return caption;
}

static void place_chart(struct xlsx *xlsx, lxw_worksheet *sheet, const struct chart *chart, lxw_chart *drawn,
                        size_t number) {
    lxw_row_t row = FIRST_ROW + (lxw_row_t)(number / CHARTS_ACROSS) * BLOCK_ROWS;
    lxw_col_t column = (lxw_col_t)(number % CHARTS_ACROSS * (SHEET_COLUMNS + 1));
    struct str alt = chart->alt.size ? chart->alt : chart->title;
    lxw_chart_options options = {.x_scale = (double)CHART_WIDTH / BASE_WIDTH,
                                 .y_scale = (double)CHART_HEIGHT / BASE_HEIGHT,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description =
                                     (char *)(uintptr_t)xlsx_gate_text(xlsx->arena, alt, XLSX_ALT_MOST)};
    worksheet_insert_chart_opt(sheet, row, column, drawn, &options);
    struct xlsx_style small = {.size = 9, .colour = xlsx_hue(theme.text_soft)};
    lxw_col_t last = (lxw_col_t)(column + SHEET_COLUMNS - 1);
    xlsx_put_wide(xlsx, sheet, row + BLOCK_ROWS - 3, column, last, caption_of(xlsx, chart), &small);
    if (chart->note.size)
        xlsx_put_wide(xlsx, sheet, row + BLOCK_ROWS - 2, column, last, chart->note, &small);
}

/* No page ends within a chart. */
static void break_pages(struct xlsx *xlsx, lxw_worksheet *sheet, size_t placed) {
    const size_t page = BLOCKS_PRINTED * CHARTS_ACROSS, pages = (placed + page - 1) / page;
    lxw_row_t *breaks = arena_array(xlsx->arena, pages + 1, sizeof *breaks);
    for (size_t i = 1; i < pages; i++)
        breaks[i - 1] = FIRST_ROW + (lxw_row_t)i * BLOCKS_PRINTED * BLOCK_ROWS;
    breaks[pages ? pages - 1 : 0] = 0;
    worksheet_set_h_pagebreaks(sheet, breaks);
    worksheet_set_print_scale(sheet,
                              PRINT_SCALE); /* breaks are heeded only where nothing is fitted to a page */
}

void xlsx_charts_fill(struct xlsx *xlsx, lxw_worksheet *sheet) {
    struct xlsx_data data = {.xlsx = xlsx};
    struct str title = xlsx_label(xlsx, "sheet.chart_data");
    data.sheet = sheet ? xlsx_sheet(xlsx, title, title, &data.name) : NULL;
    if (!data.sheet)
        return;
    worksheet_set_column(data.sheet, 0, 0, HEAT_NAME, NULL);
    worksheet_set_column(data.sheet, 1, 40, 14, NULL);
    size_t placed = 0;
    for (size_t i = 0; i < xlsx->report->chart_count; i++) {
        const struct chart *chart = &xlsx->report->charts[i];
        lxw_chart *drawn = xlsx_drawable(chart) ? xlsx_draw(&data, chart) : NULL;
        if (drawn)
            place_chart(xlsx, sheet, chart, drawn, placed++);
    }
    break_pages(xlsx, sheet, placed);
}

/* ---- heat maps ---- */

static void add_heat_cells(struct xlsx *xlsx, lxw_worksheet *sheet, const struct chart *chart) {
    enum { HEAD = 3 };
    struct xlsx_style head = {
        .bold = true, .wrap = true, .align = LXW_ALIGN_CENTER, .bottom = LXW_BORDER_THIN};
    struct xlsx_style name = {.bold = false}, value = {.align = LXW_ALIGN_CENTER};
    size_t lines = 1;
    for (size_t i = 0; i < chart->category_count; i++) {
        xlsx_put_text(xlsx, sheet, HEAD, (lxw_col_t)(i + 1), chart->categories[i], &head);
        size_t needed = xlsx_lines(xlsx, chart->categories[i], HEAT_CELL, 10);
        lines = needed > lines ? needed : lines;
    }
    worksheet_set_row(sheet, HEAD, xlsx_height(lines, 10), NULL);
    for (size_t row = 0; row < chart->series_count; row++) {
        lxw_row_t at = (lxw_row_t)(HEAD + 1 + row);
        worksheet_set_row(sheet, at, 20, NULL);
        xlsx_put_text(xlsx, sheet, at, 0, chart->series[row].name, &name);
        for (size_t i = 0; i < chart->category_count; i++)
            if (isfinite(chart->series[row].points[i].value))
                xlsx_put_figure(xlsx, sheet, at, (lxw_col_t)(i + 1), &chart->series[row].points[i], false,
                                value);
    }
    lxw_conditional_format scale = {.type = LXW_CONDITIONAL_2_COLOR_SCALE,
                                    .min_color = 0xFFFFFF,
                                    .max_color = xlsx_hue(theme_scale(0.6))};
    worksheet_conditional_format_range(sheet, HEAD + 1, 1, (lxw_row_t)(HEAD + chart->series_count),
                                       (lxw_col_t)chart->category_count, &scale);
    worksheet_freeze_panes(sheet, HEAD + 1, 1);
}

void xlsx_heat_maps(struct xlsx *xlsx, const char *cover) {
    for (size_t i = 0; i < xlsx->report->chart_count; i++) {
        const struct chart *chart = &xlsx->report->charts[i];
        const char *name;
        if (chart->kind != CHART_HEATMAP || chart->category_count == 0 || chart->series_count == 0)
            continue;
        struct str wish = xlsx_label(xlsx, "sheet.heat_map");
        lxw_worksheet *sheet = xlsx_sheet(xlsx, wish, wish, &name);
        if (!sheet)
            return;
        worksheet_set_column(sheet, 0, 0, HEAT_NAME, NULL);
        worksheet_set_column(sheet, 1, (lxw_col_t)chart->category_count, HEAT_CELL, NULL);
        add_top(xlsx, sheet, chart->title, chart->subtitle, cover);
        add_heat_cells(xlsx, sheet, chart);
    }
}
