/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_FUNNEL_H
#define REDRESS_SIGNAL_FUNNEL_H

/* Units of unlike size beside each other without a league table: where each lies among the limits that chance
 * sets for its size (Spiegelhalter 2005a, "Funnel plots for comparing institutional performance").
 *
 * Limits are exact, binomial for shares and Poisson for rates, at 95 % and 99.8 %, interpolated between whole
 * counts so that a count lies beyond a limit exactly when its tail probability is below 2.5 % or 0.1 %. Where
 * units differ among each other by more than chance, an additive
 * variance τ² is estimated (Spiegelhalter 2005b, "Handling over-dispersion of performance indicators", method
 * of moments on z-scores winsorised at 10 %) on the scale on which the spread does not depend on the level
 * (arcsine of the root of shares, root of rates), and limits become those of the two variances together where
 * they are wider. */

#include "analysis/base/arena.h"

#include <stdbool.h>

enum funnel_kind { FUNNEL_SHARE, FUNNEL_RATE };

struct funnel_unit {
    double count; /* >= 0; shares: at most `size` */
    double size;  /* shares: cases; rates: exposure, in the scale the rate is per. Not above 0: no value */
};

struct funnel_limits {
    double low95, high95, low998, high998;
};

/* Where a unit lies: 0 inside 95 %, ±1 beyond 95 %, ±2 beyond 99.8 %; the sign is that of the difference. */
struct funnel_place {
    double value; /* NAN = none */
    struct funnel_limits limits;
    int beyond;
};

struct funnel {
    enum funnel_kind kind;
    double centre;               /* all counts ÷ all sizes; NAN without any */
    double tau;                  /* >= 0, on the transformed scale */
    struct funnel_place *places; /* one a unit */
};

/* Owned by the arena. */
struct funnel funnel_make(enum funnel_kind kind, const struct funnel_unit *units, size_t count,
                          struct arena *arena);
/* The limits for any size, to draw the funnel. */
struct funnel_limits funnel_limits_at(const struct funnel *funnel, double size);

#endif
