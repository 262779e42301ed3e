/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_BACKLOG_H
#define REDRESS_QUERY_BACKLOG_H

/* The single complaints that are open at the as-of date, for ageing bands and ledgers. */

#include "analysis/query/dataset.h"

struct open_case {
    uint32_t row;
    double age_days; /* as-of − received (or − reopened for a case open again), whole days when date-only */
    bool overdue;    /* past its deadline */
    double days_over; /* as-of − deadline in days when overdue, else 0 */
};

/* Overdue ones first, those longest past their deadline at the top; then by age, oldest first; then by row.
 * Owned by the arena. */
struct open_case *backlog_cases(const struct dataset *dataset, struct arena *arena, size_t *count);

#endif
