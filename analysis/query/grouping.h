/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_GROUPING_H
#define REDRESS_QUERY_GROUPING_H

/* Groups of complaints by one or more columns (--by). Values of plain columns become group codes; one
 * several-valued column (category_all) may be among them, then a case is in several groups; one period word
 * (day, week, month, quarter, half, year) is no group but splits time: each bucket is its own period in the
 * measures. */

#include "analysis/base/err.h"
#include "analysis/clock/period.h"
#include "analysis/intake/table.h"

enum { GROUPING_MOST = 4, GROUPING_PLACES = GROUPING_MOST + 1 /* one more that --across spreads */ };

struct grouping {
    size_t count; /* names asked for */
    struct str names[GROUPING_PLACES];
    const struct column *columns[GROUPING_PLACES]; /* NULL for the period and weekday */
    int period_at;                                 /* place of the period word among the names, −1 = none */
    enum period_kind period_kind;
    int set_at; /* place of the several-valued column, −1 = none */
    const struct column *set;
    /* plain groups: of each row, and the codes of group g at place p in codes[g × count + p] */
    uint32_t *groups;   /* NULL when no plain column is asked for */
    size_t group_count; /* at least 1 */
    uint32_t *codes;
};

/* ERR_USAGE for an unknown name (naming the nearest), a time, number or text column, more than
 * GROUPING_PLACES names, two period words or two several-valued columns. Freed with grouping_free. */
bool grouping_make(const struct table *table, const struct str *names, size_t count,
                   struct grouping *grouping, struct err *err);
void grouping_free(struct grouping *grouping);

/* Cells of the measures: group × members of the set (1 without one). */
size_t grouping_cells(const struct grouping *grouping);
/* The value at place p of a cell; empty = missing. Not for the period's place. */
struct str grouping_value(const struct grouping *grouping, size_t cell, size_t place);
/* Is this name a word for a period? */
bool grouping_is_period(struct str name, enum period_kind *kind);

#endif
