/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_BACKLOG_MIX_H
#define REDRESS_SIGNAL_BACKLOG_MIX_H

/* Is more open than the mix of categories explains? Some kinds of complaint take long; a backlog may grow
 * only because more of them came in. Of the cases received in the 12 months before T, those open at T against
 *
 *     Σ S_category(T − r)      S: Kaplan–Meier with delayed entry over all cases of the category open at any
 *                              time in those 12 months
 *
 * which is what would be open had each category been worked off at its usual speed. */

#include "analysis/clock/lifecycle.h"
#include "analysis/measure/figure.h"

struct backlog_request {
    const struct table *table;
    const struct lifecycle *life;
    const uint64_t *selected;      /* bit per row; NULL = all */
    const struct column *category; /* DIMENSION; NULL = one kind */
    int64_t start, as_of;          /* civil seconds: the 12 months are [start, as_of) */
};

struct backlog_cell {
    uint32_t code; /* of the category; 0 without */
    double open;   /* received in the 12 months and open at T */
    double expected;
    struct figure ratio; /* open ÷ expected, UNIT_SCORE, exact Poisson interval (Garwood) of open */
};

struct backlog_mix {
    struct backlog_cell all;
    struct backlog_cell *cells; /* one a category with cases in the 12 months, by code; owned by the arena */
    size_t cell_count;
    double cases; /* received in the 12 months */
};

struct backlog_mix backlog_mix(const struct backlog_request *request, struct arena *arena);

#endif
