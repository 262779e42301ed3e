/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/tally.h"

struct tally *tally_new(const struct frame *frame, size_t width) {
    struct tally *tally = heap_array(1, sizeof *tally);
    tally->frame = frame;
    tally->width = width;
    tally->cells = frame->group_count * frame->period_count;
    tally->counts = heap_array(tally->cells * width, sizeof *tally->counts);
    return tally;
}

void tally_merge(void *into, void *from) {
    struct tally *a = into;
    const struct tally *b = from;
    for (size_t i = 0; i < a->cells * a->width; i++)
        a->counts[i] += b->counts[i];
}

void tally_close(void *state) {
    struct tally *tally = state;
    if (!tally)
        return;
    heap_free(tally->counts);
    heap_free(tally);
}
