/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_LIMIT_H
#define REDRESS_CLOCK_LIMIT_H

/* How long something may take: 15, 15d, 8w, 3wd, 24h, 30min. */

#include "analysis/base/err.h"

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

/* Whether `days` from day to day (or `seconds` between instants, when both have clock times) keep the limit.
 * Not for LIMIT_WORKDAYS. */
static inline bool limit_kept(struct limit limit, int64_t days, int64_t seconds) {
    return limit.unit == LIMIT_SECONDS ? seconds <= limit.count : days <= limit.count;
}

#endif
