/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_HABIT_H
#define REDRESS_INTAKE_HABIT_H

/* How the dates and numbers of a column are written, where one cell alone does not tell: is 03/02/2026 a day
 * in February or in March, is 1.234 more than a thousand. The profile may say so; else all cells of the
 * column decide (unless ten times as many in the file say otherwise: then those few are slips), then those of
 * the file's other columns, then those of the other files of the profile. Where nothing tells, it is assumed:
 * the month stands first where times have AM or PM, else the day; the decimal mark is a comma in files whose
 * fields are separated by semicolons, else a point.
 *
 * While a file is read a habit is taken from its first rows; the whole column is counted at the same time,
 * and where it decides otherwise the file is read again (load.c). */

#include "analysis/intake/dates.h"
#include "analysis/intake/profile.h"

enum { HABIT_SAMPLE = 256 * 1024 /* bytes of the first rows */ };

/* Who decided. */
enum habit_ground { HABIT_ASSUMED, HABIT_PROFILE, HABIT_COLUMN, HABIT_FILE, HABIT_OTHER_FILES };

struct habit {
    enum date_order order; /* of times */
    char decimal;          /* of numbers */
    enum habit_ground ground;
};

/* What the cells of a column tell. `comma`, `point`: numbers that can only be read with that decimal mark;
 * `either`: numbers that are another number with the other one. */
struct habit_tally {
    struct date_tally dates;
    uint64_t comma, point, either;
};
void habit_add_tally(struct habit_tally *sum, const struct habit_tally *part);

/* A trimmed cell of a number column. */
bool habit_number(const struct habit *habit, struct str cell, struct habit_tally *tally, int64_t *value);

/* `all`: the column, the file, all files of the profile. */
enum { HABIT_LEVELS = 3 };
struct habit habit_of_dates(const struct profile *profile, const struct habit_tally *all[HABIT_LEVELS]);
struct habit habit_of_numbers(const struct profile *profile, const struct habit_tally *all[HABIT_LEVELS],
                              char delimiter);

#endif
