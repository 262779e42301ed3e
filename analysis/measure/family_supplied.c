/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/supplied.h"

#include <math.h>

/* Figures that somebody else supplies (supplied.h): no row of complaints is counted. */

enum option { OPTION_SHARE, OPTION_MEAN, OPTION_TOTAL };

struct state {
    const struct frame *frame;
};

static void *supplied_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    if (!frame->supplied)
        return NULL;
    struct state *state = heap_array(1, sizeof *state);
    state->frame = frame;
    return state;
}

static void supplied_add(void *state, const struct batch *batch) {
    (void)state, (void)batch;
}

static void supplied_merge(void *into, void *from) {
    (void)into, (void)from;
}

static struct figure share_of(double numerator, double denominator) {
    struct figure figure = figure_none(UNIT_SHARE, NOTE_SUPPLIED);
    figure.value = numerator / denominator;
    figure.numerator = numerator;
    figure.n = figure.denominator = denominator;
    interval_wilson(numerator, denominator, &figure.low, &figure.high);
    return figure;
}

static struct figure supplied_figure(const void *state, const struct measure_ref *ref, size_t group,
                                     size_t period) {
    const struct state *held = state;
    struct figure figure = figure_none(ref->measure->unit, NOTE_NO_SUPPLIED);
    if (!held)
        return figure;
    const struct frame *frame = held->frame;
    const struct supplied_cells *cells = frame->supplied;
    size_t key = 0;
    while (key < cells->key_count && !str_equal(cells->keys[key], ref->parameter))
        key++;
    size_t at = (key * frame->group_count + group) * frame->period_count + period;
    if (key == cells->key_count || isnan(cells->numerators[at]))
        return figure;
    double numerator = cells->numerators[at], denominator = cells->denominators[at];
    if (ref->measure->option == OPTION_TOTAL) {
        figure.value = figure.n = numerator;
        figure.note = NOTE_SUPPLIED;
        return figure;
    }
    if (isnan(denominator))
        return figure;
    if (ref->measure->option == OPTION_SHARE)
        return numerator <= denominator ? share_of(numerator, denominator) : figure;
    figure.value = numerator / denominator;
    figure.numerator = numerator;
    figure.n = figure.denominator = denominator;
    figure.note = NOTE_SUPPLIED;
    return figure;
}

static void supplied_close(void *state) {
    heap_free(state);
}

static const struct measure measures[] = {
    {.key = "supplied",
     .unit = UNIT_SHARE,
     .parameter = PARAMETER_SUPPLIED,
     .option = OPTION_SHARE,
     .name = {"外部指标", "Supplied figure"},
     .definition = {"外部提供的指标（--figures）：分子 ÷ 分母，附 Wilson 95 % 区间；不由投诉数据计算。",
                    "Supplied by somebody else (--figures): numerator ÷ denominator, with the Wilson 95 % "
                    "interval; not counted from complaints."}},
    {.key = "supplied_mean",
     .unit = UNIT_SCORE,
     .parameter = PARAMETER_SUPPLIED,
     .option = OPTION_MEAN,
     .name = {"外部指标均值", "Supplied mean"},
     .definition = {"外部提供的指标（--figures）：分子 ÷ 分母，可大于 1；不由投诉数据计算。",
                    "Supplied by somebody else (--figures): numerator ÷ denominator, which may be over 1; "
                    "not counted from complaints."}},
    {.key = "supplied_total",
     .unit = UNIT_COUNT,
     .parameter = PARAMETER_SUPPLIED,
     .option = OPTION_TOTAL,
     .name = {"外部指标总数", "Supplied count"},
     .definition = {"外部提供的数量（--figures）：期内分子之和；不由投诉数据计算。",
                    "Supplied by somebody else (--figures): the sum of the numerators in the period; not "
                    "counted from complaints."}},
};

const struct family supplied_family = {
    .name = "supplied",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .open = supplied_open,
    .add = supplied_add,
    .merge = supplied_merge,
    .figure = supplied_figure,
    .close = supplied_close,
};
