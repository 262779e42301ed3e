/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_LIMIT_H
#define REDRESS_CLOCK_LIMIT_H

/* How long something may take: 15, 15d, 8w, 3wd, 24h, 15m (or 30min), same day; and when that ends. */

#include "analysis/base/err.h"
#include "analysis/clock/calendar.h"

enum limit_unit {
    LIMIT_DAYS,     /* up to 24:00 of the n-th day after the day of receipt; weeks are seven of them */
    LIMIT_WORKDAYS, /* the same with working days */
    LIMIT_SECONDS   /* minutes and hours, from the instant */
};

struct limit {
    enum limit_unit unit;
    int64_t count; /* days, working days or seconds */
};

/* A bare number is days. ERR_USAGE for anything else, also for a count over 100,000. */
bool limit_parse(struct str text, struct limit *limit, struct err *err);
/* As handbooks write it: a unit has to stand there; "same day" is 0d, "end of the 3rd business day after
 * receipt" is 3wd. */
bool limit_parse_words(struct str text, struct limit *limit, struct err *err);

/* Whether `days` from day to day (or `seconds` between instants, when both have clock times) keep the limit.
 * For LIMIT_WORKDAYS `days` are working days. */
static inline bool limit_kept(struct limit limit, int64_t days, int64_t seconds) {
    return limit.unit == LIMIT_SECONDS ? seconds <= limit.count : days <= limit.count;
}

/* A share of the limit in per cent; days are cut to whole ones: 90 % of 10wd is 9wd, of 3wd 2wd. */
struct limit limit_share(struct limit limit, int percent);

/* An instant, or a whole day (its midnight). */
struct moment {
    int64_t seconds;
    bool date_only;
};

enum limit_end {
    LIMIT_ENDS,
    LIMIT_NEEDS_TIME,    /* minutes or hours from a day without a clock time */
    LIMIT_NEEDS_CALENDAR /* working days without a calendar, or beyond its years */
};

/* The last permitted moment of what began at `start`: days and working days end with a whole day. `calendar`
 * may be NULL. *end is set with LIMIT_ENDS alone. */
enum limit_end limit_end(struct limit limit, struct moment start, const struct calendar *calendar,
                         struct moment *end);

#endif
