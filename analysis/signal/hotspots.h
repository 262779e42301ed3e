/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_HOTSPOTS_H
#define REDRESS_SIGNAL_HOTSPOTS_H

/* Hotspots: where more complaints came in than were to be expected, and by more than chance explains.
 *
 * The caller counts; this module only judges. It asks for cells, e.g. category "queue" or category "queue" ×
 * unit "South Lake", each with its count in the period P and in the periods of the same length before it.
 *
 *   expected   from up to 12 earlier periods (baseline.h, prior.h); the one just before P is left out, so
 * that a rise that has begun does not hide itself. Where the same period of the year before stood out from
 * its own surroundings, the part of that which is beyond chance is taken as season (season.h): of the whole
 * set, of single values, of their cells. What all other cells of the set rose by is expected too: it is news
 * of the whole, told there and not once for every cell p          upper tail of a negative binomial with the
 * variance of the forecast (tail.h) q          Benjamini-Hochberg over all cells of all sets, in the form for
 * counts (Heyse 2011): a cell weighs with the chance it has to reach that p at all, which for cells too small
 * to become a hotspot is 0. It equals multiple_bh where counts are large hotspot    q <= 0.10, observed >= 5
 * and observed - expected >= 3 once       a hotspot whose excess is gone when a stronger one is taken out of
 * it, or which rose no more than the larger one it lies in, is kept aside as explained by that one
 *
 * Counts should be of distinct complaints (one customer's repeats once), or one person makes a hotspot. */

#include "analysis/base/arena.h"
#include "analysis/measure/figure.h"

#include <stdbool.h>
#include <stdint.h>

/* Counts and exposures run over past_count earlier periods, oldest first and without a gap, the last one
 * being the period just before P. More than 13 are used for season only. */
struct hotspot_cell {
    uint32_t values[2];     /* codes of the set's dimensions; the second is ignored in sets of one */
    double observed;        /* count in P */
    const double *past;     /* past_count; NAN = not known */
    const double *exposure; /* past_count + 1, the last for P: customers, days …; NULL = the request's */
};

struct hotspot_set {
    int dimensions[2]; /* the caller's numbers for them; the second is −1 in sets of one */
    const struct hotspot_cell *cells;
    size_t count;
};

/* The part that two cells share, for pairs whose overlap is in no set (category × channel when only single
 * channels are asked for): counts[past_count + 1], the last for P. False when not known. */
typedef bool hotspot_overlap(void *context, const struct hotspot_set *set_a, const struct hotspot_cell *a,
                             const struct hotspot_set *set_b, const struct hotspot_cell *b, double *counts);

struct hotspot_request {
    const struct hotspot_set *sets;
    size_t set_count, past_count;
    const double *exposure;                 /* past_count + 1, e.g. days; NULL = all alike */
    unsigned season;                        /* periods in a year: 12, 52, 4; 0 = none */
    double max_q, min_observed, min_excess; /* 0 = 0.10, 5, 3 */
    hotspot_overlap *overlap;               /* may be NULL */
    void *context;
};

struct hotspot_finding {
    size_t set, cell;       /* indices into the request */
    struct figure observed; /* count */
    struct figure expected; /* count; low and high: where 95 % of ordinary periods would lie */
    struct figure excess;   /* observed − expected */
    struct figure ratio;    /* observed ÷ expected with 95 % interval */
    double p, q;            /* of this cell, over all cells */
    double season;          /* factor inside `expected` for season and for what all others rose by, >= 1 */
    size_t explained_by;    /* index into `found`; SIZE_MAX for a hotspot in its own right */
};

struct hotspot_result {
    bool enough;    /* false: fewer than 6 earlier periods (the one left out not counted), nothing tested */
    size_t periods; /* earlier periods the expectation rests on */
    size_t tested;  /* cells */
    struct hotspot_finding *found; /* by excess, largest first */
    size_t found_count;
    struct hotspot_finding *explained; /* significant, but told by one of `found` already */
    size_t explained_count;
};

/* Results are owned by the arena. The order of sets and cells changes nothing but ties. */
struct hotspot_result hotspots_find(const struct hotspot_request *request, struct arena *arena);

#endif
