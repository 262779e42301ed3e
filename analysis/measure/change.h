/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_CHANGE_H
#define REDRESS_MEASURE_CHANGE_H

/* A figure against the same one of another period: 环比 the previous, 同比 the same a year before. Changes
 * are those of the printed values (printed.h), so that a reader who computes them from the page gets the
 * same. */

#include "analysis/measure/figure.h"

/* (now − base) ÷ base, UNIT_CHANGE; for shares the difference in points, UNIT_POINTS. Not available when
 * either is missing, or the base is 0: "new" when there is something now, else "nothing in either". */
struct figure change_of(const struct figure *now, const struct figure *base);
/* The same of what one day brought: counts of periods of unlike length. Not available where days are 0. */
struct figure change_per_day(const struct figure *now, int64_t days_now, const struct figure *base,
                             int64_t days_base);
/* Does the difference pass its test at 5 %, so that "rose" or "fell" may be said? Counts: two Poisson counts
 * over `days` of exposure; shares: two proportions. Other units have no test yet: false. */
bool change_reliable(const struct figure *now, int64_t days_now, const struct figure *base,
                     int64_t days_base);

#endif
