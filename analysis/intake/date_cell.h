/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DATE_CELL_H
#define REDRESS_INTAKE_DATE_CELL_H

/* What dates are made of, taken from a cell piece by piece. Private to this folder. */

#include "analysis/base/date.h"
#include "analysis/intake/dates.h"

enum { DATE_YEAR_FIRST = 1970, DATE_YEAR_LAST = 2105 };

struct moment {
    struct date_civil civil;
    int half; /* 0 none, 1 AM, 2 PM */
    bool timed, whole_month;
    bool zoned;
    int32_t zone; /* minutes ahead of UTC */
};

static inline bool cell_is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Each takes what it is about at *at and moves on, or answers false. */
bool cell_number(struct str text, size_t *at, size_t least, size_t most, int *value);
bool cell_half(struct str text, size_t *at, int *half);        /* AM, p.m. … */
bool cell_month_name(struct str text, size_t *at, int *month); /* in full or three letters */
bool cell_blanks(struct str text, size_t *at);                 /* tells whether there were some */
void cell_fraction(struct str text, size_t *at);               /* of a second, if there is one */
int cell_century(int year);                                    /* POSIX: 69 to 99 are of the last one */
/* What may follow a date up to the end of the cell: nothing, or a time of day. */
bool cell_rest(struct str text, size_t *at, struct moment *moment);

/* False when there is no such moment; *civil with its hours from 0 to 23. */
bool moment_civil(const struct moment *moment, struct date_civil *civil);
/* The same, in the report's zone if there is one. */
bool moment_finish(const struct moment *moment, const struct zone *zone, struct date_tally *tally,
                   uint32_t *seconds, bool *date_only);

/* By the formats and year first; `form` tells by which. Formats for both orders are passed over when `free`.
 */
bool dates_match(const struct date_formats *formats, struct str cell, bool free, struct moment *moment,
                 enum date_form *form);

#endif
