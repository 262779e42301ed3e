/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_COMPARED_H
#define REDRESS_CLOCK_COMPARED_H

/* Which days can fairly be put beside those of a period: the same days of the period before and of the year
 * before, how many of them were worked, and January and February together when Spring Festival lay in the
 * other month a year before (春节错月). Days only; the figures are the business of whoever asks. */

#include "analysis/clock/calendar.h"
#include "analysis/clock/period.h"

enum compared_kind {
    COMPARED_PREVIOUS, /* the period before */
    COMPARED_YEAR,     /* the same period a year before */
    COMPARED_FESTIVAL, /* January and February together, and those a year before */
    COMPARED_KINDS
};

struct day_pair {
    enum compared_kind kind;
    struct period now, base;     /* disjoint, the base first */
    int64_t days_now, days_base; /* working days where `worked`, else calendar days */
    bool worked;
    bool part;   /* the period is not over: both are its first days only */
    bool uneven; /* calendar or working days differ by over 3 %: what one day brings is to be compared */
};

/* Comparisons of a period whose days before `known_end` (a midnight) are known; all three kinds or fewer:
 * none while not one day is known; the festival's for a whole February only. `calendar` may be NULL.
 * Returns how many were filled in. */
size_t compared_days(const struct period *period, int64_t known_end, const struct calendar *calendar,
                     struct day_pair list[COMPARED_KINDS]);

/* Has the long holiday between 15 January and 5 March moved out of a month, or into it, against the year
 * before? Then neither month can be compared alone. False where the calendar does not know both years. */
bool compared_festival_moved(const struct calendar *calendar, int year);

#endif
