/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_PERIOD_H
#define REDRESS_CLOCK_PERIOD_H

/* Reporting periods: half-open stretches of whole civil days [start, end) with a name that parses back. */

#include "analysis/base/date.h"
#include "analysis/base/err.h"

enum period_kind {
    PERIOD_DAY,
    PERIOD_WEEK, /* ISO weeks, or seven days from another weekday when week_start says so */
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF,
    PERIOD_YEAR,
    PERIOD_RANGE
};

enum { PERIOD_NAME = 32 };

struct period {
    int64_t start, end; /* civil seconds at midnights, end excluded */
    enum period_kind kind;
    char name[PERIOD_NAME]; /* "2026-10", "2026-W43", "2026-Q3", "2026-H1", "2026", "2026-10-21", "A..B" */
};

/* "2026", "2026-H1", "2026-Q3", "2026-10", "2026-W43", "2026-10-21", "FROM..TO" (both days in), "last-" and
 * the word of a kind ("last-month": the one before the month of the day `today`). ERR_USAGE names the forms.
 */
bool period_parse(struct str text, int64_t today, struct period *period, struct err *err);
/* The same where weeks begin on another weekday (0 = Monday … 6 = Sunday): last-week is such a week. Weeks
 * with a number are always ISO weeks. */
bool period_parse_weeks(struct str text, int64_t today, int week_start, struct period *period,
                        struct err *err);
/* The period of a kind that holds a day. Not for PERIOD_RANGE. `week_start`: 0 = Monday … 6 = Sunday. */
struct period period_holding(enum period_kind kind, int64_t day, int week_start);
/* The period just before, of the same kind (a range: of the same number of days). */
struct period period_before(const struct period *period);
struct period period_after(const struct period *period);
/* The same period a year before: same name a year back; weeks: the same ISO week number (week 53 → 52); a
 * range: the same dates a year back (29 February → 28). */
struct period period_year_before(const struct period *period);
struct period period_range(int64_t first_day, int64_t last_day);
/* Days in the period. */
int64_t period_days(const struct period *period);
/* All periods of a kind that touch [start, end), ascending; *count is their number. Owned by the arena. */
struct period *period_split(enum period_kind kind, int64_t start, int64_t end, int week_start,
                            struct arena *arena, size_t *count);
/* "day", "week", "month", "quarter", "half", "year"; false for other words. */
bool period_kind_find(struct str name, enum period_kind *kind);

#endif
