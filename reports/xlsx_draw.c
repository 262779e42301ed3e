/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_series.h"

#include "reports/format.h"
#include "reports/funnel_order.h"

#include <math.h>

static void dress_line(lxw_chart_series *series, enum series_role role) {
    switch (role) {
    case SERIES_ACTUAL:
        xlsx_series_line(series, xlsx_hue(theme.actual), 2.25F, LXW_CHART_LINE_DASH_SOLID);
        break;
    case SERIES_PREVIOUS_YEAR:
        xlsx_series_line(series, xlsx_hue(theme.previous), 2.25F, LXW_CHART_LINE_DASH_SOLID);
        break;
    case SERIES_TARGET:
        xlsx_series_line(series, xlsx_hue(theme.text), 1.25F, LXW_CHART_LINE_DASH_DASH);
        break;
    case SERIES_CENTRE:
        xlsx_series_line(series, xlsx_hue(theme.axis), 0.75F, LXW_CHART_LINE_DASH_SOLID);
        break;
    case SERIES_LIMIT_LOW:
    case SERIES_LIMIT_HIGH:
    case SERIES_CUMULATIVE:
        xlsx_series_line(series, xlsx_hue(theme.axis), 1.0F, LXW_CHART_LINE_DASH_SQUARE_DOT);
        break;
    }
}

static double lowest_of(const struct chart *chart) {
    double lowest = INFINITY;
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t i = 0; i < chart->category_count; i++)
            if (isfinite(chart->series[s].points[i].value))
                lowest = fmin(lowest, chart->series[s].points[i].value);
    return lowest;
}

/* Shares that stay high are told apart only on an axis that begins higher; the axis says where. */
static void high_shares(lxw_chart *drawn, const struct chart *chart) {
    const double lowest = lowest_of(chart);
    if (chart->kind != CHART_TREND || chart->unit != UNIT_SHARE || !isfinite(lowest) || lowest < 0.5)
        return;
    chart_axis_set_min(xlsx_value_axis(drawn), floor(lowest * 20 - 0.5) / 20);
    chart_axis_set_max(xlsx_value_axis(drawn), 1);
}

/* The last point says its value. */
static void label_last(struct xlsx_data *data, lxw_chart_series *added, const struct chart *chart,
                       const struct series *series, const struct xlsx_block *block) {
    struct arena *arena = data->xlsx->arena;
    size_t count = block->last - block->first + 1;
    lxw_chart_data_label *labels = arena_array(arena, count, sizeof *labels);
    lxw_chart_data_label **list = arena_array(arena, count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        labels[i] = (lxw_chart_data_label){.hide = i + 1 < count};
        list[i] = &labels[i];
    }
    struct str text = format_value(arena, chart->unit, series->points[count - 1].value);
    labels[count - 1].value = (char *)(uintptr_t)xlsx_chart_text(data, text);
    xlsx_series_label(data, added, LXW_CHART_LABEL_POSITION_ABOVE, "General", theme.text);
    chart_series_set_labels_custom(added, list);
}

/* Lines over periods; also survival curves. */
static lxw_chart *draw_lines(struct xlsx_data *data, const struct chart *chart, struct xlsx_block *block) {
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_LINE);
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct series *series = &chart->series[i];
        lxw_col_t column = xlsx_series_put(data, block, series->name, series->points);
        lxw_chart_series *added = xlsx_series_add(data, drawn, block, column, series->name);
        dress_line(added, series->role);
        if (series->role == SERIES_ACTUAL && chart->kind == CHART_TREND)
            label_last(data, added, chart, series, block);
    }
    xlsx_axes_set(data, drawn, chart, chart->unit);
    if (!xlsx_any_negative(chart))
        xlsx_axes_from_zero(drawn);
    high_shares(drawn, chart);
    if (chart->kind == CHART_SURVIVAL)
        chart_axis_set_max(xlsx_value_axis(drawn), 1);
    if (chart->series_count < 2)
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}

lxw_chart *xlsx_draw_columns(struct xlsx_data *data, const struct chart *chart, struct xlsx_block *block) {
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_COLUMN);
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct series *series = &chart->series[i];
        lxw_col_t column = xlsx_series_put(data, block, series->name, series->points);
        lxw_chart_series *added = xlsx_series_add(data, drawn, block, column, series->name);
        xlsx_series_fill(added, series->role == SERIES_PREVIOUS_YEAR ? xlsx_hue(theme.previous)
                                                                     : xlsx_hue(theme.actual));
        if (series->role == SERIES_ACTUAL)
            xlsx_series_highlight(added, chart, block);
        if (chart->category_count <= XLSX_MOST_LABELS && series->role == SERIES_ACTUAL)
            xlsx_series_label(data, added, LXW_CHART_LABEL_POSITION_OUTSIDE_END,
                              xlsx_axis_format(chart->unit), theme.text);
    }
    xlsx_axes_set(data, drawn, chart, chart->unit);
    chart_set_series_gap(drawn, chart->category_count > XLSX_MOST_LABELS ? 12 : 50);
    if (chart->series_count < 2)
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}

/* Units as points over their cases, within lines of the limits. */
static lxw_chart *draw_funnel(struct xlsx_data *data, const struct chart *chart, struct xlsx_block *block) {
    const struct series *actual = xlsx_series_of(chart, SERIES_ACTUAL);
    if (!actual)
        return NULL;
    struct figure *cases = arena_array(data->xlsx->arena, chart->category_count, sizeof *cases);
    for (size_t i = 0; i < chart->category_count; i++)
        cases[i] = (struct figure){.unit = UNIT_COUNT, .value = funnel_cases(&actual->points[i])};
    const lxw_col_t across = xlsx_series_put(data, block, chart->category_axis, cases);
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_SCATTER_STRAIGHT);
    lxw_chart_line none = {.none = LXW_TRUE}, edge = {.color = xlsx_hue(theme.paper)};
    lxw_chart_fill fill = {.color = xlsx_hue(theme.actual)};
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct series *series = &chart->series[i];
        lxw_col_t column = xlsx_series_put(data, block, series->name, series->points);
        lxw_chart_series *added = xlsx_series_add(data, drawn, block, column, series->name);
        chart_series_set_categories(added, data->name, block->first, across, block->last, across);
        dress_line(added, series->role);
        chart_series_set_marker_type(added, LXW_CHART_MARKER_NONE);
        if (series != actual)
            continue;
        chart_series_set_line(added, &none);
        chart_series_set_marker_type(added, LXW_CHART_MARKER_CIRCLE);
        chart_series_set_marker_size(added, 6);
        chart_series_set_marker_fill(added, &fill);
        chart_series_set_marker_line(added, &edge);
    }
    xlsx_axes_set(data, drawn, chart, chart->unit);
    chart_axis_set_num_format(xlsx_category_axis(drawn), "#,##0");
    xlsx_axes_from_zero(drawn);
    if (chart->unit == UNIT_SHARE)
        chart_axis_set_max(xlsx_value_axis(drawn), 1);
    return drawn;
}

/* ---- the list ---- */

static xlsx_kind *drawer_of(enum chart_kind kind) {
    static xlsx_kind *const drawers[CHART_KIND_COUNT] = {
        [CHART_TREND] = draw_lines,
        [CHART_PARETO] = xlsx_draw_pareto,
        [CHART_DISTRIBUTION] = xlsx_draw_columns,
        [CHART_INTERVALS] = xlsx_draw_intervals,
        [CHART_WATERFALL] = xlsx_draw_waterfall,
        [CHART_AGEING] = xlsx_draw_columns,
        [CHART_SURVIVAL] = draw_lines,
        [CHART_FUNNEL] = draw_funnel,
    };
    return drawers[kind];
}

bool xlsx_drawable(const struct chart *chart) {
    return drawer_of(chart->kind) && chart->category_count && chart->series_count;
}

lxw_chart *xlsx_draw(struct xlsx_data *data, const struct chart *chart) {
    struct chart ordered;
    if (chart->kind == CHART_FUNNEL) {
        ordered = funnel_ordered(data->xlsx->arena, chart);
        chart = &ordered;
    }
    if (chart->category_count == 0)
        return NULL;
    struct xlsx_block block = xlsx_block_begin(data, chart);
    lxw_chart *drawn = drawer_of(chart->kind)(data, chart, &block);
    xlsx_block_end(data, &block);
    return drawn;
}
