/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open cases by age: the older the band, the darker its column. */
#include "reports/plots.h"

#include <math.h>

static struct colour shade(size_t index, size_t count) {
    return theme_scale(count > 1 ? 0.5 + 0.45 * (double)index / (double)(count - 1) : 0.7);
}

static void ageing_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                        const struct plot_frame *frame) {
    struct plot_page page = plot_open(canvas, arena, chart, frame);
    const struct series *actual = plot_series(chart, SERIES_ACTUAL);
    const struct series *previous = plot_series(chart, SERIES_PREVIOUS_YEAR);
    if (!actual || plot_empty(chart)) {
        plot_nothing(&page);
        return;
    }
    double low = 0, high = 0;
    plot_range(chart, actual, &low, &high);
    plot_range(chart, previous, &low, &high);
    struct str *labels = plot_values(&page, actual);
    const struct plot_columns_plan plan = {.low = low,
                                           .high = high,
                                           .share = previous ? 0.5 : 0.66,
                                           .named = true,
                                           .beside = previous,
                                           .labels = labels};
    struct plot_columns columns = plot_columns_place(&page, &plan);
    plot_columns_open(&columns);
    for (size_t i = 0; i < chart->category_count; i++) {
        const struct colour fill = i == chart->highlight ? theme.highlight : shade(i, chart->category_count);
        const double value = actual->points[i].value;
        if (previous)
            plot_columns_bar(&columns, i, 0, previous->points[i].value, -0.2, &theme.previous, NULL);
        canvas_group(canvas, plot_tooltip(&page, chart->categories[i], actual, &actual->points[i]));
        plot_columns_bar(&columns, i, 0, value, previous ? 0.1 : 0, &fill, NULL);
        canvas_ungroup(canvas);
        const double top = previous && previous->points[i].value > value ? previous->points[i].value : value;
        if (columns.labelled || i == chart->highlight)
            plot_columns_label(&columns, i, top, labels[i], i == chart->highlight, false);
    }
    plot_columns_close(&columns);
    if (previous)
        plot_key(&page, previous->name, theme.previous);
}

static double ageing_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + fmin(fmax(width * 0.32, 160), 240);
}

const struct plot plot_ageing = {CHART_AGEING, "ageing", "plot.ageing", ageing_draw, ageing_height};
