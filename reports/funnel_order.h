/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_FUNNEL_ORDER_H
#define REDRESS_REPORTS_FUNNEL_ORDER_H

/* The units of a funnel from the smallest to the largest, for whoever draws its lines of limits. */

#include "reports/model.h"

/* What a unit's value rests on: its denominator, else its n. */
double funnel_cases(const struct figure *figure);
/* The categories whose value and cases are known, by number of cases; equal ones stay in their order. */
const size_t *funnel_order(struct arena *arena, const struct chart *chart, size_t *count);
/* The chart with its categories in that order and nothing unknown. */
struct chart funnel_ordered(struct arena *arena, const struct chart *chart);

#endif
