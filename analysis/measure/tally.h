/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_TALLY_H
#define REDRESS_MEASURE_TALLY_H

/* A few counters for each cell (group × period): all the state that most families need. The functions have
 * the shape that struct family asks for. */

#include "analysis/measure/measure.h"

struct tally {
    const struct frame *frame;
    size_t width, cells;
    int64_t *counts; /* [cell × width + counter] */
};

struct tally *tally_new(const struct frame *frame, size_t width);
void tally_merge(void *into, void *from);
void tally_close(void *state);

static inline int64_t *tally_cell(const struct tally *tally, size_t cell) {
    return tally->counts + cell * tally->width;
}
static inline const int64_t *tally_at(const struct tally *tally, size_t group, size_t period) {
    return tally->counts + (group * tally->frame->period_count + period) * tally->width;
}

#endif
