/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil dates as day numbers (1970-01-01 is 0), times as civil seconds, and the
 * working days of a country. No time zone, no libc time. */
#ifndef GENERATOR_DAYS_H
#define GENERATOR_DAYS_H

#include <stdbool.h>
#include <stdint.h>

enum { DAY_SECONDS = 86400 };

struct civil {
    int year, month, day;
};

/* Both ends as year * 10000 + month * 100 + day, both included. */
struct day_span {
    int from, to;
};

struct calendar {
    const struct day_span *off;  /* public holidays, ended by {0, 0} */
    const struct day_span *made; /* weekend days that are worked, ended by {0, 0} */
};

int day_number(int year, int month, int day);
struct civil day_civil(int day);
int days_in_month(int year, int month);

/* 0 = Monday … 6 = Sunday. */
int day_weekday(int day);

bool day_is_worked(const struct calendar *calendar, int day);

/* The n-th working day after `day`, which itself is not counted. */
int day_add_worked(const struct calendar *calendar, int day, int n);

#endif
