/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units of unlike size in one picture (Spiegelhalter 2005): a unit's value over the number of its cases,
 * within limits that narrow as the number grows. Only units outside their limits are named; it is no league
 * table. */
#include "reports/funnel_order.h"
#include "reports/plots.h"

#include <math.h>

enum { FOOT = 32, END_LABELS = 8 };

struct funnel {
    struct plot_page page;
    const struct series *actual;
    const size_t *order; /* units by number of cases */
    size_t count;
    struct plot_axis across, up;
    struct plot_box box;
    double gutter;
    struct plot_taken taken;
};

static bool is_limit(const struct series *series) {
    return series->role == SERIES_LIMIT_LOW || series->role == SERIES_LIMIT_HIGH;
}

/* Outside every limit drawn, not only the inner ones. */
static bool outside(const struct funnel *funnel, size_t unit) {
    const struct chart *chart = funnel->page.chart;
    const double value = funnel->actual->points[unit].value;
    bool above = false, below = false;
    double highest = -INFINITY, lowest = INFINITY;
    for (size_t i = 0; i < chart->series_count; i++) {
        const double limit = chart->series[i].points[unit].value;
        if (chart->series[i].role == SERIES_LIMIT_HIGH && isfinite(limit)) {
            highest = fmax(highest, limit);
            above = true;
        } else if (chart->series[i].role == SERIES_LIMIT_LOW && isfinite(limit)) {
            lowest = fmin(lowest, limit);
            below = true;
        }
    }
    return (above && value > highest) || (below && value < lowest);
}

static void choose_axes(struct funnel *funnel) {
    const struct chart *chart = funnel->page.chart;
    double low = INFINITY, high = -INFINITY;
    plot_range(chart, funnel->actual, &low, &high);
    plot_range(chart, plot_series(chart, SERIES_CENTRE), &low, &high);
    /* Limits of the smallest units would stretch the axis; they are clipped. */
    const double room = fmax((high - low) * 0.25, fabs(high) * 0.05);
    low = chart->unit == UNIT_SHARE && low - room > 0.4 ? low - room : 0;
    high = chart->unit == UNIT_SHARE ? fmin(high + room, fmax(1, high)) : high + room;
    const struct figure *points = funnel->actual->points;
    const double most = funnel->count ? funnel_cases(&points[funnel->order[funnel->count - 1]]) : 1;
    funnel->across = plot_axis_nice(UNIT_COUNT, 0, most, 6);
    funnel->up = plot_axis_nice(chart->unit, low, high, 5);
}

static size_t end_labels(const struct funnel *funnel, struct plot_end_label *labels) {
    const struct chart *chart = funnel->page.chart;
    size_t count = 0;
    for (size_t i = 0; i < chart->series_count && count < END_LABELS && funnel->count; i++) {
        const struct series *series = &chart->series[i];
        const struct figure *last = &series->points[funnel->order[funnel->count - 1]];
        const bool centre = series->role == SERIES_CENTRE;
        if ((!is_limit(series) && !centre) || !plot_known(last))
            continue;
        labels[count] = (struct plot_end_label){
            .y = last->value, .name = series->name, .colour = centre ? theme.text : theme.text_soft};
        labels[count++].value = centre ? plot_value(&funnel->page, last) : STR("");
    }
    return count;
}

static void place(struct funnel *funnel) {
    const struct plot_page *page = &funnel->page;
    struct plot_end_label labels[END_LABELS];
    const size_t count = end_labels(funnel, labels);
    funnel->gutter = plot_end_width(page, labels, count);
    const double left = plot_grid_width(page, &funnel->up);
    funnel->box = (struct plot_box){page->body.x + left, page->body.y + PLOT_HEADING + 6,
                                    fmax(page->body.width - left - funnel->gutter - 4, 10),
                                    fmax(page->body.height - PLOT_HEADING - 6 - FOOT, 10)};
    funnel->across.from = funnel->box.x;
    funnel->across.to = funnel->box.x + funnel->box.width;
    funnel->up.from = funnel->box.y + funnel->box.height;
    funnel->up.to = funnel->box.y;
}

static struct point point_of(const struct funnel *funnel, const struct series *series, size_t unit) {
    return (struct point){plot_axis_at(&funnel->across, funnel_cases(&funnel->actual->points[unit])),
                          funnel->up.from + (funnel->up.to - funnel->up.from) *
                                                (series->points[unit].value - funnel->up.low) /
                                                (funnel->up.high - funnel->up.low)};
}

static void draw_limits(const struct funnel *funnel) {
    const struct plot_page *page = &funnel->page;
    struct point *points = arena_array(page->arena, funnel->count + 1, sizeof *points);
    canvas_clip(page->canvas, funnel->box.x, funnel->box.y, funnel->box.width, funnel->box.height);
    bool outer = false; /* the first pair of limits is dashed, wider ones are solid */
    size_t pairs = 0;
    for (size_t i = 0; i < page->chart->series_count; i++) {
        const struct series *series = &page->chart->series[i];
        size_t size = 0;
        if (!is_limit(series) && series->role != SERIES_CENTRE)
            continue;
        if (is_limit(series))
            outer = pairs++ / 2 > 0;
        for (size_t at = 0; at < funnel->count; at++)
            if (plot_known(&series->points[funnel->order[at]]))
                points[size++] = point_of(funnel, series, funnel->order[at]);
        struct stroke stroke = plot_stroke(theme.limit, theme.medium, is_limit(series) && !outer);
        canvas_polyline(page->canvas, points, size, &stroke);
    }
    canvas_unclip(page->canvas);
}

static void draw_points(struct funnel *funnel) {
    struct stroke ring = plot_stroke(theme.paper, 0.75, false);
    for (size_t at = 0; at < funnel->count; at++) {
        const size_t unit = funnel->order[at];
        const bool told = outside(funnel, unit) || unit == funnel->page.chart->highlight;
        const struct point point = point_of(funnel, funnel->actual, unit);
        const double radius = told ? 4.5 : 3;
        canvas_group(funnel->page.canvas, plot_tooltip(&funnel->page, funnel->page.chart->categories[unit],
                                                       funnel->actual, &funnel->actual->points[unit]));
        canvas_circle(funnel->page.canvas, point, radius, told ? &theme.highlight : &theme.actual, &ring);
        canvas_ungroup(funnel->page.canvas);
        const struct plot_box box = {point.x - radius, point.y - radius, 2 * radius, 2 * radius};
        plot_take(&funnel->taken, funnel->page.arena, box);
    }
}

/* Right of the point, left of it, above or below, where it is free. */
static void name_point(struct funnel *funnel, size_t unit) {
    const struct plot_page *page = &funnel->page;
    struct text_style style = theme_text(theme.size_label, theme.text, ANCHOR_START);
    style.bold = unit == page->chart->highlight;
    struct str name = canvas_fit(page->canvas, page->arena, page->chart->categories[unit], 150, &style);
    const double width = plot_text_width(page, name, &style);
    const struct point at = point_of(funnel, funnel->actual, unit);
    const struct point places[] = {{at.x + 8, at.y},
                                   {at.x - 8 - width, at.y},
                                   {at.x - width / 2, at.y - 13},
                                   {at.x - width / 2, at.y + 13}};
    for (int i = 0; i < 4; i++) {
        const struct plot_box box = {places[i].x, places[i].y - 6, width, 12};
        if (box.x < funnel->box.x || box.x + width > funnel->box.x + funnel->box.width + 4 ||
            box.y < funnel->box.y - 14 || !plot_take(&funnel->taken, page->arena, box))
            continue;
        plot_text(page, places[i].x, places[i].y, name, width + 1, &style);
        return;
    }
}

static void draw_axes(const struct funnel *funnel) {
    const struct plot_page *page = &funnel->page;
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
    plot_grid_across(page, &funnel->up, &funnel->box);
    plot_grid_down(page, &funnel->across, &funnel->box);
    plot_grid_heading(page, page->chart->value_axis);
    plot_text(page, funnel->box.x + funnel->box.width, funnel->box.y + funnel->box.height + 23,
              page->chart->category_axis, funnel->box.width, &style);
}

static void draw_end_labels(const struct funnel *funnel) {
    struct plot_end_label labels[END_LABELS];
    const size_t count = end_labels(funnel, labels);
    for (size_t i = 0; i < count; i++)
        labels[i].y = plot_axis_at(&funnel->up, labels[i].y);
    plot_end_labels(&funnel->page, funnel->box.x + funnel->box.width + 9, funnel->gutter - 5, funnel->box.y,
                    funnel->box.y + funnel->box.height, labels, count);
}

static void funnel_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                        const struct plot_frame *frame) {
    struct funnel funnel = {.page = plot_open(canvas, arena, chart, frame)};
    funnel.actual = plot_series(chart, SERIES_ACTUAL);
    if (funnel.actual)
        funnel.order = funnel_order(arena, chart, &funnel.count);
    if (funnel.count == 0) {
        plot_nothing(&funnel.page);
        return;
    }
    choose_axes(&funnel);
    place(&funnel);
    draw_axes(&funnel);
    draw_limits(&funnel);
    draw_points(&funnel);
    for (size_t at = funnel.count; at-- > 0;)
        if (outside(&funnel, funnel.order[at]) || funnel.order[at] == chart->highlight)
            name_point(&funnel, funnel.order[at]);
    draw_end_labels(&funnel);
}

static double funnel_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + fmin(fmax(width * 0.44, 200), 330);
}

const struct plot plot_funnel = {CHART_FUNNEL, "funnel", "plot.funnel", funnel_draw, funnel_height};
