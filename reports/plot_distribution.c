/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long cases took: a histogram with percentiles as lines across it. The last, open bin is light, because
 * its height cannot be compared with the others'. */
#include "reports/plots.h"

#include <math.h>

static double highest(const struct chart *chart, const struct series *series) {
    double low = 0, high = 0;
    plot_range(chart, series, &low, &high);
    return high;
}

/* Where there is no room for all figures, only the highest bin, the open one and the one spoken of. */
static bool telling(const struct plot_columns *columns, const struct series *actual, size_t i) {
    const struct chart *chart = columns->page->chart;
    return columns->labelled || i == chart->highlight ||
           (chart->rest_last && i + 1 == chart->category_count) ||
           actual->points[i].value == highest(chart, actual);
}

/* The year before as a light outline, so that the shapes can be compared. */
static void draw_previous(const struct plot_columns *columns, const struct series *previous) {
    const struct plot_page *page = columns->page;
    const size_t count = columns->slots.count;
    struct point *points = arena_array(page->arena, 2 * count, sizeof *points);
    struct stroke stroke = plot_stroke(theme.previous, 2, false);
    for (size_t i = 0; i < count; i++) {
        const double value = plot_known(&previous->points[i]) ? previous->points[i].value : 0;
        const double x = columns->slots.x + (double)i * columns->slots.slot;
        points[2 * i] = (struct point){x, plot_columns_at(columns, value)};
        points[2 * i + 1] = (struct point){x + columns->slots.slot, plot_columns_at(columns, value)};
    }
    canvas_polyline(page->canvas, points, 2 * count, &stroke);
    plot_key(page, previous->name, theme.previous);
}

static void distribution_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                              const struct plot_frame *frame) {
    struct plot_page page = plot_open(canvas, arena, chart, frame);
    const struct series *actual = plot_series(chart, SERIES_ACTUAL);
    const struct series *previous = plot_series(chart, SERIES_PREVIOUS_YEAR);
    if (!actual || plot_empty(chart)) {
        plot_nothing(&page);
        return;
    }
    struct str *labels = plot_values(&page, actual);
    /* Two shapes and a figure on every bin would be too much. */
    const struct plot_columns_plan plan = {.high = fmax(highest(chart, actual), highest(chart, previous)),
                                           .share = 0.9,
                                           .beside = previous,
                                           .labels = previous ? NULL : labels};
    struct plot_columns columns = plot_columns_place(&page, &plan);
    plot_columns_open(&columns);
    for (size_t i = 0; i < chart->category_count; i++) {
        const bool rest = chart->rest_last && i + 1 == chart->category_count;
        const struct colour *fill = i == chart->highlight ? &theme.highlight
                                    : rest                ? &theme.rest
                                                          : &theme.actual;
        canvas_group(canvas, plot_tooltip(&page, chart->categories[i], actual, &actual->points[i]));
        plot_columns_bar(&columns, i, 0, actual->points[i].value, 0, fill, NULL);
        canvas_ungroup(canvas);
    }
    if (previous)
        draw_previous(&columns, previous);
    plot_columns_close(&columns);
    for (size_t i = 0; i < chart->category_count; i++)
        if (telling(&columns, actual, i))
            plot_columns_label(&columns, i, actual->points[i].value, labels[i], i == chart->highlight, false);
}

static double distribution_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + fmin(fmax(width * 0.36, 170), 270);
}

const struct plot plot_distribution = {CHART_DISTRIBUTION, "distribution", "plot.distribution",
                                       distribution_draw, distribution_height};
