/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/compared.h"

#include <math.h>

static const double uneven_from = 0.03;

/* The first days of a period, as many as there are. */
static struct period first_days(const struct period *period, int64_t days) {
    int64_t first = date_day_of(period->start), whole = period_days(period);
    return days >= whole ? *period : period_range(first, first + days - 1);
}

static int64_t worked_in(const struct calendar *calendar, const struct period *period) {
    return calendar ? calendar_workdays_in(calendar, date_day_of(period->start), date_day_of(period->end))
                    : CALENDAR_UNKNOWN;
}

static bool differ(int64_t a, int64_t b) {
    return b > 0 && fabs((double)a / (double)b - 1) > uneven_from;
}

/* Days of both sides: working days where the calendar knows them and either side has some. */
static void count_days(struct day_pair *compared, const struct calendar *calendar) {
    int64_t now = worked_in(calendar, &compared->now), base = worked_in(calendar, &compared->base);
    int64_t days_now = period_days(&compared->now), days_base = period_days(&compared->base);
    compared->worked = now > 0 && base > 0;
    compared->uneven = differ(days_now, days_base) || (compared->worked && differ(now, base));
    compared->days_now = compared->worked ? now : days_now;
    compared->days_base = compared->worked ? base : days_base;
}

static struct day_pair make(enum compared_kind kind, struct period now, struct period base,
                            const struct calendar *calendar) {
    struct day_pair compared = {.kind = kind, .now = now, .base = base};
    count_days(&compared, calendar);
    return compared;
}

static struct period january_and_february(int year) {
    return period_range(date_days(year, 1, 1), date_days(year, 3, 1) - 1);
}

size_t compared_days(const struct period *period, int64_t known_end, const struct calendar *calendar,
                     struct day_pair list[COMPARED_KINDS]) {
    int64_t days = (known_end - period->start) / DATE_DAY;
    bool part = known_end < period->end;
    if (days <= 0)
        return 0;
    struct period before = period_before(period), year = period_year_before(period);
    struct period now = part ? first_days(period, days) : *period;
    size_t count = 0;
    list[count++] = make(COMPARED_PREVIOUS, now, part ? first_days(&before, days) : before, calendar);
    list[count++] = make(COMPARED_YEAR, now, part ? first_days(&year, days) : year, calendar);
    list[0].part = list[1].part = part;
    struct date_civil date = date_civil_of(period->start);
    if (!part && period->kind == PERIOD_MONTH && date.month == 2 && calendar &&
        compared_festival_moved(calendar, date.year))
        list[count++] = make(COMPARED_FESTIVAL, january_and_february(date.year),
                             january_and_february(date.year - 1), calendar);
    return count;
}

/* ---- Spring Festival */

enum { FESTIVAL_SHORTEST = 6 /* days off in a row: longer than any weekend with a holiday beside it */ };

/* Days of January in the longest stretch without work between 15 January and 5 March; −1 when there is no
 * such stretch or the calendar does not know. */
static int64_t festival_in_january(const struct calendar *calendar, int year) {
    int64_t first = date_days(year, 1, 15), last = date_days(year, 3, 5), february = date_days(year, 2, 1);
    int64_t longest = 0, length = 0, in_january = -1;
    if (!calendar_covers(calendar, first) || !calendar_covers(calendar, last))
        return -1;
    for (int64_t day = first; day <= last; day++) {
        length = calendar_is_workday(calendar, day) ? 0 : length + 1;
        if (length < FESTIVAL_SHORTEST || length <= longest)
            continue;
        int64_t start = day - length + 1;
        longest = length;
        in_january = start >= february ? 0 : (day < february ? day + 1 : february) - start;
    }
    return in_january;
}

bool compared_festival_moved(const struct calendar *calendar, int year) {
    int64_t now = festival_in_january(calendar, year), before = festival_in_january(calendar, year - 1);
    return now >= 0 && before >= 0 && now != before;
}
