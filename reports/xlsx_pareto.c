/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and a line in one chart. libxlsxwriter has no combined charts: the chart writes its columns and its
 * line itself, with the library's own functions for each. */
#include "reports/xlsx_series.h"

typedef void write_part(lxw_chart *chart);

/* The library's function that writes the series of one type of chart. */
static write_part *part_writer(uint8_t type) {
    lxw_chart *model = lxw_chart_new(type);
    write_part *writer = model ? model->write_chart_type : NULL;
    lxw_chart_free(model);
    return writer;
}

/* Writes the series from `first` on, up to `count` of them, as one type over the axes of the chart. */
static void write_some(lxw_chart *chart, struct lxw_chart_series_list *all, unsigned first, unsigned count,
                       uint8_t type, uint8_t grouping) {
    write_part *writer = part_writer(type);
    struct lxw_chart_series_list some;
    struct lxw_chart_series_list *kept = chart->series_list;
    if (!writer)
        return;
    /* A list of its own over neighbours in `all`: the head points at the first, the last is cut off
     * meanwhile. */
    lxw_chart_series *from = STAILQ_FIRST(all), *last;
    for (unsigned i = 0; from && i < first; i++)
        from = STAILQ_NEXT(from, list_pointers);
    last = from;
    for (unsigned i = 1; last && i < count && STAILQ_NEXT(last, list_pointers); i++)
        last = STAILQ_NEXT(last, list_pointers);
    if (!from)
        return;
    lxw_chart_series *behind = STAILQ_NEXT(last, list_pointers);
    STAILQ_NEXT(last, list_pointers) = NULL;
    STAILQ_INIT(&some);
    STAILQ_FIRST(&some) = from;
    chart->series_list = &some;
    chart->grouping = grouping;
    writer(chart);
    chart->series_list = kept;
    STAILQ_NEXT(last, list_pointers) = behind;
}

/* Stands in for the library's writer of a column chart: the first series as columns, the others as lines. */
static void write_pareto(lxw_chart *chart) {
    write_some(chart, chart->series_list, 0, 1, LXW_CHART_COLUMN, LXW_GROUPING_CLUSTERED);
    write_some(chart, chart->series_list, 1, 9, LXW_CHART_LINE, LXW_GROUPING_STANDARD);
}

/* Shares of each category, in the unit of the cumulative line. */
static struct figure *steps_of(struct xlsx_data *data, const struct chart *chart,
                               const struct figure *cumulative) {
    struct figure *steps = arena_array(data->xlsx->arena, chart->category_count + 1, sizeof *steps);
    for (size_t i = 0; i < chart->category_count; i++) {
        steps[i] = figure_none(UNIT_SHARE, NULL);
        steps[i].value = cumulative[i].value - (i ? cumulative[i - 1].value : 0);
    }
    return steps;
}

lxw_chart *xlsx_draw_pareto(struct xlsx_data *data, const struct chart *chart, struct xlsx_block *block) {
    const struct series *counts = xlsx_series_of(chart, SERIES_ACTUAL),
                        *line = xlsx_series_of(chart, SERIES_CUMULATIVE);
    if (!counts || !line)
        return xlsx_draw_columns(data, chart, block);
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_COLUMN);
    struct str share = xlsx_label(data->xlsx, "chart.share");
    xlsx_series_put(data, block, counts->name, counts->points);
    lxw_col_t part = xlsx_series_put(data, block, share, steps_of(data, chart, line->points));
    lxw_col_t sum = xlsx_series_put(data, block, line->name, line->points);
    lxw_chart_series *bars = xlsx_series_add(data, drawn, block, part, share);
    xlsx_series_fill(bars, xlsx_hue(theme.actual));
    xlsx_series_highlight(bars, chart, block);
    xlsx_series_label(data, bars, LXW_CHART_LABEL_POSITION_OUTSIDE_END, "0 %", theme.text);
    lxw_chart_series *above = xlsx_series_add(data, drawn, block, sum, line->name);
    xlsx_series_line(above, xlsx_hue(theme.highlight), 1.75F, LXW_CHART_LINE_DASH_SOLID);
    chart_series_set_marker_type(above, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(above, 5);
    lxw_chart_fill fill = {.color = xlsx_hue(theme.highlight)};
    lxw_chart_line edge = {.color = xlsx_hue(theme.highlight)};
    chart_series_set_marker_fill(above, &fill);
    chart_series_set_marker_line(above, &edge);
    xlsx_axes_set(data, drawn, chart, UNIT_SHARE);
    xlsx_axes_from_zero(drawn);
    chart_axis_set_max(xlsx_value_axis(drawn), 1);
    chart_set_series_gap(drawn, 35);
    drawn->write_chart_type = write_pareto;
    return drawn;
}
