/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/exposure.h"
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* Complaints received per so many customers, accounts … (exposure.h). A cell counts all of them, then those
 * of each base that have a denominator. */

static void *rate_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    return frame->exposure ? tally_new(frame, 1 + frame->exposure->base_count) : NULL;
}

/* Does a complaint have a denominator of this base in a period? */
static bool is_covered(const struct frame *frame, size_t base, uint32_t row, size_t period) {
    const struct exposure_cells *exposure = frame->exposure;
    for (size_t i = 0; i < exposure->part_count; i++) {
        const struct exposure_part *part = &exposure->parts[base * exposure->part_count + i];
        if (part->column && part->since[part->column->codes[row]] >= frame->periods[period].end)
            return false;
    }
    return true;
}

static void rate_add(void *state, const struct batch *batch) {
    struct tally *tally = state;
    const struct frame *frame = tally->frame;
    for (size_t i = 0; i < batch->size; i++) {
        if (batch->received[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(tally, batch->received[i]), weight = batch_weight(batch, i);
        cell[0] += weight;
        for (size_t base = 0; base < frame->exposure->base_count; base++)
            if (is_covered(frame, base, batch->rows[i], batch->received[i] % frame->period_count))
                cell[1 + base] += weight;
    }
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
    if (at == exposure->base_count || !(exposure->values[cell] > 0))
        return figure;
    figure.note = NOTE_NARROWED;
    if (exposure->narrowed[at])
        return figure;
    const int64_t *counts = tally_at(tally, group, period);
    double received = (double)counts[1 + at], left_out = (double)(counts[0] - counts[1 + at]);
    double factor = (double)scale / exposure->values[cell];
    figure.n = figure.numerator = received;
    figure.denominator = exposure->values[cell];
    figure.value = received * factor;
    interval_poisson(received, &figure.low, &figure.high);
    figure.low *= factor;
    figure.high *= factor;
    figure.missing = left_out;
    figure.note = left_out > 0 ? NOTE_PART_EXPOSURE : exposure->old[cell] ? NOTE_OLD_EXPOSURE : 0;
    return figure;
}

static const struct measure measures[] = {
    {.key = "rate",
     .unit = UNIT_RATE,
     .parameter = PARAMETER_BASE,
     .lower_is_better = true,
     .name = {"投诉率", "Complaint rate"},
     .definition = {"期内受理量 ÷ "
                    "基数（客户、账户、网点等），默认每万；跨多月取基数的月平均，附精确泊松区间。没有基数的"
                    "机构的投诉不计入，并列出件数。",
                    "Received in the period ÷ exposure (customers, accounts, outlets …), per 10,000 unless a "
                    "scale is named; over several months the mean exposure. With the exact Poisson "
                    "interval. Complaints of units without exposure are left out and counted as missing."}},
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
