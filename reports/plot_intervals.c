/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for each category: the value as a dot on its 95 % interval, with the figures and n beside it, so that
 * small groups are not read as more than they are. */
#include "reports/labels.h"
#include "reports/plot_rows.h"
#include "reports/plots.h"

#include <math.h>

enum { HEAD = 18, FOOT = 18, GAP = 14, MARK_ROW = 14, NARROW_PLOT = 210 };

struct intervals {
    struct plot_page page;
    const struct series *actual, *previous, *target;
    struct plot_rows rows;
    struct plot_axis axis;
    struct plot_box box;
    bool written;                    /* the interval in figures */
    double value_x, interval_x, n_x; /* right edges of the columns of figures */
};

static struct str interval_text(const struct intervals *intervals, const struct figure *figure) {
    if (!isfinite(figure->low) || !isfinite(figure->high))
        return STR("");
    struct figure low = *figure, high = *figure;
    low.value = figure->low;
    high.value = figure->high;
    struct str from = plot_value(&intervals->page, &low), to = plot_value(&intervals->page, &high);
    /* "78.1–92.6 %": the unit once */
    const size_t sign = str_find(from, STR("\xC2\xA0%"));
    return str_printf(intervals->page.arena, STR_FMT "\xE2\x80\x93" STR_FMT, (int)sign, from.data,
                      STR_ARG(to));
}

static struct str n_text(const struct intervals *intervals, const struct figure *figure) {
    struct figure n = figure_none(UNIT_COUNT, NULL);
    n.value = isfinite(figure->n) ? figure->n : figure->denominator;
    return plot_known(&n) ? plot_value(&intervals->page, &n) : STR("");
}

static struct text_style figure_style(const struct intervals *intervals, bool strong) {
    struct text_style style =
        theme_text(plot_rows_size(&intervals->rows), strong ? theme.text : theme.text_soft, ANCHOR_END);
    style.bold = strong;
    return style;
}

static struct str value_text(const struct intervals *intervals, const struct figure *figure) {
    return plot_value(&intervals->page, figure);
}

static double column_width(const struct intervals *intervals,
                           struct str (*text)(const struct intervals *, const struct figure *),
                           struct str heading) {
    struct text_style style = figure_style(intervals, true);
    struct text_style small = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
    double widest = 0;
    for (size_t i = 0; i < intervals->rows.count; i++)
        widest = fmax(widest, plot_text_width(&intervals->page,
                                              text(intervals, &intervals->actual->points[i]), &style));
    if (widest == 0)
        return 0;
    return ceil(fmax(widest, fmin(plot_text_width(&intervals->page, heading, &small), 90))) + GAP;
}

static void choose_axis(struct intervals *intervals) {
    const struct chart *chart = intervals->page.chart;
    double low = 0, high = 0;
    plot_range(chart, intervals->actual, &low, &high);
    plot_range(chart, intervals->previous, &low, &high);
    plot_range(chart, intervals->target, &low, &high);
    double widest = high, second = 0;
    for (size_t i = 0; i < chart->category_count; i++) {
        const double end = intervals->actual->points[i].high;
        second = end > widest ? widest : end > second ? end : second;
        widest = end > widest ? end : widest;
    }
    /* One tiny group gives an interval that would dwarf all others; it runs off the plot instead. */
    high = fmin(widest, chart->unit == UNIT_SHARE ? 1 : fmax(high * 1.6, second));
    if (chart->unit == UNIT_SHARE && high > 0.6)
        high = 1;
    for (size_t i = 0; i < chart->mark_count; i++)
        if (chart->marks[i].on_values && isfinite(chart->marks[i].at))
            high = fmax(high, chart->marks[i].at);
    intervals->axis =
        plot_axis_nice(chart->unit, low, high, (unsigned)fmax(1, fmin(5, intervals->box.width / 45)));
    intervals->axis.from = intervals->box.x;
    intervals->axis.to = intervals->box.x + intervals->box.width;
}

static size_t value_marks(const struct chart *chart) {
    size_t count = 0;
    for (size_t i = 0; i < chart->mark_count; i++)
        count += chart->marks[i].on_values;
    return count;
}

static void place(struct intervals *intervals) {
    const struct plot_page *page = &intervals->page;
    const struct chart *chart = page->chart;
    struct plot_box box = page->body;
    const double above = HEAD + MARK_ROW * (double)value_marks(chart);
    box.y += above;
    box.height = fmax(box.height - above - FOOT, 10);
    intervals->rows = plot_rows_over(page, &box, chart->categories, chart->category_count, 0.3);
    double right = box.x + box.width;
    intervals->n_x = right;
    right -= column_width(intervals, n_text, label(page->lang, "chart.n"));
    intervals->interval_x = right;
    const double written = column_width(intervals, interval_text, label(page->lang, "chart.interval95"));
    /* On a narrow page the drawn interval needs the room more than the written one. */
    intervals->written = right - written - intervals->rows.from > NARROW_PLOT;
    right -= intervals->written ? written : 0;
    intervals->value_x = right;
    right -= column_width(intervals, value_text, intervals->actual->name);
    intervals->box =
        (struct plot_box){intervals->rows.from, box.y, fmax(right - intervals->rows.from - 8, 20),
                          intervals->rows.height * (double)intervals->rows.count};
    choose_axis(intervals);
}

static void draw_headings(const struct intervals *intervals) {
    const struct plot_page *page = &intervals->page;
    struct text_style style = theme_text(theme.size_small, theme.text_soft, ANCHOR_END);
    const double y = intervals->box.y - 9, least = 24;
    plot_text(page, intervals->value_x, y, intervals->actual->name,
              fmax(intervals->value_x - intervals->box.x - intervals->box.width, least), &style);
    if (intervals->written && intervals->interval_x > intervals->value_x)
        plot_text(page, intervals->interval_x, y, label(page->lang, "chart.interval95"), 120, &style);
    if (intervals->n_x > intervals->interval_x)
        plot_text(page, intervals->n_x, y, label(page->lang, "chart.n"), 40, &style);
    plot_text(page, intervals->rows.x + intervals->rows.label_width, y, page->chart->category_axis,
              intervals->rows.label_width, &style);
}

/* How many marks lie left of this one: its row. */
static size_t mark_row(const struct chart *chart, size_t index) {
    size_t row = 0;
    for (size_t i = 0; i < chart->mark_count; i++)
        if (chart->marks[i].on_values && i != index)
            row += chart->marks[i].at < chart->marks[index].at ||
                   (chart->marks[i].at == chart->marks[index].at && i < index);
    return row;
}

/* Lines at a value (the total, a target) with their names above the rows, right of the lines. The leftmost is
 * highest, so that no name lies on the next line. */
static void draw_marks(const struct intervals *intervals) {
    const struct plot_page *page = &intervals->page;
    struct stroke line = plot_stroke(theme.mark, theme.medium, true);
    struct text_style style = theme_text(theme.size_small, theme.mark, ANCHOR_START);
    for (size_t i = 0; i < page->chart->mark_count; i++) {
        const struct chart_mark *mark = &page->chart->marks[i];
        if (!mark->on_values || !isfinite(mark->at))
            continue;
        const double x = plot_crisp(plot_axis_at(&intervals->axis, mark->at));
        const double y = page->body.y + 6 + MARK_ROW * (double)mark_row(page->chart, i);
        canvas_line(page->canvas, (struct point){x, y - 5},
                    (struct point){x, intervals->box.y + intervals->box.height}, &line);
        plot_text(page, x + 4, y, mark->label, page->body.x + page->body.width - x - 4, &style);
    }
}

static void draw_whisker(const struct intervals *intervals, const struct figure *figure, double y,
                         struct colour colour) {
    if (!isfinite(figure->low) || !isfinite(figure->high))
        return;
    struct stroke line = plot_stroke(colour, 2, false);
    const double from = plot_axis_at(&intervals->axis, figure->low);
    const double to = plot_axis_at(&intervals->axis, figure->high);
    canvas_line(intervals->page.canvas, (struct point){from, y}, (struct point){to, y}, &line);
    if (figure->high > intervals->axis.high) { /* it goes on beyond the plot */
        const struct point arrow[] = {{to, y - 4}, {to + 6, y}, {to, y + 4}};
        canvas_polygon(intervals->page.canvas, arrow, 3, &colour);
    }
}

static void draw_row(const struct intervals *intervals, size_t i) {
    const struct plot_page *page = &intervals->page;
    const struct figure *figure = &intervals->actual->points[i];
    const bool told = i == page->chart->highlight;
    const struct colour colour = told ? theme.highlight : theme.actual;
    const double y = plot_rows_middle(&intervals->rows, i);
    const double radius = fmin(4, intervals->rows.height / 3);
    struct stroke ring = plot_stroke(theme.paper, 1, false);
    struct stroke target = plot_stroke(theme.target, 1.25, false);
    struct stroke hollow = plot_stroke(theme.axis, 1.25, false);
    canvas_group(page->canvas, plot_tooltip(page, page->chart->categories[i], intervals->actual, figure));
    if (intervals->previous && plot_known(&intervals->previous->points[i]))
        canvas_circle(page->canvas,
                      (struct point){plot_axis_at(&intervals->axis, intervals->previous->points[i].value), y},
                      radius, &theme.previous, &hollow);
    if (plot_known(figure)) {
        draw_whisker(intervals, figure, y, colour);
        canvas_circle(page->canvas, (struct point){plot_axis_at(&intervals->axis, figure->value), y}, radius,
                      &colour, &ring);
    }
    if (intervals->target && plot_known(&intervals->target->points[i])) {
        const double x = plot_axis_at(&intervals->axis, intervals->target->points[i].value);
        canvas_rect(page->canvas, x - 2, y - radius - 3, 4, 2 * radius + 6, NULL, &target);
    }
    canvas_ungroup(page->canvas);
}

static void draw_figures(const struct intervals *intervals, size_t i) {
    const struct plot_page *page = &intervals->page;
    const struct figure *figure = &intervals->actual->points[i];
    const bool told = i == page->chart->highlight;
    const double y = plot_rows_middle(&intervals->rows, i), width = page->body.width;
    struct text_style strong = figure_style(intervals, told), soft = figure_style(intervals, false);
    strong.colour = theme.text;
    plot_text(page, intervals->value_x, y, value_text(intervals, figure), width, &strong);
    if (intervals->written)
        plot_text(page, intervals->interval_x, y, interval_text(intervals, figure), width, &soft);
    plot_text(page, intervals->n_x, y, n_text(intervals, figure), width, &soft);
    plot_rows_name(page, &intervals->rows, i, page->chart->categories[i], theme.text, told);
}

static void intervals_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                           const struct plot_frame *frame) {
    struct intervals intervals = {.page = plot_open(canvas, arena, chart, frame)};
    intervals.actual = plot_series(chart, SERIES_ACTUAL);
    if (!intervals.actual || plot_empty(chart)) {
        plot_nothing(&intervals.page);
        return;
    }
    intervals.previous = plot_series(chart, SERIES_PREVIOUS_YEAR);
    intervals.target = plot_series(chart, SERIES_TARGET);
    place(&intervals);
    plot_grid_down(&intervals.page, &intervals.axis, &intervals.box);
    draw_headings(&intervals);
    draw_marks(&intervals);
    for (size_t i = 0; i < chart->category_count; i++) {
        draw_row(&intervals, i);
        draw_figures(&intervals, i);
    }
}

static double intervals_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + HEAD + FOOT + MARK_ROW * (double)value_marks(chart) +
           fmax(plot_rows_natural(chart->category_count), 50);
}

const struct plot plot_intervals = {CHART_INTERVALS, "intervals", "plot.intervals", intervals_draw,
                                    intervals_height};
