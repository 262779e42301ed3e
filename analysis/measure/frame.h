/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_FRAME_H
#define REDRESS_MEASURE_FRAME_H

/* What a pass of measures looks at: the table, the lives of its cases, the periods and T, with lookup tables
 * from a day to the period that holds it. "Known" always means: happened before T. */

#include "analysis/clock/deadline.h"
#include "analysis/clock/lifecycle.h"
#include "analysis/clock/period.h"
#include "analysis/clock/reach.h"

/* Denominators of rates, made by exposure.h: values[(base × groups + group) × periods + period], NAN = none;
 * `old` marks those that are the last known of an earlier month. */
struct exposure_cells {
    const struct str *bases;
    size_t base_count;
    const double *values;
    const bool *old;
    /* Columns that a base is split by though the groups are not, [base × part_count + i]: complaints of
     * values without a line belong to no denominator and are left out. */
    const struct exposure_part *parts;
    size_t part_count;
    const bool *narrowed; /* of each base: it is split by a column of --where, which does not narrow it */
};
struct exposure_part {
    const struct column *column; /* NULL: the base is not split by it */
    const int64_t *since;        /* by code: the start of the first line; INT64_MAX = none */
};

/* Supplied figures, made by supplied.h: [(key × groups + group) × periods + period], NAN = none. */
struct supplied_cells {
    const struct str *keys;
    size_t key_count;
    const double *numerators, *denominators;
};

/* Days from `start` up to `end`. */
struct day_range {
    uint16_t start, end;
};

struct frame {
    const struct table *table;
    const struct lifecycle *life;
    const struct period *periods; /* ascending, disjoint, not necessarily adjacent */
    size_t period_count;
    int64_t as_of; /* T, civil seconds: nothing at or after it is known */
    size_t group_count;
    int64_t data_start;    /* midnight of the first receipt of all data, selected or not */
    bool has_close;        /* the exports have a close or an answer date */
    bool undated_too_many; /* closed rows without a date exceed 1 % of closed ones: no flow */
    bool weighted;
    const struct exposure_cells *exposure; /* NULL = none was given */
    const struct supplied_cells *supplied; /* NULL = none were given */
    const struct calendar *calendar;       /* for working days and hours; NULL = none */
    const struct reach *reach;             /* of the cases; NULL = not known */
    uint16_t days_after;                   /* so long after its reach a case can still be counted */
    struct day_range *ranges;              /* adjacent periods in one */
    size_t range_count;
    int64_t first_day, day_count; /* the days that the lookups below hold */
    int32_t *period_of_day;       /* [day − first_day] → index of the period, −1 = none */
    int32_t *starts_to_day;       /* number of periods that start on or before the day */
    int32_t *ends_to_day;         /* number of periods whose end (excluded) is on or before the day */
};

/* Fills in what follows from the members up to group_count, which the caller sets. */
void frame_prepare(struct frame *frame);
void frame_release(struct frame *frame);

/* Index of the period that holds an instant, −1 when none does or the instant is TIME_NONE or not before T.
 */
static inline int32_t frame_period(const struct frame *frame, uint32_t seconds) {
    int64_t day = (int64_t)(seconds / DATE_DAY) - frame->first_day;
    return day < 0 || day >= frame->day_count || (int64_t)seconds >= frame->as_of ? -1
                                                                                  : frame->period_of_day[day];
}

/* Which cases may be counted in any of the periods? Those that reach into one of them, or to an end of one: a
 * case that ends at the midnight at which a period begins is open at its start. What ends at or after T is
 * open at T. Sets touched[i] to 1 or 0 for the rows from + i, `from` a multiple of REACH_BLOCK; beyond the
 * last row they mean nothing. */
void frame_touched(const struct frame *frame, size_t from, uint8_t touched[REACH_BLOCK]);

/* e′ = min(end, T) of a period. */
static inline int64_t frame_end(const struct frame *frame, size_t period) {
    int64_t end = frame->periods[period].end;
    return end < frame->as_of ? end : frame->as_of;
}

/* TIME_NONE when it is not known at T. */
static inline uint32_t frame_known(const struct frame *frame, uint32_t seconds) {
    return (int64_t)seconds < frame->as_of ? seconds : TIME_NONE;
}

/* Has the case been reopened, as known at T? */
static inline bool frame_reopened(const struct frame *frame, size_t row) {
    return frame->life->reopened && (int64_t)frame->life->reopened[row] < frame->as_of;
}

/* The last close known at T, never before the receipt; TIME_NONE while open. */
static inline uint32_t frame_close(const struct frame *frame, size_t row) {
    const struct lifecycle *life = frame->life;
    return frame_known(frame, frame_reopened(frame, row) ? life->last_end[row] : life->first_end[row]);
}

static inline bool frame_bit(const uint64_t *bits, size_t row) {
    return bits && (bits[row / 64] >> (row % 64) & 1);
}

/* What one case took. */
struct span {
    int64_t seconds; /* between the instants; whole days when an end is date-only */
    int64_t days;    /* from date to date */
    bool date_only;
};

/* False when either end is missing or `to` lies before `from`. */
static inline bool span_between(uint32_t from, bool from_day, uint32_t to, bool to_day, struct span *span) {
    span->date_only = from_day || to_day;
    span->days = (int64_t)(to / DATE_DAY) - (int64_t)(from / DATE_DAY);
    return lifecycle_span(from, from_day, to, to_day, &span->seconds) && span->seconds >= 0;
}

/* When the customer was answered: `resolved`, or the last close where that is all that is known at T.
 * TIME_NONE when neither has happened. */
uint32_t frame_answer(const struct frame *frame, size_t row, bool *date_only);

/* When the clock of a deadline stopped, known at T: at its own time, at the last close as the export gives it
 * (it may lie before the receipt), or at the answer; TIME_NONE while it runs. */
uint32_t frame_clock_end(const struct frame *frame, const struct deadlines *deadlines, size_t row,
                         bool *date_only);
/* The calendar that working days of a clock are counted by: its policy's, else that of the frame. */
const struct calendar *frame_calendar(const struct frame *frame, const struct clock *clock);

/* c − r for the last close known at T, which goes to *close when not NULL. False when open, undated, or
 * closed before received. */
bool frame_span(const struct frame *frame, size_t row, struct span *span, uint32_t *close);

#endif
