/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/control.h"

#include <math.h>

enum { RUN = 7, FIRM = 12 };
static const double range_to_sigma = 1.128; /* d2 of two points */
static const double range_to_limit = 2.66;  /* 3 ÷ d2 */

static bool usable(const struct control_point *point, enum control_kind kind) {
    return kind == CONTROL_XMR ? isfinite(point->value)
                               : point->value >= 0 && point->exposure > 0 && isfinite(point->value) &&
                                     isfinite(point->exposure);
}

static double drawn(const struct control_point *point, enum control_kind kind) {
    if (!usable(point, kind))
        return NAN;
    return kind == CONTROL_XMR ? point->value : point->value / point->exposure;
}

/* Standard deviation of a point of that exposure when only chance acts. */
static double chance(enum control_kind kind, double centre, double exposure) {
    double variance = kind == CONTROL_P ? centre * (1 - centre) : centre;
    return variance > 0 ? sqrt(variance / exposure) : 0;
}

static size_t base_end(const struct control_segment *segment, const struct control_options *options) {
    size_t end = segment->end;
    if (options->base && segment->first + options->base < end)
        end = segment->first + options->base;
    return options->judged && options->judged < end ? options->judged : end;
}

static void set_centre(struct control_segment *segment, const struct control_point *points,
                       const struct control_options *options) {
    double sum = 0, exposure = 0;
    for (size_t i = segment->first; i < base_end(segment, options); i++)
        if (usable(&points[i], options->kind)) {
            sum += points[i].value;
            exposure += options->kind == CONTROL_XMR ? 1 : points[i].exposure;
        }
    segment->centre = exposure > 0 ? sum / exposure : NAN;
    for (size_t i = segment->first; i < segment->end; i++)
        segment->used += usable(&points[i], options->kind);
    segment->trial = segment->used < FIRM;
}

/* Mean difference between neighbours with a value. */
static void set_range(struct control_segment *segment, const struct control_point *points,
                      const struct control_options *options) {
    double before = NAN, sum = 0, count = 0;
    for (size_t i = segment->first; i < base_end(segment, options); i++) {
        double now = drawn(&points[i], options->kind);
        if (!isnan(now) && options->kind != CONTROL_XMR) {
            double sigma = chance(options->kind, segment->centre, points[i].exposure);
            now = sigma > 0 ? (now - segment->centre) / sigma : 0;
        }
        if (!isnan(now) && !isnan(before)) {
            sum += fabs(now - before);
            count++;
        }
        if (!isnan(now))
            before = now;
    }
    segment->range = count > 0 ? sum / count : NAN;
    segment->sigma_z = options->kind == CONTROL_XMR ? NAN : segment->range / range_to_sigma;
}

static void set_limits(const struct control_segment *segment, const struct control_point *points,
                       const struct control_options *options, struct control_mark *marks) {
    double least = options->least, most = options->most;
    if (options->kind != CONTROL_XMR) {
        least = 0;
        most = options->kind == CONTROL_P ? 1 : INFINITY;
    } else if (least == 0 && most == 0) {
        least = -INFINITY;
        most = INFINITY;
    }
    for (size_t i = segment->first; i < segment->end; i++) {
        marks[i].centre = segment->centre;
        double half = options->kind == CONTROL_XMR
                          ? range_to_limit * segment->range
                          : 3 * segment->sigma_z * chance(options->kind, segment->centre, points[i].exposure);
        if (options->kind != CONTROL_XMR && !usable(&points[i], options->kind))
            half = NAN;
        /* fmax would turn "not known" into a limit. */
        marks[i].low = isnan(half) ? NAN : fmax(segment->centre - half, least);
        marks[i].high = isnan(half) ? NAN : fmin(segment->centre + half, most);
    }
}

/* ---- rules; `side` is +1 for rising and −1 for falling */

static bool is_outside(const struct control_mark *mark, int side) {
    return side > 0 ? mark->value > mark->high : mark->value < mark->low;
}

static bool on_side(const struct control_mark *mark, int side) {
    return (mark->value - mark->centre) * side > 0;
}

/* Beyond two thirds of the way; a limit cut off at what can be has no two thirds. */
static bool is_far(const struct control_mark *mark, int side) {
    double whole = fmax(mark->high - mark->centre, mark->centre - mark->low);
    return (mark->value - mark->centre) * side > whole * 2 / 3;
}

static unsigned rules_at(const struct control_mark *marks, size_t first, size_t at, int side) {
    unsigned rules = is_outside(&marks[at], side) ? CONTROL_OUTSIDE : 0;
    size_t run = 0, steps = 0, far = 0;
    for (size_t i = at + 1; i-- > first && on_side(&marks[i], side);)
        run++;
    for (size_t i = at; i > first && (marks[i].value - marks[i - 1].value) * side > 0; i--)
        steps++;
    for (size_t i = at + 1, seen = 0; i-- > first && seen < 3 && !isnan(marks[i].value); seen++)
        far += is_far(&marks[i], side);
    if (run >= RUN)
        rules |= CONTROL_SIDE;
    if (steps + 1 >= RUN)
        rules |= CONTROL_TREND;
    if (far >= 2 && is_far(&marks[at], side))
        rules |= CONTROL_TWO_OF_3;
    return rules;
}

static void apply_rules(const struct control_segment *segment, struct control_mark *marks) {
    for (size_t i = segment->first; i < segment->end; i++) {
        if (isnan(marks[i].value) || isnan(marks[i].high))
            continue;
        marks[i].rising = rules_at(marks, segment->first, i, 1);
        marks[i].falling = rules_at(marks, segment->first, i, -1);
    }
}

struct control_chart control_make(const struct control_point *points, size_t count,
                                  const struct control_options *options, struct arena *arena) {
    struct control_chart chart = {arena_array(arena, count + 1, sizeof *chart.marks), count,
                                  arena_array(arena, count + 1, sizeof *chart.segments), 0};
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || points[i].break_before)
            chart.segments[chart.segment_count++].first = i;
        chart.segments[chart.segment_count - 1].end = i + 1;
        chart.marks[i] = (struct control_mark){.value = drawn(&points[i], options->kind),
                                               .segment = chart.segment_count - 1};
    }
    for (size_t s = 0; s < chart.segment_count; s++) {
        struct control_segment *segment = &chart.segments[s];
        set_centre(segment, points, options);
        set_range(segment, points, options);
        set_limits(segment, points, options, chart.marks);
        apply_rules(segment, chart.marks);
    }
    return chart;
}

const struct control_mark *control_last(const struct control_chart *chart) {
    for (size_t i = chart->count; i-- > 0;)
        if (!isnan(chart->marks[i].value))
            return &chart->marks[i];
    return NULL;
}

bool control_rising(const struct control_chart *chart) {
    const struct control_mark *last = control_last(chart);
    return last && last->rising;
}
