/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_DISORDER_H
#define REDRESS_CLOCK_DISORDER_H

/* Dates of a case that stand in an order that cannot be: answered, closed, forwarded … before it was
 * received, and stages that end before they begin. Found from the dates as the export gives them, whatever
 * its status says and whether a measure uses them; none of them is ever a duration. */

#include "analysis/intake/table.h"

struct disorder {
    enum role role;      /* before the receipt; ROLE_NONE = of a stage */
    struct str stage;    /* its name */
    size_t both, before; /* rows with both dates; of these, the ones in the wrong order */
    size_t first;        /* the first of them, when there is any */
};

/* At most one for each role of a time and one for each stage; only those the table has both columns of.
 * `scope` is a bit per row, NULL = all. The list is the arena's. */
struct disorder *disorder_find(const struct table *table, const uint64_t *scope, struct arena *arena,
                               size_t *count);

#endif
