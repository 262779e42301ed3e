/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_SPAN_H
#define REDRESS_QUERY_SPAN_H

/* Which period a report is about when the user did not say. */

#include "analysis/clock/lifecycle.h"
#include "analysis/clock/period.h"

/* From the day of the first receipt to the last day on which anything was received, answered or closed. */
struct period span_all_data(const struct lifecycle *life);
/* The latest month with a receipt, answer or close on or after its last working day (Monday to Friday while
 * there is no calendar) and at least half the median monthly count of the 12 months before it; the latest
 * month with data when none fits. `selected`: bit per row, NULL = all. */
/* Did anything happen on or after the last working day of the period, so that the data cover it to its end?
 * `data_end`: the midnight after the last event. */
bool span_is_complete(const struct period *period, int64_t data_end);
struct period span_last_complete_month(const struct lifecycle *life, const uint64_t *selected);

#endif
