/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share of cases still open after so many days: a step a day with its band of confidence, the year before
 * in light. */
#include "reports/plots.h"

#include <math.h>

enum { END_LABELS = 8 };

struct survival {
    struct plot_page page;
    const struct series *actual, *previous;
    struct plot_slots slots;
    struct plot_axis axis;
    struct plot_box box;
    double gutter, marks;
};

static size_t last_known(const struct chart *chart, const struct series *series) {
    for (size_t i = chart->category_count; i-- > 0;)
        if (plot_known(&series->points[i]))
            return i;
    return SIZE_MAX;
}

static size_t end_labels(const struct survival *survival, struct plot_end_label *labels) {
    const struct chart *chart = survival->page.chart;
    size_t count = 0;
    for (size_t i = 0; i < chart->series_count && count < END_LABELS; i++) {
        const struct series *series = &chart->series[i];
        const size_t last = last_known(chart, series);
        const bool actual = series->role == SERIES_ACTUAL;
        if (last == SIZE_MAX || (!actual && series->role != SERIES_PREVIOUS_YEAR))
            continue;
        labels[count++] = (struct plot_end_label){.y = series->points[last].value,
                                                  .name = series->name,
                                                  .value = plot_value(&survival->page, &series->points[last]),
                                                  .colour = actual ? theme.actual : theme.text_soft,
                                                  .bold = actual};
    }
    for (size_t i = 0; i < chart->mark_count && count < END_LABELS; i++)
        if (chart->marks[i].on_values && isfinite(chart->marks[i].at))
            labels[count++] = (struct plot_end_label){
                .y = chart->marks[i].at, .name = chart->marks[i].label, .colour = theme.mark};
    return count;
}

static void place(struct survival *survival) {
    const struct plot_page *page = &survival->page;
    struct plot_end_label labels[END_LABELS];
    const size_t count = end_labels(survival, labels);
    survival->axis = plot_axis_nice(UNIT_SHARE, 0, 1, 5);
    survival->gutter = plot_end_width(page, labels, count);
    const double left = plot_grid_width(page, &survival->axis);
    struct plot_box box = page->body;
    box.x += left;
    box.width = fmax(box.width - left - survival->gutter, 10);
    survival->slots = plot_slots_over(box.x, box.width, page->chart->category_count);
    survival->marks = plot_marks_height(page, &survival->slots);
    const double above = PLOT_HEADING + survival->marks;
    box.y += above;
    box.height = fmax(box.height - above - plot_ordered_height(page, &survival->slots), 10);
    survival->box = box;
    survival->axis.from = box.y + box.height;
    survival->axis.to = box.y;
}

/* Corners of the steps through one value of each figure; returns how many. */
static size_t corners(const struct survival *survival, const struct series *series,
                      double (*value_of)(const struct figure *), struct point *points) {
    size_t size = 0;
    for (size_t i = 0; i < survival->slots.count; i++) {
        const double value = value_of(&series->points[i]);
        if (!isfinite(value))
            continue;
        const double x = survival->slots.x + (double)i * survival->slots.slot;
        const double y = plot_axis_at(&survival->axis, value);
        points[size++] = (struct point){x, y};
        points[size++] = (struct point){x + survival->slots.slot, y};
    }
    return size;
}

static double value_of(const struct figure *figure) {
    return figure->value;
}

static double low_of(const struct figure *figure) {
    return plot_known(figure) && isfinite(figure->high) ? figure->low : NAN;
}

static double high_of(const struct figure *figure) {
    return plot_known(figure) && isfinite(figure->low) ? figure->high : NAN;
}

static void draw_band(const struct survival *survival) {
    const size_t room = 2 * survival->slots.count;
    struct point *points = arena_array(survival->page.arena, 2 * room, sizeof *points);
    struct point *lower = arena_array(survival->page.arena, room, sizeof *lower);
    size_t size = corners(survival, survival->actual, high_of, points);
    for (size_t i = corners(survival, survival->actual, low_of, lower); i-- > 0;)
        points[size++] = lower[i];
    struct colour fill = theme.actual;
    fill.alpha = 0.16;
    canvas_polygon(survival->page.canvas, points, size, &fill);
}

static void draw_curve(const struct survival *survival, const struct series *series, struct colour colour) {
    struct point *points = arena_array(survival->page.arena, 2 * survival->slots.count, sizeof *points);
    struct stroke stroke = plot_stroke(colour, theme.bold, false);
    canvas_polyline(survival->page.canvas, points, corners(survival, series, value_of, points), &stroke);
}

static void draw_value_marks(const struct survival *survival) {
    const struct plot_page *page = &survival->page;
    struct stroke line = plot_stroke(theme.mark, theme.medium, true);
    for (size_t i = 0; i < page->chart->mark_count; i++) {
        if (!page->chart->marks[i].on_values || !isfinite(page->chart->marks[i].at))
            continue;
        const double y = plot_crisp(plot_axis_at(&survival->axis, page->chart->marks[i].at));
        canvas_line(page->canvas, (struct point){survival->box.x, y},
                    (struct point){survival->box.x + survival->box.width, y}, &line);
    }
}

static void draw_end_labels(const struct survival *survival) {
    struct plot_end_label labels[END_LABELS];
    const size_t count = end_labels(survival, labels);
    for (size_t i = 0; i < count; i++)
        labels[i].y = plot_axis_at(&survival->axis, labels[i].y);
    plot_end_labels(&survival->page, survival->box.x + survival->box.width + 9, survival->gutter - 9,
                    survival->box.y, survival->box.y + survival->box.height - 5, labels, count);
}

/* Nothing to hover over but the days themselves: an invisible column for each. */
static void draw_tooltips(const struct survival *survival) {
    const struct plot_page *page = &survival->page;
    const struct colour none = {1, 1, 1, 0};
    for (size_t i = 0; i < survival->slots.count; i++) {
        canvas_group(page->canvas, plot_tooltip(page, page->chart->categories[i], survival->actual,
                                                &survival->actual->points[i]));
        canvas_rect(page->canvas, survival->slots.x + (double)i * survival->slots.slot, survival->box.y,
                    survival->slots.slot, survival->box.height, &none, NULL);
        canvas_ungroup(page->canvas);
    }
}

static void survival_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                          const struct plot_frame *frame) {
    struct survival survival = {.page = plot_open(canvas, arena, chart, frame)};
    survival.actual = plot_series(chart, SERIES_ACTUAL);
    survival.previous = plot_series(chart, SERIES_PREVIOUS_YEAR);
    if (!survival.actual || plot_empty(chart)) {
        plot_nothing(&survival.page);
        return;
    }
    place(&survival);
    plot_grid_heading(&survival.page, chart->value_axis);
    plot_grid_across(&survival.page, &survival.axis, &survival.box);
    draw_band(&survival);
    draw_value_marks(&survival);
    plot_marks_draw(&survival.page, &survival.slots, survival.box.y - survival.marks,
                    survival.box.y + survival.box.height);
    if (survival.previous)
        draw_curve(&survival, survival.previous, theme.previous);
    draw_curve(&survival, survival.actual, theme.actual);
    draw_end_labels(&survival);
    plot_ordered_draw(&survival.page, &survival.slots, survival.box.y + survival.box.height);
    draw_tooltips(&survival);
}

static double survival_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + fmin(fmax(width * 0.38, 180), 290);
}

const struct plot plot_survival = {CHART_SURVIVAL, "survival", "plot.survival", survival_draw,
                                   survival_height};
