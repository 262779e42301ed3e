/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Categories as horizontal bars, largest first, so that long names stay readable; the cumulative share runs
 * down a panel of its own on the right instead of on a second axis over the bars. */
#include "reports/plot_rows.h"
#include "reports/plots.h"

#include <math.h>

enum { HEAD = 18 };

struct pareto {
    struct plot_page page;
    const struct series *actual, *previous, *cumulative;
    struct plot_rows rows;
    struct plot_axis axis;  /* of the bars */
    struct plot_axis share; /* of the cumulative panel */
};

static struct text_style value_style(const struct pareto *pareto, size_t i) {
    const bool told = i == pareto->page.chart->highlight;
    struct text_style style = theme_text(plot_rows_size(&pareto->rows), theme.text, ANCHOR_START);
    style.bold = told;
    return style;
}

static double widest_value(const struct pareto *pareto) {
    struct text_style style = theme_bold(plot_rows_size(&pareto->rows), theme.text, ANCHOR_START);
    double widest = 0;
    for (size_t i = 0; i < pareto->rows.count; i++)
        widest = fmax(widest, plot_text_width(&pareto->page,
                                              plot_value(&pareto->page, &pareto->actual->points[i]), &style));
    return widest;
}

/* All that is folded into the rest may be many times the largest single value; drawn to scale it would
 * squeeze the bars that matter. Beyond this many times the largest it is cut, with a gap that shows it. */
static const double REST_MOST = 1.6;

static double longest_but_rest(const struct pareto *pareto) {
    const struct chart *chart = pareto->page.chart;
    double longest = 0;
    if (!chart->rest_last || chart->category_count < 2)
        return INFINITY;
    for (size_t i = 0; i + 1 < chart->category_count; i++) {
        if (plot_known(&pareto->actual->points[i]))
            longest = fmax(longest, pareto->actual->points[i].value);
        if (pareto->previous && plot_known(&pareto->previous->points[i]))
            longest = fmax(longest, pareto->previous->points[i].value);
    }
    return longest > 0 ? longest : INFINITY;
}

static void place(struct pareto *pareto) {
    const struct chart *chart = pareto->page.chart;
    struct plot_box box = pareto->page.body;
    box.y += HEAD;
    box.height = fmax(box.height - HEAD, 10);
    pareto->rows = plot_rows_over(&pareto->page, &box, chart->categories, chart->category_count, 0.34);
    double right = box.x + box.width;
    if (pareto->cumulative) {
        const double width = fmin(box.width * 0.24, 170);
        pareto->share = (struct plot_axis){UNIT_SHARE, 0, 1, 0.5, right - width, right - 34};
        right -= width + 14;
    }
    double low = 0, high = 0;
    plot_range(chart, pareto->actual, &low, &high);
    plot_range(chart, pareto->previous, &low, &high);
    high = fmin(high, longest_but_rest(pareto) * REST_MOST);
    /* No ticks are drawn: the bars carry their values, so the longest may fill the width. */
    pareto->axis = (struct plot_axis){
        chart->unit,         0,
        high > 0 ? high : 1, 1,
        pareto->rows.from,   fmax(right - widest_value(pareto) - 6, pareto->rows.from + 10)};
}

/* A filled square before the name where two series must be told apart. */
static double draw_key(const struct pareto *pareto, double x, double y, struct str name, struct colour colour,
                       bool keyed, double width) {
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_START);
    if (keyed) {
        canvas_rect(pareto->page.canvas, plot_edge(x), plot_edge(y - 4), 8, 8, &colour, NULL);
        x += 12;
    }
    plot_text(&pareto->page, x, y, name, width, &style);
    return x + fmin(plot_text_width(&pareto->page, name, &style), width) + 14;
}

static void draw_heading(const struct pareto *pareto) {
    const struct chart *chart = pareto->page.chart;
    const double y = pareto->page.body.y + HEAD / 2.0 - 2;
    const double end =
        pareto->cumulative ? pareto->share.from - 14 : pareto->page.body.x + pareto->page.body.width;
    const bool keyed = pareto->previous != NULL;
    struct str name = pareto->actual->name.size ? pareto->actual->name : chart->value_axis;
    const double width = (end - pareto->rows.from) / (keyed ? 2 : 1) - 16;
    double x = draw_key(pareto, pareto->rows.from, y, name, theme.actual, keyed, width);
    if (keyed)
        draw_key(pareto, x, y, pareto->previous->name, theme.previous, true, width);
    struct text_style axis = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
    plot_text(&pareto->page, pareto->rows.x + pareto->rows.label_width, y, chart->category_axis,
              pareto->rows.label_width, &axis);
    if (pareto->cumulative) {
        struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_START);
        plot_text(&pareto->page, pareto->share.from, y, pareto->cumulative->name,
                  pareto->page.body.x + pareto->page.body.width - pareto->share.from, &style);
    }
}

/* Where the bar of a value ends: at the axis's end when it is cut. */
static double bar_end(const struct pareto *pareto, double value) {
    return plot_axis_at(&pareto->axis, fmin(value, pareto->axis.high));
}

/* A slanting gap through a bar that is longer than drawn. */
static void draw_gap(const struct pareto *pareto, double end, double middle, double thickness) {
    const double x = end - (end - pareto->rows.from) * 0.12, half = thickness / 2 + 1;
    const struct point gap[] = {
        {x, middle + half}, {x + 5, middle + half}, {x + 10, middle - half}, {x + 5, middle - half}};
    canvas_polygon(pareto->page.canvas, gap, 4, &theme.paper);
}

static void draw_bar(const struct pareto *pareto, const struct figure *figure, double middle,
                     double thickness, const struct colour *fill) {
    if (!plot_known(figure) || figure->value == 0)
        return;
    const double end = bar_end(pareto, figure->value);
    plot_bar(&pareto->page, pareto->rows.from, middle - thickness / 2, end, middle + thickness / 2, fill,
             NULL);
    if (figure->value > pareto->axis.high)
        draw_gap(pareto, end, middle, thickness);
}

static void draw_row(const struct pareto *pareto, size_t i) {
    const struct plot_page *page = &pareto->page;
    const struct chart *chart = page->chart;
    const bool told = i == chart->highlight, rest = chart->rest_last && i + 1 == chart->category_count;
    const struct figure *figure = &pareto->actual->points[i];
    const double middle = plot_rows_middle(&pareto->rows, i),
                 thickness = fmin(pareto->rows.height * 0.62, 17);
    canvas_group(page->canvas, plot_tooltip(page, chart->categories[i], pareto->actual, figure));
    if (pareto->previous)
        draw_bar(pareto, &pareto->previous->points[i], middle - thickness * 0.22, thickness, &theme.previous);
    draw_bar(pareto, figure, pareto->previous ? middle + thickness * 0.16 : middle,
             pareto->previous ? thickness * 0.8 : thickness,
             told   ? &theme.highlight
             : rest ? &theme.rest
                    : &theme.actual);
    canvas_ungroup(page->canvas);
    double end = figure->value;
    if (pareto->previous && pareto->previous->points[i].value > end)
        end = pareto->previous->points[i].value;
    struct text_style style = value_style(pareto, i);
    const double x = plot_known(figure) ? bar_end(pareto, end) : pareto->rows.from;
    plot_text(page, x + 5, middle, plot_value(page, figure), page->body.width, &style);
    plot_rows_name(page, &pareto->rows, i, chart->categories[i], rest ? theme.text_soft : theme.text, told);
}

/* Every how many points the cumulative line is labelled: all, unless the rows are low. */
static size_t label_step(const struct pareto *pareto) {
    return pareto->rows.height >= 10 ? 1 : (size_t)ceil(10 / pareto->rows.height);
}

/* Whole per cent, and not 100 before everything is in. */
static struct str share_text(const struct pareto *pareto, double share) {
    if (share < 1 && share >= 0.995)
        return STR(">99\xC2\xA0%");
    const struct plot_axis whole = {.unit = UNIT_SHARE, .high = 1, .step = 0.01};
    return plot_axis_text(pareto->page.arena, pareto->page.lang, &whole, share);
}

static struct point share_point(const struct pareto *pareto, size_t i) {
    return (struct point){plot_axis_at(&pareto->share, pareto->cumulative->points[i].value),
                          plot_rows_middle(&pareto->rows, i)};
}

static void draw_share_points(const struct pareto *pareto) {
    const struct plot_page *page = &pareto->page;
    const size_t count = pareto->rows.count;
    const double size = fmin(theme.size_small, plot_rows_size(&pareto->rows));
    struct text_style style = theme_text(size, theme.text_soft, ANCHOR_START);
    for (size_t i = 0; i < count; i++) {
        const struct figure *figure = &pareto->cumulative->points[i];
        if (!plot_known(figure))
            continue;
        const struct point at = share_point(pareto, i);
        canvas_circle(page->canvas, at, fmin(2.75, pareto->rows.height / 4), &theme.total, NULL);
        if (i % label_step(pareto) == 0 || i + 1 == count)
            plot_text(page, at.x + 6, at.y, share_text(pareto, figure->value), 60, &style);
    }
}

static void draw_cumulative(const struct pareto *pareto) {
    const struct plot_page *page = &pareto->page;
    const size_t count = pareto->rows.count;
    const double x = plot_crisp(pareto->share.from);
    const double bottom = pareto->rows.y + pareto->rows.height * (double)count;
    struct point *points = arena_array(page->arena, count, sizeof *points);
    struct stroke edge = plot_stroke(theme.grid, theme.medium, false);
    struct stroke line = plot_stroke(theme.total, 1.5, false);
    size_t size = 0;
    canvas_line(page->canvas, (struct point){x, pareto->rows.y}, (struct point){x, bottom}, &edge);
    for (size_t i = 0; i < count; i++)
        if (plot_known(&pareto->cumulative->points[i]))
            points[size++] = share_point(pareto, i);
    canvas_polyline(page->canvas, points, size, &line);
    draw_share_points(pareto);
}

static void pareto_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                        const struct plot_frame *frame) {
    struct pareto pareto = {.page = plot_open(canvas, arena, chart, frame)};
    pareto.actual = plot_series(chart, SERIES_ACTUAL);
    if (!pareto.actual || plot_empty(chart)) {
        plot_nothing(&pareto.page);
        return;
    }
    pareto.previous = plot_series(chart, SERIES_PREVIOUS_YEAR);
    pareto.cumulative = plot_series(chart, SERIES_CUMULATIVE);
    place(&pareto);
    draw_heading(&pareto);
    for (size_t i = 0; i < chart->category_count; i++)
        draw_row(&pareto, i);
    struct stroke axis = plot_stroke(theme.axis, theme.medium, false);
    const double x = plot_crisp(pareto.rows.from) - 1;
    canvas_line(canvas, (struct point){x, pareto.rows.y},
                (struct point){x, pareto.rows.y + pareto.rows.height * (double)pareto.rows.count}, &axis);
    if (pareto.cumulative)
        draw_cumulative(&pareto);
}

static double pareto_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + HEAD + fmax(plot_rows_natural(chart->category_count), 60);
}

const struct plot plot_pareto = {CHART_PARETO, "pareto", "plot.pareto", pareto_draw, pareto_height};
