/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_RECOMPUTE_H
#define REDRESS_REPORTS_RECOMPUTE_H

/* The figures of a ledger computed from a dataset, as they were known at some day. */

#include "analysis/query/dataset.h"
#include "reports/ledger.h"

struct recompute {
    const struct dataset *dataset;
    const struct period *periods; /* ascending; entries of other periods are left out */
    size_t period_count;
    enum lang lang; /* of the values */
};

/* figures[i] of entry i; `covered` (may be NULL) says whether the dataset has the period, column and measure
 * at all; a value that nobody has any more counts 0. */
bool recompute_run(const struct recompute *recompute, const struct ledger *ledger, int64_t as_of,
                   struct arena *arena, double *figures, bool *covered, struct err *err);

#endif
