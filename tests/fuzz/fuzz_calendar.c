/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a calendar: an error with a message, or a calendar whose arithmetic agrees with itself. */
#include "analysis/clock/calendar.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds) {
    if (!holds)
        abort();
}

static void check_day(const struct calendar *calendar, int64_t day, int64_t n) {
    int64_t end = calendar_add(calendar, day, n);
    if (end != CALENDAR_UNKNOWN) {
        demand(calendar_workdays(calendar, day, end) == n);
        demand(n == 0 || calendar_is_workday(calendar, end));
        if (calendar_is_workday(calendar, day))
            demand(calendar_add(calendar, end, -n) == day);
    }
    int64_t from = day * DATE_DAY + n * 977, to = from + n * 7919;
    int64_t open = calendar_open_seconds(calendar, from, to);
    if (open != CALENDAR_UNKNOWN)
        demand(open >= 0 && open <= to - from && open == -calendar_open_seconds(calendar, to, from));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct calendar *calendar = NULL;
    struct err err = {0};
    if (!calendar_parse((struct str){(const char *)data, size}, "fuzz", &calendar, &err)) {
        demand(err.kind == ERR_USAGE && err.message[0]);
        return 0;
    }
    int64_t first = calendar_first(calendar), last = calendar_last(calendar);
    for (int64_t day = first - 2; day <= last + 2; day += 1 + (last - first) / 500)
        for (int64_t n = 0; n < 40; n += 13)
            check_day(calendar, day, n);
    calendar_free(calendar);
    return 0;
}
