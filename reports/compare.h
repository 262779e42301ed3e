/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPARE_H
#define REDRESS_REPORTS_COMPARE_H

/* A figure against the same one of another period. Changes are those of the printed values, so that a reader
 * who computes them from the page gets the same. */

#include "analysis/measure/figure.h"

/* (now − base) ÷ base, UNIT_CHANGE; for shares the difference in points, UNIT_POINTS. Not available, with a
 * note, when either is missing or the base is 0 ("note.new" when now is not). */
struct figure compare_change(const struct figure *now, const struct figure *base);
/* Does the difference pass its test at 5 %? Counts: two Poisson counts over `days` of exposure; shares: two
 * proportions. Other units have no test yet: false. */
bool compare_reliable(const struct figure *now, int64_t days_now, const struct figure *base,
                      int64_t days_base);

#endif
