/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "days.h"

/* Howard Hinnant, "chrono-compatible low-level date algorithms". */
int day_number(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil day_civil(int day) {
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int of_era = z - era * 146097;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;
    struct civil civil = {y + era * 400, m < 10 ? m + 3 : m - 9, of_year - (153 * m + 2) / 5 + 1};
    if (civil.month <= 2)
        civil.year++;
    return civil;
}

int days_in_month(int year, int month) {
    int next = month == 12 ? day_number(year + 1, 1, 1) : day_number(year, month + 1, 1);
    return next - day_number(year, month, 1);
}

int day_weekday(int day) {
    int w = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return w < 0 ? w + 7 : w;
}

static bool listed(const struct day_span *spans, int date) {
    for (; spans->from; spans++)
        if (spans->from <= date && date <= spans->to)
            return true;
    return false;
}

bool day_is_worked(const struct calendar *calendar, int day) {
    struct civil c = day_civil(day);
    int date = c.year * 10000 + c.month * 100 + c.day;
    if (listed(calendar->made, date))
        return true;
    return day_weekday(day) < 5 && !listed(calendar->off, date);
}

int day_add_worked(const struct calendar *calendar, int day, int n) {
    while (n > 0)
        if (day_is_worked(calendar, ++day))
            n--;
    return day;
}
