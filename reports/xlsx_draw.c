/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxlsxwriter has no combined charts and no error bars of given length. A Pareto chart therefore writes its
 * columns and its line itself, with the library's own functions for each (see write_pareto); intervals are
 * stacked bars: an unseen one up to the lower limit, a dark one to the value, a light one to the upper limit.
 */
#include "reports/xlsx_draw.h"

#include "reports/format.h"
#include "reports/funnel_order.h"
#include "reports/labels.h"
#include "reports/text_width.h"
#include "reports/xlsx_gate.h"

#include <math.h>

enum {
    MOST_POINTS = 1000,
    LABEL_COLUMNS = 34, /* longer names would leave no room for the bars */
    MOST_LABELS = 14    /* along an axis; more are thinned */
};

/* Where the numbers of a chart lie on the data sheet. */
struct block {
    lxw_row_t first, last;
    lxw_col_t series; /* the next free column */
};

static const char *gated(struct xlsx_data *data, struct str text) {
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
static struct block begin_block(struct xlsx_data *data, const struct chart *chart) {
    xlsx_put_text(data->xlsx, data->sheet, data->row++, 0, chart->title,
                  &(struct xlsx_style){.bold = true, .size = 11});
    put_heading(data, 0, chart->category_axis.size ? chart->category_axis : STR(""));
    struct block block = {.first = data->row + 1, .series = 1};
    size_t count = chart->category_count < MOST_POINTS ? chart->category_count : MOST_POINTS;
    for (size_t i = 0; i < count; i++)
        xlsx_put_text(data->xlsx, data->sheet, block.first + (lxw_row_t)i, 0,
                      text_cut(data->xlsx->arena, chart->categories[i], LABEL_COLUMNS),
                      &(struct xlsx_style){0});
    block.last = block.first + (lxw_row_t)(count ? count - 1 : 0);
    return block;
}

static void end_block(struct xlsx_data *data, const struct block *block) {
    data->row = block->last + 3;
}

static lxw_col_t put_series(struct xlsx_data *data, struct block *block, struct str name,
                            const struct figure *points) {
    put_heading(data, block->series, name);
    for (lxw_row_t row = block->first; row <= block->last; row++)
        put_point(data, row, block->series, &points[row - block->first]);
    return block->series++;
}

/* ---- charts ---- */

static lxw_chart_series *add_series(struct xlsx_data *data, lxw_chart *chart, const struct block *block,
                                    lxw_col_t column, struct str name) {
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, data->name, block->first, 0, block->last, 0);
    chart_series_set_values(series, data->name, block->first, column, block->last, column);
    chart_series_set_name(series, gated(data, name));
    return series;
}

static void set_line(lxw_chart_series *series, uint32_t colour, float width, uint8_t dash) {
    lxw_chart_line line = {.color = colour, .width = width, .dash_type = dash};
    chart_series_set_line(series, &line);
}

static void set_fill(lxw_chart_series *series, uint32_t colour) {
    lxw_chart_fill fill = {.color = colour};
    chart_series_set_fill(series, &fill);
}

/* One point in the colour of what the title speaks of. */
static void highlight(lxw_chart_series *series, const struct chart *chart, const struct block *block) {
    size_t count = block->last - block->first + 1;
    if (chart->highlight >= count)
        return;
    lxw_chart_point plain = {0};
    lxw_chart_fill fill = {.color = xlsx_hue(theme.highlight)};
    lxw_chart_point point = {.fill = &fill};
    lxw_chart_point *points[MOST_POINTS + 1];
    for (size_t i = 0; i < count; i++)
        points[i] = &plain;
    points[chart->highlight] = &point;
    points[count] = NULL;
    chart_series_set_points(series, points);
}

static const char *axis_format(enum unit unit) {
    return unit == UNIT_SHARE || unit == UNIT_CHANGE ? "0 %" : "#,##0";
}

/* In charts of horizontal bars libxlsxwriter calls the category axis Y. */
static lxw_chart_axis *category_axis(lxw_chart *drawn) {
    bool bars = drawn->type == LXW_CHART_BAR || drawn->type == LXW_CHART_BAR_STACKED;
    return chart_axis_get(drawn, bars ? LXW_CHART_AXIS_TYPE_Y : LXW_CHART_AXIS_TYPE_X);
}

static lxw_chart_axis *value_axis(lxw_chart *drawn) {
    bool bars = drawn->type == LXW_CHART_BAR || drawn->type == LXW_CHART_BAR_STACKED;
    return chart_axis_get(drawn, bars ? LXW_CHART_AXIS_TYPE_X : LXW_CHART_AXIS_TYPE_Y);
}

static void set_axes(struct xlsx_data *data, lxw_chart *drawn, const struct chart *chart, enum unit unit) {
    lxw_chart_font font = {
        .name = (char *)(uintptr_t)xlsx_font(data->xlsx), .size = 9, .color = xlsx_hue(theme.text_soft)};
    lxw_chart_font title = {.name = font.name, .size = 11, .bold = LXW_TRUE, .color = xlsx_hue(theme.text)};
    lxw_chart_font name = {
        .name = font.name, .size = 9, .color = xlsx_hue(theme.text_soft), .bold = LXW_EXPLICIT_FALSE};
    lxw_chart_line grid = {.color = xlsx_hue(theme.grid), .width = 0.75F}, none = {.none = LXW_TRUE};
    lxw_chart_line axis = {.color = xlsx_hue(theme.axis), .width = 0.75F};
    chart_title_set_name(drawn, gated(data, chart->title));
    chart_title_set_name_font(drawn, &title);
    lxw_chart_axis *x = category_axis(drawn), *y = value_axis(drawn);
    chart_axis_set_num_font(x, &font);
    chart_axis_set_num_font(y, &font);
    chart_axis_set_line(x, &axis);
    chart_axis_set_line(y, &none);
    chart_axis_set_major_tick_mark(x, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_set_major_tick_mark(y, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_major_gridlines_set_line(y, &grid);
    chart_axis_set_num_format(y, axis_format(unit));
    chart_axis_set_label_position(x, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (chart->category_axis.size) {
        chart_axis_set_name(x, gated(data, chart->category_axis));
        chart_axis_set_name_font(x, &name);
    }
    /* Both axes of a scatter are of values, for which the library refuses this. */
    bool named = drawn->type != LXW_CHART_SCATTER_STRAIGHT;
    if (named && chart->category_count > MOST_LABELS && chart->kind != CHART_FUNNEL)
        chart_axis_set_interval_unit(x, (uint16_t)((chart->category_count + MOST_LABELS - 1) / MOST_LABELS));
    chart_chartarea_set_line(drawn, &none);
    chart_legend_set_font(drawn, &font);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
}

static void label_values(struct xlsx_data *data, lxw_chart_series *series, uint8_t position,
                         const char *format, struct colour colour) {
    lxw_chart_font font = {
        .name = (char *)(uintptr_t)xlsx_font(data->xlsx), .size = 9, .color = xlsx_hue(colour)};
    chart_series_set_labels(series);
    chart_series_set_labels_font(series, &font);
    chart_series_set_labels_num_format(series, format);
    chart_series_set_labels_position(series, position);
}

static void zero_based(lxw_chart *drawn) {
    chart_axis_set_min(value_axis(drawn), 0);
}

static bool any_negative(const struct chart *chart) {
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t i = 0; i < chart->category_count; i++)
            if (chart->series[s].points[i].value < 0)
                return true;
    return false;
}

static void dress_line(lxw_chart_series *series, enum series_role role) {
    switch (role) {
    case SERIES_ACTUAL:
        set_line(series, xlsx_hue(theme.actual), 2.25F, LXW_CHART_LINE_DASH_SOLID);
        break;
    case SERIES_PREVIOUS_YEAR:
        set_line(series, xlsx_hue(theme.previous), 2.25F, LXW_CHART_LINE_DASH_SOLID);
        break;
    case SERIES_TARGET:
        set_line(series, xlsx_hue(theme.text), 1.25F, LXW_CHART_LINE_DASH_DASH);
        break;
    case SERIES_CENTRE:
        set_line(series, xlsx_hue(theme.axis), 0.75F, LXW_CHART_LINE_DASH_SOLID);
        break;
    case SERIES_LIMIT_LOW:
    case SERIES_LIMIT_HIGH:
    case SERIES_CUMULATIVE:
        set_line(series, xlsx_hue(theme.axis), 1.0F, LXW_CHART_LINE_DASH_SQUARE_DOT);
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
    chart_axis_set_min(value_axis(drawn), floor(lowest * 20 - 0.5) / 20);
    chart_axis_set_max(value_axis(drawn), 1);
}

/* The last point says its value. */
static void label_last(struct xlsx_data *data, lxw_chart_series *added, const struct chart *chart,
                       const struct series *series, const struct block *block) {
    struct arena *arena = data->xlsx->arena;
    size_t count = block->last - block->first + 1;
    lxw_chart_data_label *labels = arena_array(arena, count, sizeof *labels);
    lxw_chart_data_label **list = arena_array(arena, count + 1, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        labels[i] = (lxw_chart_data_label){.hide = i + 1 < count};
        list[i] = &labels[i];
    }
    struct str text = format_value(arena, chart->unit, series->points[count - 1].value);
    labels[count - 1].value = (char *)(uintptr_t)gated(data, text);
    label_values(data, added, LXW_CHART_LABEL_POSITION_ABOVE, "General", theme.text);
    chart_series_set_labels_custom(added, list);
}

/* Lines over periods; also survival curves. */
static lxw_chart *draw_lines(struct xlsx_data *data, const struct chart *chart, struct block *block) {
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_LINE);
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct series *series = &chart->series[i];
        lxw_col_t column = put_series(data, block, series->name, series->points);
        lxw_chart_series *added = add_series(data, drawn, block, column, series->name);
        dress_line(added, series->role);
        if (series->role == SERIES_ACTUAL && chart->kind == CHART_TREND)
            label_last(data, added, chart, series, block);
    }
    set_axes(data, drawn, chart, chart->unit);
    if (!any_negative(chart))
        zero_based(drawn);
    high_shares(drawn, chart);
    if (chart->kind == CHART_SURVIVAL)
        chart_axis_set_max(value_axis(drawn), 1);
    if (chart->series_count < 2)
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}

static const struct series *series_of(const struct chart *chart, enum series_role role) {
    for (size_t i = 0; i < chart->series_count; i++)
        if (chart->series[i].role == role)
            return &chart->series[i];
    return NULL;
}

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

static lxw_chart *draw_columns(struct xlsx_data *data, const struct chart *chart, struct block *block) {
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_COLUMN);
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct series *series = &chart->series[i];
        lxw_col_t column = put_series(data, block, series->name, series->points);
        lxw_chart_series *added = add_series(data, drawn, block, column, series->name);
        set_fill(added,
                 series->role == SERIES_PREVIOUS_YEAR ? xlsx_hue(theme.previous) : xlsx_hue(theme.actual));
        if (series->role == SERIES_ACTUAL)
            highlight(added, chart, block);
        if (chart->category_count <= MOST_LABELS && series->role == SERIES_ACTUAL)
            label_values(data, added, LXW_CHART_LABEL_POSITION_OUTSIDE_END, axis_format(chart->unit),
                         theme.text);
    }
    set_axes(data, drawn, chart, chart->unit);
    chart_set_series_gap(drawn, chart->category_count > MOST_LABELS ? 12 : 50);
    if (chart->series_count < 2)
        chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}

static lxw_chart *draw_pareto(struct xlsx_data *data, const struct chart *chart, struct block *block) {
    const struct series *counts = series_of(chart, SERIES_ACTUAL),
                        *line = series_of(chart, SERIES_CUMULATIVE);
    if (!counts || !line)
        return draw_columns(data, chart, block);
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_COLUMN);
    struct str share = xlsx_label(data->xlsx, "chart.share");
    put_series(data, block, counts->name, counts->points);
    lxw_col_t part = put_series(data, block, share, steps_of(data, chart, line->points));
    lxw_col_t sum = put_series(data, block, line->name, line->points);
    lxw_chart_series *bars = add_series(data, drawn, block, part, share);
    set_fill(bars, xlsx_hue(theme.actual));
    highlight(bars, chart, block);
    label_values(data, bars, LXW_CHART_LABEL_POSITION_OUTSIDE_END, "0 %", theme.text);
    lxw_chart_series *above = add_series(data, drawn, block, sum, line->name);
    set_line(above, xlsx_hue(theme.highlight), 1.75F, LXW_CHART_LINE_DASH_SOLID);
    chart_series_set_marker_type(above, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(above, 5);
    lxw_chart_fill fill = {.color = xlsx_hue(theme.highlight)};
    lxw_chart_line edge = {.color = xlsx_hue(theme.highlight)};
    chart_series_set_marker_fill(above, &fill);
    chart_series_set_marker_line(above, &edge);
    set_axes(data, drawn, chart, UNIT_SHARE);
    zero_based(drawn);
    chart_axis_set_max(value_axis(drawn), 1);
    chart_set_series_gap(drawn, 35);
    drawn->write_chart_type = write_pareto;
    return drawn;
}

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
        labels[i].value = (char *)(uintptr_t)gated(data, text);
        list[i] = &labels[i];
    }
    label_values(data, series, LXW_CHART_LABEL_POSITION_INSIDE_BASE, "General", theme.text);
    chart_series_set_labels_custom(series, list);
}

static lxw_chart *draw_intervals(struct xlsx_data *data, const struct chart *chart, struct block *block) {
    const struct series *actual = series_of(chart, SERIES_ACTUAL);
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
    put_series(data, block, actual->name, actual->points);
    lxw_chart *drawn = workbook_add_chart(xlsx->book, LXW_CHART_BAR_STACKED);
    for (int i = 0; i < 3; i++) {
        struct str name = xlsx_label(xlsx, ids[i]);
        lxw_col_t column = put_series(data, block, name, parts[i]);
        lxw_chart_series *series = add_series(data, drawn, block, column, name);
        lxw_chart_fill none = {.none = LXW_TRUE};
        if (i == 0)
            chart_series_set_fill(series, &none);
        else
            set_fill(series, hues[i]);
        if (i == 2)
            label_points(data, series, chart, actual->points, count);
    }
    set_axes(data, drawn, chart, chart->unit);
    chart_set_series_gap(drawn, 60);
    chart_axis_set_reverse(category_axis(drawn));
    chart_axis_set_interval_unit(category_axis(drawn), 1);
    if (!any_negative(chart))
        zero_based(drawn);
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

static lxw_chart *draw_waterfall(struct xlsx_data *data, const struct chart *chart, struct block *block) {
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
            add_series(data, drawn, block, put_series(data, block, name, parts[p]), name);
        lxw_chart_fill none = {.none = LXW_TRUE};
        if (p == BASE) {
            chart_series_set_fill(series, &none);
            continue;
        }
        set_fill(series, xlsx_hue(fills[p]));
        label_values(data, series, LXW_CHART_LABEL_POSITION_CENTER, "#,##0;;", theme_text_on(fills[p]));
    }
    set_axes(data, drawn, chart, chart->unit);
    chart_set_series_gap(drawn, 40);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}

/* Units as points over their cases, within lines of the limits. */
static lxw_chart *draw_funnel(struct xlsx_data *data, const struct chart *chart, struct block *block) {
    const struct series *actual = series_of(chart, SERIES_ACTUAL);
    if (!actual)
        return NULL;
    struct figure *cases = arena_array(data->xlsx->arena, chart->category_count, sizeof *cases);
    for (size_t i = 0; i < chart->category_count; i++)
        cases[i] = (struct figure){.unit = UNIT_COUNT, .value = funnel_cases(&actual->points[i])};
    const lxw_col_t across = put_series(data, block, chart->category_axis, cases);
    lxw_chart *drawn = workbook_add_chart(data->xlsx->book, LXW_CHART_SCATTER_STRAIGHT);
    lxw_chart_line none = {.none = LXW_TRUE}, edge = {.color = xlsx_hue(theme.paper)};
    lxw_chart_fill fill = {.color = xlsx_hue(theme.actual)};
    for (size_t i = 0; i < chart->series_count; i++) {
        const struct series *series = &chart->series[i];
        lxw_col_t column = put_series(data, block, series->name, series->points);
        lxw_chart_series *added = add_series(data, drawn, block, column, series->name);
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
    set_axes(data, drawn, chart, chart->unit);
    chart_axis_set_num_format(category_axis(drawn), "#,##0");
    zero_based(drawn);
    if (chart->unit == UNIT_SHARE)
        chart_axis_set_max(value_axis(drawn), 1);
    return drawn;
}

/* ---- the list ---- */

typedef lxw_chart *draw_chart(struct xlsx_data *data, const struct chart *chart, struct block *block);

static draw_chart *drawer_of(enum chart_kind kind) {
    static draw_chart *const drawers[CHART_KIND_COUNT] = {
        [CHART_TREND] = draw_lines,          [CHART_PARETO] = draw_pareto,
        [CHART_DISTRIBUTION] = draw_columns, [CHART_INTERVALS] = draw_intervals,
        [CHART_WATERFALL] = draw_waterfall,  [CHART_AGEING] = draw_columns,
        [CHART_SURVIVAL] = draw_lines,       [CHART_FUNNEL] = draw_funnel,
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
    struct block block = begin_block(data, chart);
    lxw_chart *drawn = drawer_of(chart->kind)(data, chart, &block);
    end_block(data, &block);
    return drawn;
}
