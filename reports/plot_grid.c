/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/plot_grid.h"

#include <math.h>

enum { MOST_WIDTH = 56, LABEL_ROOM = 15 };

static struct str tick_text(const struct plot_page *page, const struct plot_axis *axis, unsigned index) {
    return plot_axis_text(page->arena, page->lang, axis, plot_axis_tick(axis, index));
}

double plot_grid_width(const struct plot_page *page, const struct plot_axis *axis) {
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
    double widest = 0;
    for (unsigned i = 0; i < plot_axis_ticks(axis); i++)
        widest = fmax(widest, plot_text_width(page, tick_text(page, axis, i), &style));
    return ceil(widest) + 7;
}

void plot_grid_across(const struct plot_page *page, const struct plot_axis *axis,
                      const struct plot_box *box) {
    struct stroke grid = plot_stroke(theme.grid, theme.thin, false);
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
    for (unsigned i = 0; i < plot_axis_ticks(axis); i++) {
        const double y = plot_crisp(plot_axis_at(axis, plot_axis_tick(axis, i)));
        canvas_line(page->canvas, (struct point){box->x, y}, (struct point){box->x + box->width, y}, &grid);
        plot_text(page, box->x - 5, y, tick_text(page, axis, i), page->body.width, &style);
    }
}

void plot_grid_down(const struct plot_page *page, const struct plot_axis *axis, const struct plot_box *box) {
    struct stroke grid = plot_stroke(theme.grid, theme.thin, false);
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_MIDDLE);
    for (unsigned i = 0; i < plot_axis_ticks(axis); i++) {
        const double x = plot_crisp(plot_axis_at(axis, plot_axis_tick(axis, i)));
        canvas_line(page->canvas, (struct point){x, box->y}, (struct point){x, box->y + box->height}, &grid);
        plot_text(page, x, box->y + box->height + 8, tick_text(page, axis, i), page->body.width, &style);
    }
}

void plot_grid_heading(const struct plot_page *page, struct str text) {
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_START);
    plot_text(page, page->body.x, page->body.y + theme.size_small * 0.6, text, page->body.width, &style);
}

static struct text_style label_style(bool strong) {
    struct text_style style =
        theme_text(theme.size_label, strong ? theme.text : theme.text_soft, ANCHOR_MIDDLE);
    style.bold = strong;
    return style;
}

static bool labels_fit(const struct plot_columns *columns, const struct str *labels) {
    struct text_style style = label_style(true);
    return plot_widest(columns->page, labels, columns->slots.count, &style) + 2 <= columns->slots.slot;
}

/* The plot's box when so much is kept free on its left for the axis. */
static void place_box(struct plot_columns *columns, const struct plot_columns_plan *plan, double left) {
    const struct plot_page *page = columns->page;
    struct plot_box box = page->body;
    box.x += left;
    box.width = fmax(box.width - left, 10);
    columns->slots = plot_slots_over(box.x, box.width, page->chart->category_count);
    columns->marks = plot_marks_height(page, &columns->slots);
    columns->headed = page->chart->value_axis.size > 0 || plan->beside;
    const double above = columns->marks + LABEL_ROOM + (columns->headed ? PLOT_HEADING : 0);
    box.y += above;
    box.height -= above + (plan->named ? plot_named_height(page, &columns->slots)
                                       : plot_ordered_height(page, &columns->slots));
    box.height = fmax(box.height, 10);
    columns->box = box;
    const unsigned steps = (unsigned)fmax(2, fmin(5, box.height / 30));
    columns->axis = plot_axis_nice(page->chart->unit, fmin(plan->low, 0), fmax(plan->high, 0), steps);
    columns->axis.from = box.y + box.height;
    columns->axis.to = box.y;
}

struct plot_columns plot_columns_place(struct plot_page *page, const struct plot_columns_plan *plan) {
    struct plot_columns columns = {.page = page, .share = plan->share, .named = plan->named};
    place_box(&columns, plan, 0);
    columns.labelled = plan->labels && labels_fit(&columns, plan->labels);
    if (!columns.labelled) {
        place_box(&columns, plan, plot_grid_width(page, &columns.axis));
    } else if (plan->high > 0) { /* no ticks that must be round */
        columns.axis.high = plan->high;
        columns.axis.low = fmin(plan->low, 0);
        if (columns.axis.low < 0)
            columns.axis.from -= LABEL_ROOM;
    }
    return columns;
}

double plot_columns_width(const struct plot_columns *columns) {
    return fmin(columns->slots.slot * columns->share, MOST_WIDTH);
}

double plot_columns_at(const struct plot_columns *columns, double value) {
    return plot_axis_at(&columns->axis, value);
}

void plot_columns_open(const struct plot_columns *columns) {
    const struct plot_page *page = columns->page;
    plot_grid_heading(page, page->chart->value_axis);
    if (!columns->labelled)
        plot_grid_across(columns->page, &columns->axis, &columns->box);
}

void plot_columns_close(const struct plot_columns *columns) {
    const struct plot_page *page = columns->page;
    const struct plot_box *box = &columns->box;
    const double y = plot_crisp(plot_columns_at(columns, 0)), bottom = box->y + box->height;
    struct stroke axis = plot_stroke(theme.axis, theme.medium, false);
    canvas_line(page->canvas, (struct point){box->x, y}, (struct point){box->x + box->width, y}, &axis);
    plot_marks_draw(page, &columns->slots, box->y - LABEL_ROOM - columns->marks, bottom);
    if (columns->named)
        plot_named_draw(page, &columns->slots, bottom);
    else
        plot_ordered_draw(page, &columns->slots, bottom);
}

void plot_columns_bar(const struct plot_columns *columns, size_t index, double from, double to, double shift,
                      const struct colour *fill, const struct stroke *stroke) {
    if (!isfinite(from) || !isfinite(to) || from == to)
        return;
    const double width = plot_columns_width(columns);
    const double x = plot_slots_middle(&columns->slots, index) + shift * width;
    plot_bar(columns->page, x - width / 2, plot_columns_at(columns, from), x + width / 2,
             plot_columns_at(columns, to), fill, stroke);
}

static bool mark_crosses(const struct plot_columns *columns, const struct plot_box *box) {
    const struct chart *chart = columns->page->chart;
    for (size_t i = 0; i < chart->mark_count; i++) {
        const double x = plot_slots_at(&columns->slots, chart->marks[i].at);
        if (!chart->marks[i].on_values && x > box->x - 1 && x < box->x + box->width + 1)
            return true;
    }
    return false;
}

void plot_columns_label(struct plot_columns *columns, size_t index, double value, struct str text,
                        bool strong, bool below) {
    const struct plot_page *page = columns->page;
    struct text_style style = label_style(strong);
    const double width = plot_text_width(page, text, &style);
    const double x = plot_slots_middle(&columns->slots, index);
    const double y = plot_columns_at(columns, isfinite(value) ? value : 0) + (below ? 8 : -8);
    struct plot_box box = {x - width / 2 - 1, y - 6, width + 2, 12};
    if (!plot_take(&columns->taken, page->arena, box))
        return;
    if (mark_crosses(columns, &box))
        canvas_rect(page->canvas, box.x, box.y + 1, box.width, box.height - 2, &theme.paper, NULL);
    plot_text(page, x, y, text, width + 1, &style);
}
