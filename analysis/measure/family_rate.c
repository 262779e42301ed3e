/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/exposure.h"
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* Complaints received per so many customers, accounts … (exposure.h). */

static void *rate_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    return frame->exposure ? tally_new(frame, 1) : NULL;
}

static void rate_add(void *state, const struct batch *batch) {
    struct tally *tally = state;
    for (size_t i = 0; i < batch->size; i++)
        if (batch->received[i] != CELL_NONE)
            tally->counts[batch->received[i]] += batch_weight(batch, i);
}

static struct figure rate_figure(const void *state, const struct measure_ref *ref, size_t group,
                                 size_t period) {
    const struct tally *tally = state;
    struct figure figure = figure_none(UNIT_RATE, NOTE_NO_EXPOSURE);
    struct str base;
    int64_t scale;
    struct err ignored = {0}; /* measure_find has checked it */
    if (!state || !exposure_parameter(ref->parameter, &base, &scale, &ignored))
        return figure;
    const struct frame *frame = tally->frame;
    const struct exposure_cells *exposure = frame->exposure;
    size_t at = 0;
    while (at < exposure->base_count && !str_equal(exposure->bases[at], base))
        at++;
    size_t cell = (at * frame->group_count + group) * frame->period_count + period;
    double received = (double)*tally_at(tally, group, period);
    if (at == exposure->base_count || !(exposure->values[cell] > 0))
        return figure;
    double factor = (double)scale / exposure->values[cell];
    figure.n = figure.numerator = received;
    figure.denominator = exposure->values[cell];
    figure.value = received * factor;
    interval_poisson(received, &figure.low, &figure.high);
    figure.low *= factor;
    figure.high *= factor;
    figure.note = exposure->old[cell] ? NOTE_OLD_EXPOSURE : 0;
    return figure;
}

static const struct measure measures[] = {
    {.key = "rate",
     .unit = UNIT_RATE,
     .parameter = PARAMETER_BASE,
     .lower_is_better = true,
     .name = {"投诉率", "Complaint rate"},
     .definition =
         {"期内受理量 ÷ 基数（客户、账户、网点等），默认每万；跨多月取基数的月平均，附精确泊松区间。",
          "Received in the period ÷ exposure (customers, accounts, outlets …), per 10,000 unless a "
          "scale is named; over several months the mean exposure. With the exact Poisson "
          "interval."}},
};

const struct family rate_family = {
    .name = "rate",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .open = rate_open,
    .add = rate_add,
    .merge = tally_merge,
    .figure = rate_figure,
    .close = tally_close,
};
