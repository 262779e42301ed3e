/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_DATE_H
#define REDRESS_BASE_DATE_H

/* Civil dates and times of one zone, without a clock and without a locale. A day is counted from
 * 1970-01-01 (day 0, a Thursday), an instant in civil seconds from that midnight. Proleptic Gregorian. */

#include <stdbool.h>
#include <stdint.h>

enum { DATE_DAY = 86400, DATE_TEXT = 32 };

struct date_civil {
    int year, month, day, hour, minute, second;
};

bool date_valid(int year, int month, int day);
int64_t date_days(int year, int month, int day);
int date_month_length(int year, int month);
struct date_civil date_civil_of(int64_t seconds);
int64_t date_seconds(struct date_civil civil);
/* Day of an instant, rounded down also before 1970. */
int64_t date_day_of(int64_t seconds);
/* 0 = Monday … 6 = Sunday. */
int date_weekday(int64_t day);
/* ISO 8601 week: returns 1 to 53 and its year, which can differ from the calendar year. */
int date_iso_week(int64_t day, int *iso_year);
/* The Monday of that ISO week. */
int64_t date_of_iso_week(int iso_year, int week);

/* "2026-10-21" or "2026-10-21 14:05:09" into out[DATE_TEXT]. */
void date_format_day(int64_t day, char out[DATE_TEXT]);
void date_format(int64_t seconds, bool date_only, char out[DATE_TEXT]);

#endif
