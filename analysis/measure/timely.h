/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_TIMELY_H
#define REDRESS_MEASURE_TIMELY_H

/* Was a deadline kept? One answer for the measures, the ledgers and the columns in SQL. */

#include "analysis/measure/frame.h"

enum timely { TIMELY_UNKNOWN, TIMELY_KEPT, TIMELY_LATE };

/* Of a case with a deadline. `end` is when its clock stopped (frame_clock_end), TIME_NONE while it runs: such
 * a case is late, for whoever asks does so once the deadline has passed. */
enum timely timely_judge(const struct frame *frame, const struct deadlines *deadlines, size_t row,
                         uint32_t end, bool end_day);

/* Adds the columns of the main clock as known at T (civil seconds), or brings them up to date:
 *   overdue   its clock runs and is past the deadline; missing without a deadline
 *   on_time   stopped by the deadline, or not and it is past; missing while it is not yet due and where
 *             nobody can tell
 * With a policy an export's own column on_time is then called "on_time (export)"; without one it keeps its
 * name and no other is made. */
void timely_derive(struct table *table, const struct lifecycle *life, int64_t as_of);

#endif
