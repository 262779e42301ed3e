/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an amount comes about: the first and last step are totals, the ones between add to them or take away.
 * Adding and taking differ in hue and lightness and carry their sign. */
#include "reports/plots.h"

#include <math.h>

struct step {
    double from, to;
    bool total;
};

/* Totals stand on zero, the other steps on the end of the one before; a missing step changes nothing. */
static struct step *steps_of(const struct plot_page *page, const struct series *actual, double *low,
                             double *high) {
    const size_t count = page->chart->category_count;
    struct step *steps = arena_array(page->arena, count, sizeof *steps);
    double level = 0;
    for (size_t i = 0; i < count; i++) {
        const double value = plot_known(&actual->points[i]) ? actual->points[i].value : 0;
        steps[i].total = i == 0 || i + 1 == count;
        steps[i].from = steps[i].total ? 0 : level;
        level = steps[i].from + value;
        steps[i].to = level;
        *low = fmin(*low, fmin(steps[i].from, level));
        *high = fmax(*high, fmax(steps[i].from, level));
    }
    return steps;
}

static struct str step_text(const struct plot_page *page, const struct step *step,
                            const struct figure *figure) {
    struct str text = plot_value(page, figure);
    if (step->total || !plot_known(figure) || figure->value <= 0)
        return text;
    return str_printf(page->arena, "+" STR_FMT, STR_ARG(text));
}

static void draw_step(struct plot_columns *columns, const struct series *actual, const struct step *step,
                      size_t i, struct str text) {
    const struct chart *chart = columns->page->chart;
    const bool rises = step->to >= step->from;
    const struct colour *fill = i == chart->highlight ? &theme.highlight
                                : step->total         ? &theme.total
                                : rises               ? &theme.rise
                                                      : &theme.fall;
    canvas_group(columns->page->canvas,
                 plot_tooltip(columns->page, chart->categories[i], actual, &actual->points[i]));
    plot_columns_bar(columns, i, step->from, step->to, 0, fill, NULL);
    canvas_ungroup(columns->page->canvas);
    const double top = fmax(step->from, step->to);
    plot_columns_label(columns, i, top, text, step->total || i == chart->highlight, false);
}

/* A thin line carries the level from one step to the next. */
static void draw_level(const struct plot_columns *columns, const struct step *step, size_t i) {
    struct stroke line = plot_stroke(theme.axis, theme.thin, false);
    const double y = plot_crisp(plot_columns_at(columns, step->to));
    const double half = plot_columns_width(columns) / 2;
    canvas_line(columns->page->canvas, (struct point){plot_slots_middle(&columns->slots, i) + half, y},
                (struct point){plot_slots_middle(&columns->slots, i + 1) - half, y}, &line);
}

static void waterfall_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                           const struct plot_frame *frame) {
    struct plot_page page = plot_open(canvas, arena, chart, frame);
    const struct series *actual = plot_series(chart, SERIES_ACTUAL);
    if (!actual || plot_empty(chart)) {
        plot_nothing(&page);
        return;
    }
    double low = 0, high = 0;
    struct step *steps = steps_of(&page, actual, &low, &high);
    struct str *labels = arena_array(arena, chart->category_count, sizeof *labels);
    for (size_t i = 0; i < chart->category_count; i++)
        labels[i] = step_text(&page, &steps[i], &actual->points[i]);
    const struct plot_columns_plan plan = {
        .low = low, .high = high, .share = 0.62, .named = true, .labels = labels};
    struct plot_columns columns = plot_columns_place(&page, &plan);
    plot_columns_open(&columns);
    for (size_t i = 0; i + 1 < chart->category_count; i++)
        draw_level(&columns, &steps[i], i);
    for (size_t i = 0; i < chart->category_count; i++)
        draw_step(&columns, actual, &steps[i], i, labels[i]);
    plot_columns_close(&columns);
}

static double waterfall_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + fmin(fmax(width * 0.34, 170), 250);
}

const struct plot plot_waterfall = {CHART_WATERFALL, "waterfall", "plot.waterfall", waterfall_draw,
                                    waterfall_height};
