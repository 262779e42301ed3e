/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_SUPPLIED_H
#define REDRESS_MEASURE_SUPPLIED_H

/* Figures that complaint rows cannot tell and somebody else supplies, such as the service level of a hotline
 * (calls answered within 15 s ÷ calls). A CSV file:
 *
 *     period,unit,key,numerator,denominator
 *     2026-10,,service_level,8120,10000
 *     2026-10,Quayside,service_level,410,500
 *     2026-10,,complaints_about_handling,1,
 *
 * A line without a unit is of the whole organisation; a line without a denominator is a mere count. The
 * figure of a period is that of the line of exactly this period; else the sums of shorter lines within it,
 * where they cover each of its days. The whole is the line without a unit, else the sum of the units. The
 * measures are supplied:KEY (numerator ÷ denominator), supplied_mean:KEY (the same, no share) and
 * supplied_total:KEY. */

#include "analysis/measure/measure.h"

struct supplied;

/* ERR_USAGE with file, line and column: a column missing or unknown, a bad period or number, a key missing,
 * the same line twice, a denominator of 0. `name` is for messages. */
bool supplied_parse(struct str csv, const char *name, struct supplied **supplied, struct err *err);
bool supplied_load(const char *path, struct supplied **supplied, struct err *err);
void supplied_free(struct supplied *supplied);

const struct str *supplied_keys(const struct supplied *supplied, size_t *count);
/* Which measure shows a key: "supplied" when all its numerators are within their denominators,
 * "supplied_mean" when not, "supplied_total" when a line has no denominator. */
const char *supplied_measure(const struct supplied *supplied, size_t key);

/* What the groups of a question are: `units`[group], NULL where nothing is grouped. Groups by anything but
 * the unit have no supplied figures: `none`. */
struct supplied_groups {
    const struct str *units;
    size_t group_count;
    bool none;
};

/* Owned by the arena. */
const struct supplied_cells *supplied_cells(const struct supplied *supplied,
                                            const struct supplied_groups *groups,
                                            const struct period *periods, size_t period_count,
                                            struct arena *arena);
/* ERR_USAGE when a measure asks for a key that the file does not have, naming those it has. */
bool supplied_check(const struct supplied *supplied, const struct measure_ref *refs, size_t count,
                    struct err *err);

#endif
