/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_EXPOSURE_H
#define REDRESS_MEASURE_EXPOSURE_H

/* Denominators of complaint rates: how many customers, accounts, outlets … there were. A CSV file with the
 * columns period, base, value and any role columns (unit, product …):
 *
 *     period,base,unit,value
 *     2026-10,customers,Quayside,46000
 *
 * Lines of one base with the same values in the role columns follow each other through time; where one has no
 * line for a month, its last known value is used and the figure says so. A group of complaints is divided by
 * the lines that agree with it in every column they share: complaints of a unit by the customers of that
 * unit, complaints of a category by all customers. A line with an empty role column stands for all values of
 * it and is used when the grouping does not ask for that column; then the lines of single values are not
 * added. Where only single values have lines (the units, but not the whole), complaints of other values have
 * no denominator: they are left out of the rate of the whole, which says how many. Conditions that choose
 * complaints do not choose lines: with one on a column that a base is split by, its rates are not available
 * unless the groups are by that column too. */

#include "analysis/measure/measure.h"

struct exposure;

/* ERR_USAGE with file, line and column: a column missing or unknown, a bad period or number, a value below 0,
 * the same line twice. `name` is for messages. */
bool exposure_parse(struct str csv, const char *name, struct exposure **exposure, struct err *err);
bool exposure_load(const char *path, struct exposure **exposure, struct err *err);
void exposure_free(struct exposure *exposure);

const struct str *exposure_bases(const struct exposure *exposure, size_t *count);
/* The role columns of the file. */
const struct str *exposure_columns(const struct exposure *exposure, size_t *count);
/* Does any line name this value in this column? For the check of units. */
bool exposure_names(const struct exposure *exposure, struct str column, struct str value);

/* What the groups of a question are: values[group × column_count + place]. */
struct exposure_groups {
    const struct str *columns;
    size_t column_count;
    const struct str *values;
    size_t group_count;
    const struct table *table;  /* where complaints without exposure are told by; NULL = all have some */
    const struct str *narrowed; /* columns by which the complaints were chosen */
    size_t narrowed_count;
};

/* The exposure of each base, group and period: the mean over the months of the period. Owned by the arena. */
const struct exposure_cells *exposure_cells(const struct exposure *exposure,
                                            const struct exposure_groups *groups,
                                            const struct period *periods, size_t period_count,
                                            struct arena *arena);

/* "customers" or "customers/1000": base and scale, 10,000 by default. */
bool exposure_parameter(struct str parameter, struct str *base, int64_t *scale, struct err *err);
/* ERR_USAGE when a measure asks for a base that the file does not have, naming those it has. */
bool exposure_check(const struct exposure *exposure, const struct measure_ref *refs, size_t count,
                    struct err *err);

#endif
