/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_GAPS_H
#define REDRESS_QUERY_GAPS_H

/* Which values have complaints but no exposure, so that these are in no rate of the whole (exposure.h). */

#include "analysis/query/cube.h"

enum { GAP_NAMES = 5 };

struct gap {
    struct str column;           /* "unit" */
    struct str names[GAP_NAMES]; /* the first of the values; "" is missing */
    size_t count;                /* of all such values */
    int64_t complaints;          /* received in the dataset's period */
};

/* The gap of one base (its number) by the first column that has one; false when there is none. `exposure` is
 * that of a cube that is not grouped by the column. */
bool gaps_find(const struct dataset *dataset, const struct exposure_cells *exposure, size_t base,
               struct gap *gap);

#endif
