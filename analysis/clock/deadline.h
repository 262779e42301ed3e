/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_DEADLINE_H
#define REDRESS_CLOCK_DEADLINE_H

/* The deadline of each case: the one place that all measures and ledgers ask. Today it is the export's own
 * due date (the clock `export`); policies come in here. */

#include "analysis/intake/table.h"

#define DEADLINE_NONE INT64_MAX

struct deadlines {
    const struct column *due; /* NULL when the exports have none */
};

struct deadlines deadlines_of(const struct table *table);
/* Is there a deadline for any case? */
bool deadlines_known(const struct table *table);

/* The last permitted second, civil: an instant is late when it is greater. A due date without a clock permits
 * its whole day. DEADLINE_NONE when the case has none. */
int64_t deadline_at(const struct deadlines *deadlines, size_t row);
/* Does the deadline name a day alone? */
bool deadline_is_day(const struct deadlines *deadlines, size_t row);
/* Was an answer at `seconds` late? An answer known only by its day is late from the day after the deadline's.
 */
bool deadline_missed(const struct deadlines *deadlines, size_t row, int64_t seconds, bool date_only);

#endif
