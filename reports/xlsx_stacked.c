/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of stacked bars of which some are unseen. libxlsxwriter has no error bars of given length: intervals
 * are an unseen bar up to the lower limit, a dark one to the value, a light one to the upper limit. */
#include "reports/xlsx_series.h"

#include "reports/format.h"

#include <math.h>

/* Lower limit, from there to the value, from there to the upper limit. Without an interval the value is both.
 */
static void split_interval(const struct figure *point, struct figure *parts[3], size_t at) {
    double low = isfinite(point->low) ? point->low : point->value;
    double high = isfinite(point->high) ? point->high : point->value;
    for (int i = 0; i < 3; i++)
        parts[i][at] = figure_none(point->unit, NULL);
    parts[0][at].value = low;
    parts[1][at].value = point->value - low;
    parts[2][at].value = high - point->value;
}

/* The value stands at its place, at the start of the light bar. */
static void label_points(struct xlsx_data *data, lxw_chart_series *series, const struct chart *chart,
                         const struct figure *points, size_t count) {
    struct arena *arena = data->xlsx->arena;
    lxw_chart_data_label *labels = arena_array(arena, count, sizeof *labels);
    lxw_chart_data_label **list = arena_array(arena, count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        struct str text = format_value(arena, chart->unit, points[i].value);
        labels[i].value = (char *)(uintptr_t)xlsx_chart_text(data, text);
        list[i] = &labels[i];
    }
    xlsx_series_label(data, series, LXW_CHART_LABEL_POSITION_INSIDE_BASE, "General", theme.text);
    chart_series_set_labels_custom(series, list);
}

lxw_chart *xlsx_draw_intervals(struct xlsx_data *data, const struct chart *chart, struct xlsx_block *block) {
    const struct series *actual = xlsx_series_of(chart, SERIES_ACTUAL);
    if (!actual)
        return NULL;
    struct xlsx *xlsx = data->xlsx;
    size_t count = block->last - block->first + 1;
    const char *ids[] = {"chart.low", "chart.to_value", "chart.to_high"};
    const uint32_t hues[] = {0, xlsx_hue(theme.actual), xlsx_hue(theme_scale(0.28))};
    struct figure *parts[3];
    for (int i = 0; i < 3; i++)
        parts[i] = arena_array(xlsx->arena, count, sizeof **parts);
    for (size_t i = 0; i < count; i++)
        split_interval(&actual->points[i], parts, i);
    xlsx_series_put(data, block, actual->name, actual->points);
    lxw_chart *drawn = workbook_add_chart(xlsx->book, LXW_CHART_BAR_STACKED);
    for (int i = 0; i < 3; i++) {
        struct str name = xlsx_label(xlsx, ids[i]);
        lxw_col_t column = xlsx_series_put(data, block, name, parts[i]);
        lxw_chart_series *series = xlsx_series_add(data, drawn, block, column, name);
        lxw_chart_fill none = {.none = LXW_TRUE};
        if (i == 0)
            chart_series_set_fill(series, &none);
        else
            xlsx_series_fill(series, hues[i]);
        if (i == 2)
            label_points(data, series, chart, actual->points, count);
    }
    xlsx_axes_set(data, drawn, chart, chart->unit);
    chart_set_series_gap(drawn, 60);
    chart_axis_set_reverse(xlsx_category_axis(drawn));
    chart_axis_set_interval_unit(xlsx_category_axis(drawn), 1);
    if (!xlsx_any_negative(chart))
        xlsx_axes_from_zero(drawn);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}

/* A waterfall: columns that hang where the sum before them ends, on an unseen base, one series a direction.
 */
enum { BASE, TOTAL, UP, DOWN, PARTS };

static void split_steps(const struct chart *chart, struct figure *parts[PARTS]) {
    double level = 0;
    for (size_t i = 0; i < chart->category_count; i++) {
        bool total = i == 0 || i + 1 == chart->category_count;
        double value = chart->series[0].points[i].value, step = isfinite(value) ? value : 0;
        for (int p = 0; p < PARTS; p++)
            parts[p][i] = figure_none(chart->unit, NULL);
        parts[BASE][i].value = total ? 0 : fmin(level, level + step);
        parts[total ? TOTAL : step < 0 ? DOWN : UP][i].value = fabs(step);
        level = total ? step : level + step;
    }
}

lxw_chart *xlsx_draw_waterfall(struct xlsx_data *data, const struct chart *chart, struct xlsx_block *block) {
    struct xlsx *xlsx = data->xlsx;
    const char *ids[PARTS] = {"chart.base", "chart.total", "chart.up", "chart.down"};
    const struct colour fills[PARTS] = {theme.paper, theme.total, theme.rise, theme.fall};
    struct figure *parts[PARTS];
    for (int p = 0; p < PARTS; p++)
        parts[p] = arena_array(xlsx->arena, chart->category_count + 1, sizeof **parts);
    split_steps(chart, parts);
    lxw_chart *drawn = workbook_add_chart(xlsx->book, LXW_CHART_COLUMN_STACKED);
    for (int p = 0; p < PARTS; p++) {
        struct str name = xlsx_label(xlsx, ids[p]);
        lxw_chart_series *series =
            xlsx_series_add(data, drawn, block, xlsx_series_put(data, block, name, parts[p]), name);
        lxw_chart_fill none = {.none = LXW_TRUE};
        if (p == BASE) {
            chart_series_set_fill(series, &none);
            continue;
        }
        xlsx_series_fill(series, xlsx_hue(fills[p]));
        xlsx_series_label(data, series, LXW_CHART_LABEL_POSITION_CENTER, "#,##0;;", theme_text_on(fills[p]));
    }
    xlsx_axes_set(data, drawn, chart, chart->unit);
    chart_set_series_gap(drawn, 40);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}
