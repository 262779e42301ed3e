/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_CALENDAR_DATA_H
#define REDRESS_CLOCK_CALENDAR_DATA_H

/* How a calendar is kept. Private to calendar.c (arithmetic) and calendar_read.c (the file). */

#include "analysis/clock/calendar.h"

enum day_kind { DAY_FREE, DAY_WORK, DAY_HOLIDAY, DAY_MAKE_UP };

/* Opening hours of a day: seconds from its midnight, ascending, apart. */
enum { SPANS_MOST = 6 };
struct opening {
    size_t count;
    struct {
        int32_t from, to;
    } spans[SPANS_MOST];
};

/* From a day on: of working days, and of single weekdays that have their own. */
struct schedule {
    int64_t from;
    struct opening open, weekdays[7];
    bool has_own[7];
};

struct calendar {
    struct arena *arena;
    struct str name, source;
    int64_t first, end; /* days covered: [first, end) */
    uint8_t *kinds;     /* [day − first], enum day_kind */
    uint32_t *before; /* [day − first]: working days before the day, from `first` on; one more at the end */
    int32_t *nth;     /* [n]: the n-th working day, from 0, as day − first */
    struct schedule *schedules; /* ascending; none = no hours */
    size_t schedule_count;
    const struct opening **openings; /* [day − first], NULL = closed; NULL without hours */
    int64_t *open_before;            /* [day − first]: open seconds before the day; one more at the end */
};

/* Makes the tables from first, end, kinds and schedules. */
void calendar_prepare(struct calendar *calendar);

#endif
