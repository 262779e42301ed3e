/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/stock.h"

static void init(struct stock *stock, const struct frame *frame, const int32_t *to_day) {
    *stock = (struct stock){
        .groups = frame->group_count, .moments = frame->period_count, .frame = frame, .to_day = to_day};
    stock->steps = heap_array(stock->groups * (stock->moments + 1), sizeof *stock->steps);
}

void stock_init_starts(struct stock *stock, const struct frame *frame) {
    init(stock, frame, frame->starts_to_day);
}

void stock_init_ends(struct stock *stock, const struct frame *frame) {
    init(stock, frame, frame->ends_to_day);
}

void stock_add_moments(struct stock *stock, size_t group, size_t first, size_t after, int64_t weight) {
    if (first >= after)
        return;
    int64_t *steps = stock->steps + group * (stock->moments + 1);
    steps[first] += weight;
    steps[after] -= weight;
}

void stock_merge(struct stock *into, const struct stock *from) {
    for (size_t i = 0; i < into->groups * (into->moments + 1); i++)
        into->steps[i] += from->steps[i];
}

void stock_finish(struct stock *stock) {
    for (size_t group = 0; group < stock->groups; group++) {
        int64_t *steps = stock->steps + group * (stock->moments + 1);
        for (size_t moment = 1; moment <= stock->moments; moment++)
            steps[moment] += steps[moment - 1];
    }
}

void stock_release(struct stock *stock) {
    heap_free(stock->steps);
}
