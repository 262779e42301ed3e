/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_series.h"

#include "reports/labels.h"
#include "reports/text_width.h"
#include "reports/xlsx_gate.h"

#include <math.h>

enum { LABEL_COLUMNS = 34 /* longer names would leave no room for the bars */ };

const char *xlsx_chart_text(struct xlsx_data *data, struct str text) {
    return xlsx_gate_text(data->xlsx->arena, text, 255);
}

/* ---- numbers ---- */

static void put_point(struct xlsx_data *data, lxw_row_t row, lxw_col_t column, const struct figure *figure) {
    if (isfinite(figure->value))
        xlsx_put_figure(data->xlsx, data->sheet, row, column, figure, false, (struct xlsx_style){0});
}

static void put_heading(struct xlsx_data *data, lxw_col_t column, struct str text) {
    xlsx_put_text(data->xlsx, data->sheet, data->row, column, text,
                  &(struct xlsx_style){.bold = true, .fill = xlsx_hue(theme_scale(0.1)), .wrap = true});
}

/* Title, headings, categories; the series follow from column B on. */
struct xlsx_block xlsx_block_begin(struct xlsx_data *data, const struct chart *chart) {
    xlsx_put_text(data->xlsx, data->sheet, data->row++, 0, chart->title,
                  &(struct xlsx_style){.bold = true, .size = 11});
    put_heading(data, 0, chart->category_axis.size ? chart->category_axis : STR(""));
    struct xlsx_block block = {.first = data->row + 1, .series = 1};
    size_t count = chart->category_count < XLSX_MOST_POINTS ? chart->category_count : XLSX_MOST_POINTS;
    for (size_t i = 0; i < count; i++)
        xlsx_put_text(data->xlsx, data->sheet, block.first + (lxw_row_t)i, 0,
                      text_cut(data->xlsx->arena, chart->categories[i], LABEL_COLUMNS),
                      &(struct xlsx_style){0});
    block.last = block.first + (lxw_row_t)(count ? count - 1 : 0);
    return block;
}

void xlsx_block_end(struct xlsx_data *data, const struct xlsx_block *block) {
    data->row = block->last + 3;
}

lxw_col_t xlsx_series_put(struct xlsx_data *data, struct xlsx_block *block, struct str name,
                          const struct figure *points) {
    put_heading(data, block->series, name);
    for (lxw_row_t row = block->first; row <= block->last; row++)
        put_point(data, row, block->series, &points[row - block->first]);
    return block->series++;
}

/* ---- series ---- */

const struct series *xlsx_series_of(const struct chart *chart, enum series_role role) {
    for (size_t i = 0; i < chart->series_count; i++)
        if (chart->series[i].role == role)
            return &chart->series[i];
    return NULL;
}

bool xlsx_any_negative(const struct chart *chart) {
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t i = 0; i < chart->category_count; i++)
            if (chart->series[s].points[i].value < 0)
                return true;
    return false;
}

lxw_chart_series *xlsx_series_add(struct xlsx_data *data, lxw_chart *chart, const struct xlsx_block *block,
                                  lxw_col_t column, struct str name) {
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, data->name, block->first, 0, block->last, 0);
    chart_series_set_values(series, data->name, block->first, column, block->last, column);
    chart_series_set_name(series, xlsx_chart_text(data, name));
    return series;
}

void xlsx_series_line(lxw_chart_series *series, uint32_t colour, float width, uint8_t dash) {
    lxw_chart_line line = {.color = colour, .width = width, .dash_type = dash};
    chart_series_set_line(series, &line);
}

void xlsx_series_fill(lxw_chart_series *series, uint32_t colour) {
    lxw_chart_fill fill = {.color = colour};
    chart_series_set_fill(series, &fill);
}

/* One point in the colour of what the title speaks of. */
void xlsx_series_highlight(lxw_chart_series *series, const struct chart *chart,
                           const struct xlsx_block *block) {
    size_t count = block->last - block->first + 1;
    if (chart->highlight >= count)
        return;
    lxw_chart_point plain = {0};
    lxw_chart_fill fill = {.color = xlsx_hue(theme.highlight)};
    lxw_chart_point point = {.fill = &fill};
    lxw_chart_point *points[XLSX_MOST_POINTS + 1];
    for (size_t i = 0; i < count; i++)
        points[i] = &plain;
    points[chart->highlight] = &point;
    points[count] = NULL;
    chart_series_set_points(series, points);
}

void xlsx_series_label(struct xlsx_data *data, lxw_chart_series *series, uint8_t position, const char *format,
                       struct colour colour) {
    lxw_chart_font font = {
        .name = (char *)(uintptr_t)xlsx_font(data->xlsx), .size = 9, .color = xlsx_hue(colour)};
    chart_series_set_labels(series);
    chart_series_set_labels_font(series, &font);
    chart_series_set_labels_num_format(series, format);
    chart_series_set_labels_position(series, position);
}

/* ---- axes ---- */

const char *xlsx_axis_format(enum unit unit) {
    return unit == UNIT_SHARE || unit == UNIT_CHANGE ? "0 %" : "#,##0";
}

/* In charts of horizontal bars libxlsxwriter calls the category axis Y. */
lxw_chart_axis *xlsx_category_axis(lxw_chart *drawn) {
    bool bars = drawn->type == LXW_CHART_BAR || drawn->type == LXW_CHART_BAR_STACKED;
    return chart_axis_get(drawn, bars ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X);
}

lxw_chart_axis *xlsx_value_axis(lxw_chart *drawn) {
    bool bars = drawn->type == LXW_CHART_BAR || drawn->type == LXW_CHART_BAR_STACKED;
    return chart_axis_get(drawn, bars ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y);
}

void xlsx_axes_set(struct xlsx_data *data, lxw_chart *drawn, const struct chart *chart, enum unit unit) {
    lxw_chart_font font = {
        .name = (char *)(uintptr_t)xlsx_font(data->xlsx), .size = 9, .color = xlsx_hue(theme.text_soft)};
    lxw_chart_font title = {.name = font.name, .size = 11, .bold = LXW_TRUE, .color = xlsx_hue(theme.text)};
    lxw_chart_font name = {
        .name = font.name, .size = 9, .color = xlsx_hue(theme.text_soft), .bold = LXW_EXPLICIT_FALSE};
    lxw_chart_line grid = {.color = xlsx_hue(theme.grid), .width = 0.75F}, none = {.none = LXW_TRUE};
    lxw_chart_line axis = {.color = xlsx_hue(theme.axis), .width = 0.75F};
    chart_title_set_name(drawn, xlsx_chart_text(data, chart->title));
    chart_title_set_name_font(drawn, &title);
    lxw_chart_axis *x = xlsx_category_axis(drawn), *y = xlsx_value_axis(drawn);
    chart_axis_set_num_font(x, &font);
    chart_axis_set_num_font(y, &font);
    chart_axis_set_line(x, &axis);
    chart_axis_set_line(y, &none);
    chart_axis_set_major_tick_mark(x, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_major_tick_mark(y, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_major_gridlines_set_line(y, &grid);
    chart_axis_set_num_format(y, xlsx_axis_format(unit));
    chart_axis_set_label_position(x, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (chart->category_axis.size) {
        chart_axis_set_name(x, xlsx_chart_text(data, chart->category_axis));
        chart_axis_set_name_font(x, &name);
    }
    /* Both axes of a scatter are of values, for which the library refuses this. */
    bool named = drawn->type != LXW_CHART_SCATTER_STRAIGHT;
    if (named && chart->category_count > XLSX_MOST_LABELS && chart->kind != CHART_FUNNEL)
        chart_axis_set_interval_unit(
            x, (uint16_t)((chart->category_count + XLSX_MOST_LABELS - 1) / XLSX_MOST_LABELS));
    chart_chartarea_set_line(drawn, &none);
    chart_legend_set_font(drawn, &font);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
}

void xlsx_axes_from_zero(lxw_chart *drawn) {
    chart_axis_set_min(xlsx_value_axis(drawn), 0);
}
