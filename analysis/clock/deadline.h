/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_DEADLINE_H
#define REDRESS_CLOCK_DEADLINE_H

/* The deadline of each case: the one place that all measures and ledgers ask. Clocks come from policies
 * (clocks.h); the export's own due date is the clock `export`, and the main one without a policy. The
 * export's own clock stops when the case is closed: that is what such columns (应办结时间) name, and what the
 * exports' own on-time flags agree with. */

#include "analysis/clock/clocks.h"

#define DEADLINE_NONE INT64_MAX

struct deadlines {
    const struct clock *clock; /* NULL: the export's own due date */
    const struct column *due;  /* NULL when there are none */
    const struct column *from; /* the clock begins; NULL: at the receipt */
    const struct column *to;   /* the clock stops; NULL: at the close or at the answer, as the next says */
    bool ends_at_close;        /* when the case is closed; else when the customer is answered */
    bool outlives_close;       /* what it waits for comes after the close: the call to the customer */
    const struct column *warn; /* NULL: at 90 % of the time from `received` */
    const struct column *received;
};

/* Of the main clock. */
struct deadlines deadlines_of(const struct table *table);
/* Of a clock by name, of the main one for an empty name; `due` is NULL when there are none. */
struct deadlines deadlines_of_clock(const struct table *table, struct str clock);
/* Is there a clock of that name, be it available or not? `export` and the empty name always are. */
bool deadlines_named(const struct table *table, struct str clock);
/* Is there a deadline for any case? */
bool deadlines_known(const struct table *table);

/* The last permitted second, civil: an instant is late when it is greater. A due date without a clock permits
 * its whole day. DEADLINE_NONE when the case has none. */
int64_t deadline_at(const struct deadlines *deadlines, size_t row);
/* Does the deadline name a day alone? */
bool deadline_is_day(const struct deadlines *deadlines, size_t row);
/* The last second before the case is due soon; DEADLINE_NONE when it never is. */
int64_t deadline_warning(const struct deadlines *deadlines, size_t row);
/* Was an answer at `seconds` late? An answer known only by its day is late from the day after the deadline's.
 */
bool deadline_missed(const struct deadlines *deadlines, size_t row, int64_t seconds, bool date_only);
/* False for an answer known only by its day where a policy counts in hours: nobody can tell. */
bool deadline_tells(const struct deadlines *deadlines, size_t row, bool date_only);

#endif
