/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_FORECAST_H
#define REDRESS_SIGNAL_FORECAST_H

/* How many are to be expected in the next period, by the model that hotspots are judged with (baseline.h): up
 * to 12 earlier periods, the newest left out so that a spike does not become the rule, one trend common to
 * all series, and what the same period of the year before had by season. */

#include "analysis/base/arena.h"

#include <stdbool.h>

struct forecast_request {
    const double *const *counts; /* [series][past], oldest first, the last the period just ended */
    size_t series_count, past;
    const double *exposure; /* past + 1, the last for the period to come: e.g. days */
    unsigned season;        /* periods in a year; 0 = none */
};

struct forecast {
    double mean;      /* NAN when a series has no usable past */
    double low, high; /* where 95 % of ordinary periods would lie */
};

/* One a series, owned by the arena; NULL when there are fewer than 7 periods. *periods: those it rests on. */
struct forecast *forecast_next(const struct forecast_request *request, struct arena *arena, size_t *periods);

#endif
