/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_STOCK_H
#define REDRESS_MEASURE_STOCK_H

/* How many cases are in a state (open, overdue …) at the start or the end of each period, per group. A case
 * that is in it for years costs as much as one that is in it for a day: it adds a step up and a step down,
 * and the steps are summed at the end. */

#include "analysis/measure/frame.h"

struct stock {
    size_t groups, moments; /* moments = periods of the frame */
    const struct frame *frame;
    const int32_t *to_day; /* of the frame: number of moments up to a day */
    int64_t *steps;        /* [group × (moments + 1) + moment]; counts after stock_finish */
};

#define STOCK_FOREVER INT64_MAX

/* At each period's start, or at its end (both as if nothing after T had happened yet). */
void stock_init_starts(struct stock *stock, const struct frame *frame);
void stock_init_ends(struct stock *stock, const struct frame *frame);

/* Number of moments at or before an instant. */
static inline size_t stock_moments(const struct stock *stock, int64_t seconds) {
    int64_t day = seconds < 0 ? -1 : seconds / DATE_DAY - stock->frame->first_day;
    if (day < 0)
        return 0;
    return day < stock->frame->day_count ? (size_t)stock->to_day[day] : stock->moments;
}

/* In the state at every moment m with from < m <= to; nothing when there is none. */
static inline void stock_add(struct stock *stock, size_t group, int64_t from, int64_t to, int64_t weight) {
    size_t first = stock_moments(stock, from), after = stock_moments(stock, to);
    if (first >= after)
        return;
    int64_t *steps = stock->steps + group * (stock->moments + 1);
    steps[first] += weight;
    steps[after] -= weight;
}

/* In the state at moments first … after − 1. */
void stock_add_moments(struct stock *stock, size_t group, size_t first, size_t after, int64_t weight);
void stock_merge(struct stock *into, const struct stock *from);
void stock_finish(struct stock *stock);
void stock_release(struct stock *stock);

static inline int64_t stock_count(const struct stock *stock, size_t group, size_t moment) {
    return stock->steps[group * (stock->moments + 1) + moment];
}

#endif
