/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"

#include <stdio.h>

static bool leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_month_length(int year, int month) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : lengths[month - 1];
}

bool date_valid(int year, int month, int day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= date_month_length(year, month);
}

/* Years are counted from March, in eras of 400 years (146,097 days): the leap day is then the last of its
 * year and every month starts at (153 m + 2) / 5. See Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms". */
int64_t date_days(int year, int month, int day) {
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int64_t date_day_of(int64_t seconds) {
    return seconds >= 0 ? seconds / DATE_DAY : -((-seconds + DATE_DAY - 1) / DATE_DAY);
}

struct date_civil date_civil_of(int64_t seconds) {
    int64_t days = date_day_of(seconds), clock = seconds - days * DATE_DAY;
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    return (struct date_civil){.year = (int)(year_of_era + era * 400 + (month >= 10)),
                               .month = (int)(month < 10 ? month + 3 : month - 9),
                               .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
                               .hour = (int)(clock / 3600),
                               .minute = (int)(clock / 60 % 60),
                               .second = (int)(clock % 60)};
}

int64_t date_seconds(struct date_civil civil) {
    return date_days(civil.year, civil.month, civil.day) * DATE_DAY + civil.hour * 3600 + civil.minute * 60 +
           civil.second;
}

int date_weekday(int64_t day) {
    return (int)(((day + 3) % 7 + 7) % 7);
}

int64_t date_of_iso_week(int iso_year, int week) {
    int64_t fourth = date_days(iso_year, 1, 4); /* always in week 1 */
    return fourth - date_weekday(fourth) + 7 * (week - 1);
}

int date_iso_week(int64_t day, int *iso_year) {
    int64_t thursday = day - date_weekday(day) + 3;
    int year = date_civil_of(thursday * DATE_DAY).year;
    *iso_year = year;
    return (int)((thursday - date_days(year, 1, 1)) / 7) + 1;
}

static char *put2(char *out, int value) {
    out[0] = (char)('0' + value / 10);
    out[1] = (char)('0' + value % 10);
    return out + 2;
}

/* Years outside 0 to 9999 do not fit the form and are written as they are. */
static char *put_date(char *out, struct date_civil c) {
    if (c.year < 0 || c.year > 9999)
        return out + snprintf(out, DATE_TEXT, "%d-%02d-%02d", c.year, c.month, c.day);
    out = put2(put2(out, c.year / 100), c.year % 100);
    *out++ = '-';
    out = put2(out, c.month);
    *out++ = '-';
    return put2(out, c.day);
}

void date_format_day(int64_t day, char out[DATE_TEXT]) {
    *put_date(out, date_civil_of(day * DATE_DAY)) = '\0';
}

void date_format(int64_t seconds, bool date_only, char out[DATE_TEXT]) {
    struct date_civil c = date_civil_of(seconds);
    char *end = put_date(out, c);
    if (!date_only) {
        *end++ = ' ';
        end = put2(end, c.hour);
        *end++ = ':';
        end = put2(end, c.minute);
        *end++ = ':';
        end = put2(end, c.second);
    }
    *end = '\0';
}
