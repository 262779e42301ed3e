/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Periods along the axis: columns for counts, a line with points for everything else and wherever control
 * limits are drawn. Values stand at their columns or points when all fit; otherwise an axis with a light grid
 * comes in and only the telling points are labelled. */
#include "reports/labels.h"
#include "reports/plots.h"

#include <math.h>

enum { MOST_COLUMNS = 36, MOST_PAIRS = 26, MOST_LABELLED = 14, END_LABELS = 8 };

struct trend {
    struct plot_page page;
    const struct series *actual, *previous, *target, *low, *high, *centre;
    bool columns, label_all, cut; /* cut: the axis does not start at zero */
    struct plot_axis axis;
    struct plot_slots slots;
    struct plot_box box; /* the plot itself */
    struct plot_taken taken;
    double gutter, highest;
};

static struct text_style value_style(bool strong) {
    struct text_style style =
        theme_text(theme.size_label, strong ? theme.text : theme.text_soft, ANCHOR_MIDDLE);
    style.bold = strong;
    return style;
}

static bool outside(const struct trend *trend, size_t i) {
    const double value = trend->actual->points[i].value;
    return (trend->high && value > trend->high->points[i].value) ||
           (trend->low && value < trend->low->points[i].value);
}

static bool strong(const struct trend *trend, size_t i) {
    return i == trend->page.chart->highlight || outside(trend, i);
}

static double y_of(const struct trend *trend, double value) {
    return plot_axis_at(&trend->axis, value);
}

static double baseline(const struct trend *trend) {
    return y_of(trend, fmax(trend->axis.low, 0));
}

/* The axis begins at zero: lengths and slopes are read against it. Only a share drawn as a line may leave the
 * zero out, where it stays high or between control limits, which could not be told apart at 98 of 100; the
 * reader is told in words and by an axis without a foot (IBCS, CHECK: a cut axis is marked or not made). */
static void choose_axis(struct trend *trend) {
    const struct chart *chart = trend->page.chart;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < chart->series_count; i++)
        plot_range(chart, &chart->series[i], &low, &high);
    for (size_t i = 0; i < chart->mark_count; i++)
        if (chart->marks[i].on_values && isfinite(chart->marks[i].at))
            high = fmax(high, chart->marks[i].at);
    const double span = high - low;
    trend->highest = high;
    const bool steady = low > 0.5 && span < low / 3,
               between = (trend->low || trend->high) && span < low / 1.5;
    trend->cut = chart->unit == UNIT_SHARE && !trend->columns && (steady || between);
    low = trend->cut ? low - fmax(span / 3, 0.01) : fmin(low, 0);
    const unsigned steps = (unsigned)fmax(2, fmin(5, trend->box.height / 30));
    trend->axis = plot_axis_nice(chart->unit, low, fmax(high, low), steps);
    trend->axis.from = trend->box.y + trend->box.height;
    trend->axis.to = trend->box.y;
}

static size_t last_known(const struct chart *chart, const struct series *series) {
    for (size_t i = chart->category_count; i-- > 0;)
        if (plot_known(&series->points[i]))
            return i;
    return SIZE_MAX;
}

static struct colour end_colour(enum series_role role) {
    return role == SERIES_ACTUAL ? theme.actual : role == SERIES_TARGET ? theme.target : theme.text_soft;
}

/* The names of the series with their last values, for the right-hand margin. */
static size_t end_labels(const struct trend *trend, struct plot_end_label *labels) {
    const struct chart *chart = trend->page.chart;
    size_t count = 0;
    if (trend->columns && chart->series_count < 2)
        return 0;
    for (size_t i = 0; i < chart->series_count && count < END_LABELS; i++) {
        const struct series *series = &chart->series[i];
        const size_t last = last_known(chart, series);
        if (last == SIZE_MAX || series->role == SERIES_CUMULATIVE)
            continue;
        labels[count].name = series->name;
        labels[count].value = plot_value(&trend->page, &series->points[last]);
        labels[count].y = series->points[last].value;
        labels[count].colour = end_colour(series->role);
        labels[count++].bold = series->role == SERIES_ACTUAL;
    }
    return count;
}

/* Lines across the plot are named in the margin too. */
static size_t mark_labels(const struct trend *trend, struct plot_end_label *labels, size_t count) {
    const struct chart *chart = trend->page.chart;
    for (size_t i = 0; i < chart->mark_count && count < END_LABELS; i++)
        if (chart->marks[i].on_values && isfinite(chart->marks[i].at))
            labels[count++] = (struct plot_end_label){
                .y = chart->marks[i].at, .name = chart->marks[i].label, .colour = theme.mark};
    return count;
}

static double gutter_width(const struct trend *trend) {
    struct plot_end_label labels[END_LABELS];
    return plot_end_width(&trend->page, labels, mark_labels(trend, labels, end_labels(trend, labels)));
}

static bool all_labels_fit(const struct trend *trend) {
    const struct chart *chart = trend->page.chart;
    struct text_style style = value_style(true);
    if (chart->category_count > MOST_LABELLED)
        return false;
    for (size_t i = 0; i < chart->category_count; i++)
        if (plot_text_width(&trend->page, plot_value(&trend->page, &trend->actual->points[i]), &style) + 2 >
            trend->slots.slot)
            return false;
    return true;
}

/* The plot's box with so much room for the axis on its left. */
static void place_box(struct trend *trend, double left) {
    const struct plot_page *page = &trend->page;
    struct plot_box box = page->body;
    box.x += left;
    box.width = fmax(box.width - left - trend->gutter, 10);
    trend->slots = plot_slots_over(box.x, box.width, page->chart->category_count);
    const double above = PLOT_HEADING + (page->chart->value_axis.size || trend->cut ? PLOT_HEADING : 0) +
                         plot_marks_height(page, &trend->slots);
    box.y += above;
    box.height = fmax(box.height - above - plot_ordered_height(page, &trend->slots), 10);
    trend->box = box;
    choose_axis(trend);
}

static void place(struct trend *trend) {
    trend->gutter = gutter_width(trend);
    place_box(trend, 0);
    trend->label_all = all_labels_fit(trend);
    if (!trend->label_all || trend->cut)
        place_box(trend, plot_grid_width(&trend->page, &trend->axis));
    else if (trend->highest > 0)
        trend->axis.high = trend->highest; /* no ticks to be round */
}

static void draw_heading(const struct trend *trend) {
    const struct plot_page *page = &trend->page;
    struct str text = page->chart->value_axis;
    if (trend->cut) {
        struct str start = plot_axis_text(page->arena, page->lang, &trend->axis, trend->axis.low);
        struct str said = label_fill(page->arena, page->lang, "chart.axis_from", &start, 1);
        text =
            text.size ? str_printf(page->arena, STR_FMT " · " STR_FMT, STR_ARG(text), STR_ARG(said)) : said;
    }
    plot_grid_heading(page, text);
}

/* A cut axis has no foot to stand on: a broken line and a zigzag at its left. */
static void draw_cut(const struct trend *trend, double y) {
    enum { TEETH = 4, WIDTH = 4, DEPTH = 3 };
    struct stroke line = plot_stroke(theme.axis, theme.medium, false), dashes = line;
    dashes.dashed = true;
    struct point teeth[TEETH + 1];
    for (int i = 0; i <= TEETH; i++)
        teeth[i] = (struct point){trend->box.x + i * WIDTH, i % 2 ? y - DEPTH : y + DEPTH};
    teeth[0].y = teeth[TEETH].y = y;
    canvas_polyline(trend->page.canvas, teeth, TEETH + 1, &line);
    canvas_line(trend->page.canvas, teeth[TEETH], (struct point){trend->box.x + trend->box.width, y},
                &dashes);
}

static void draw_baseline(const struct trend *trend) {
    struct stroke axis = plot_stroke(theme.axis, theme.medium, false);
    const double y = plot_crisp(baseline(trend));
    if (trend->cut)
        draw_cut(trend, y);
    else
        canvas_line(trend->page.canvas, (struct point){trend->box.x, y},
                    (struct point){trend->box.x + trend->box.width, y}, &axis);
}

static double column_width(const struct trend *trend) {
    return fmin(trend->slots.slot * (trend->previous || trend->target ? 0.52 : 0.68), 44);
}

static double column_middle(const struct trend *trend, size_t i) {
    const double shift = trend->columns && trend->previous ? 0.1 * column_width(trend) : 0;
    return plot_slots_middle(&trend->slots, i) + shift;
}

/* Columns overlap as in the IBCS: the previous year stands behind, moved to the left. */
static void draw_columns(const struct trend *trend, const struct series *series, double shift,
                         const struct colour *fill, const struct stroke *stroke) {
    const double width = column_width(trend);
    for (size_t i = 0; series && i < trend->slots.count; i++) {
        if (!plot_known(&series->points[i]))
            continue;
        const double x = plot_slots_middle(&trend->slots, i) + shift * width;
        const struct colour *own = fill;
        if (fill == &theme.actual && strong(trend, i))
            own = &theme.highlight;
        canvas_group(trend->page.canvas, plot_tooltip(&trend->page, trend->page.chart->categories[i], series,
                                                      &series->points[i]));
        if (series->points[i].value != 0)
            plot_bar(&trend->page, x - width / 2, y_of(trend, series->points[i].value), x + width / 2,
                     baseline(trend), own, stroke);
        canvas_ungroup(trend->page.canvas);
    }
}

/* A line through the known points, broken where one is missing. */
static void draw_line(const struct trend *trend, const struct series *series, const struct stroke *stroke) {
    const size_t count = trend->slots.count;
    struct point *points = arena_array(trend->page.arena, count + 1, sizeof *points);
    size_t size = 0;
    for (size_t i = 0; series && i <= count; i++) {
        if (i < count && plot_known(&series->points[i])) {
            points[size++] =
                (struct point){plot_slots_middle(&trend->slots, i), y_of(trend, series->points[i].value)};
        } else {
            canvas_polyline(trend->page.canvas, points, size, stroke);
            size = 0;
        }
    }
}

/* Limits may differ from period to period: a step for each. */
static void draw_steps(const struct trend *trend, const struct series *series, const struct stroke *stroke) {
    const size_t count = trend->slots.count;
    struct point *points = arena_array(trend->page.arena, 2 * count + 2, sizeof *points);
    size_t size = 0;
    for (size_t i = 0; series && i <= count; i++) {
        if (i == count || !plot_known(&series->points[i])) {
            canvas_polyline(trend->page.canvas, points, size, stroke);
            size = 0;
            continue;
        }
        const double y = plot_crisp(y_of(trend, series->points[i].value));
        const double x = trend->slots.x + (double)i * trend->slots.slot;
        points[size++] = (struct point){x, y};
        points[size++] = (struct point){x + trend->slots.slot, y};
    }
}

/* Without a neighbour no line leads to it; in a dense line all other points need no dot. */
static bool alone(const struct trend *trend, size_t i) {
    const struct figure *points = trend->actual->points;
    return (i == 0 || !plot_known(&points[i - 1])) &&
           (i + 1 == trend->slots.count || !plot_known(&points[i + 1]));
}

static void draw_points(const struct trend *trend) {
    struct stroke ring = plot_stroke(theme.paper, 1.25, false);
    for (size_t i = 0; i < trend->slots.count; i++) {
        const struct figure *figure = &trend->actual->points[i];
        if (!plot_known(figure))
            continue;
        const bool told = strong(trend, i);
        const double radius = told ? 4.5 : trend->slots.slot >= 14 ? 3 : alone(trend, i) ? 2 : 0;
        canvas_group(trend->page.canvas,
                     plot_tooltip(&trend->page, trend->page.chart->categories[i], trend->actual, figure));
        canvas_circle(trend->page.canvas,
                      (struct point){plot_slots_middle(&trend->slots, i), y_of(trend, figure->value)}, radius,
                      told ? &theme.highlight : &theme.actual, &ring);
        canvas_ungroup(trend->page.canvas);
    }
}

static void draw_series(const struct trend *trend) {
    struct stroke limit = plot_stroke(theme.limit, theme.thin, true);
    struct stroke centre = plot_stroke(theme.limit, theme.thin, false);
    struct stroke outline = plot_stroke(theme.target, theme.medium, false);
    if (trend->columns) {
        draw_columns(trend, trend->target, 0.25, NULL, &outline);
        draw_columns(trend, trend->previous, -0.25, &theme.previous, NULL);
        draw_columns(trend, trend->actual, trend->previous ? 0.1 : 0, &theme.actual, NULL);
        return;
    }
    struct stroke before = plot_stroke(theme.previous, theme.bold, false);
    struct stroke now = plot_stroke(theme.actual, theme.bold, false);
    outline.dashed = true;
    draw_line(trend, trend->previous, &before);
    draw_steps(trend, trend->low, &limit);
    draw_steps(trend, trend->high, &limit);
    draw_steps(trend, trend->centre, &centre);
    draw_steps(trend, trend->target, &outline);
    draw_line(trend, trend->actual, &now);
    draw_points(trend);
}

static bool first_of(const struct trend *trend, size_t i, double value) {
    for (size_t earlier = 0; earlier < i; earlier++)
        if (trend->actual->points[earlier].value == value)
            return false;
    return trend->actual->points[i].value == value;
}

/* The extremes, which a reader looks for, besides what is out of limits or spoken of. */
static bool telling(const struct trend *trend, size_t i) {
    double low = INFINITY, high = -INFINITY;
    plot_range(trend->page.chart, trend->actual, &low, &high);
    return trend->label_all || strong(trend, i) || first_of(trend, i, high) || first_of(trend, i, low) ||
           (trend->columns && i + 1 == trend->slots.count);
}

static bool peak(const struct trend *trend, size_t i) {
    const struct figure *points = trend->actual->points;
    const bool lower_left = i == 0 || !(points[i - 1].value > points[i].value);
    const bool lower_right = i + 1 == trend->slots.count || !(points[i + 1].value > points[i].value);
    return lower_left || lower_right;
}

/* Draws it when nothing is in the way. */
static bool try_label(struct trend *trend, size_t i, double y, const struct text_style *style) {
    const struct plot_page *page = &trend->page;
    struct str text = plot_value(page, &trend->actual->points[i]);
    const double width = plot_text_width(page, text, style), height = style->size * 1.15;
    const double left = trend->box.x, right = trend->box.x + trend->box.width;
    double x = column_middle(trend, i);
    x = fmax(fmin(x, right - width / 2 + 4), left + width / 2 - 4);
    struct plot_box box = {x - width / 2 - 1, y - height / 2, width + 2, height};
    if (!plot_take(&trend->taken, page->arena, box))
        return false;
    if (!trend->columns) /* lines pass behind the figure */
        canvas_rect(page->canvas, box.x, box.y + 1, box.width, box.height - 2, &(struct colour){1, 1, 1, 0.8},
                    NULL);
    plot_text(page, x, y, text, width + 1, style);
    return true;
}

/* Top of whatever columns stand in a slot. */
static double slot_top(const struct trend *trend, size_t i) {
    double top = baseline(trend);
    if (plot_known(&trend->actual->points[i]))
        top = fmin(top, y_of(trend, trend->actual->points[i].value));
    if (trend->previous && plot_known(&trend->previous->points[i]))
        top = fmin(top, y_of(trend, trend->previous->points[i].value));
    return top;
}

/* Above its column and, where the figure is wider than that, above the neighbours it reaches over; far above
 * its own column it would be misread. */
static void label_column(struct trend *trend, size_t i) {
    const struct figure *figure = &trend->actual->points[i];
    struct text_style style = value_style(strong(trend, i) || i + 1 == trend->slots.count);
    const double half = plot_text_width(&trend->page, plot_value(&trend->page, figure), &style) / 2;
    const double reach = fmax(0, half - trend->slots.slot / 2), own = slot_top(trend, i);
    const size_t slots = (size_t)ceil(reach / trend->slots.slot);
    double top = own;
    for (size_t at = i > slots ? i - slots : 0; at <= i + slots && at < trend->slots.count; at++)
        top = fmin(top, slot_top(trend, at));
    if (plot_known(figure) && figure->value < 0)
        try_label(trend, i, y_of(trend, figure->value) + 8, &style);
    else if (own - top < 24 || strong(trend, i))
        try_label(trend, i, top - 8, &style);
}

/* Above the point or, in a valley or where that place is taken, below. */
static void label_point(struct trend *trend, size_t i) {
    const struct figure *figure = &trend->actual->points[i];
    struct text_style style = value_style(strong(trend, i) || i + 1 == trend->slots.count);
    const double bottom = trend->box.y + trend->box.height;
    const bool known = plot_known(figure);
    const double y = known ? y_of(trend, figure->value) : bottom;
    const bool above = !known || peak(trend, i) || y + 18 > bottom;
    if (try_label(trend, i, above ? y - 12 : y + 12, &style) || !known)
        return;
    if (!above || y + 18 < bottom)
        try_label(trend, i, above ? y + 12 : y - 12, &style);
}

static void draw_labels(struct trend *trend) {
    for (int round = 0; round < 2; round++)
        for (size_t i = trend->slots.count; i-- > 0;)
            if (strong(trend, i) == (round == 0) && telling(trend, i)) {
                if (trend->columns)
                    label_column(trend, i);
                else
                    label_point(trend, i);
            }
}

static void draw_value_marks(const struct trend *trend) {
    const struct plot_page *page = &trend->page;
    struct stroke line = plot_stroke(theme.mark, theme.medium, true);
    for (size_t i = 0; i < page->chart->mark_count; i++) {
        const struct chart_mark *mark = &page->chart->marks[i];
        if (!mark->on_values || !isfinite(mark->at))
            continue;
        const double y = plot_crisp(y_of(trend, mark->at));
        canvas_line(page->canvas, (struct point){trend->box.x, y},
                    (struct point){trend->box.x + trend->box.width, y}, &line);
    }
}

static void draw_end_labels(const struct trend *trend) {
    struct plot_end_label labels[END_LABELS];
    const size_t count = mark_labels(trend, labels, end_labels(trend, labels));
    for (size_t i = 0; i < count; i++)
        labels[i].y = y_of(trend, labels[i].y);
    plot_end_labels(&trend->page, trend->box.x + trend->box.width + 9, trend->gutter - 9,
                    trend->box.y - PLOT_HEADING / 2.0, trend->box.y + trend->box.height, labels, count);
}

static void trend_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                       const struct plot_frame *frame) {
    struct trend trend = {.page = plot_open(canvas, arena, chart, frame)};
    trend.actual = plot_series(chart, SERIES_ACTUAL);
    if (!trend.actual || plot_empty(chart)) {
        plot_nothing(&trend.page);
        return;
    }
    trend.previous = plot_series(chart, SERIES_PREVIOUS_YEAR);
    trend.target = plot_series(chart, SERIES_TARGET);
    trend.low = plot_series(chart, SERIES_LIMIT_LOW);
    trend.high = plot_series(chart, SERIES_LIMIT_HIGH);
    trend.centre = plot_series(chart, SERIES_CENTRE);
    trend.columns = (chart->unit == UNIT_COUNT || chart->unit == UNIT_MONEY) && !trend.low && !trend.high &&
                    !trend.centre && chart->category_count <= (trend.previous ? MOST_PAIRS : MOST_COLUMNS);
    place(&trend);
    draw_heading(&trend);
    if (!trend.label_all || trend.cut)
        plot_grid_across(&trend.page, &trend.axis, &trend.box);
    plot_marks_draw(&trend.page, &trend.slots,
                    trend.page.body.y + (chart->value_axis.size || trend.cut ? PLOT_HEADING : 0),
                    trend.box.y + trend.box.height);
    draw_value_marks(&trend);
    draw_series(&trend);
    draw_baseline(&trend);
    draw_labels(&trend);
    draw_end_labels(&trend);
    plot_ordered_draw(&trend.page, &trend.slots, trend.box.y + trend.box.height);
}

static double trend_height(const struct chart *chart, double width) {
    return plot_texts_height(chart, width) + fmin(fmax(width * 0.38, 180), 300);
}

const struct plot plot_trend = {CHART_TREND, "trend", "plot.trend", trend_draw, trend_height};
