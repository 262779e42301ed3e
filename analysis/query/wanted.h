/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_WANTED_H
#define REDRESS_QUERY_WANTED_H

/* What targets are measured on: all selected complaints, or those that their conditions mean. */

#include "analysis/query/cube.h"

/* The measure of a target in a period, over the complaints that it is for; not available when the exports
 * lack a column of its conditions (target->lacks). */
bool wanted_measure(const struct dataset *dataset, const struct target *target, const struct period *period,
                    struct arena *arena, struct figure *figure, struct err *err);
/* The target of a measure that holds for a group: of those whose conditions the values of the group fulfil
 * the first with the most conditions; NULL when there is none. `values` has one value a name of `grouping`;
 * NULL = all complaints. */
const struct target *wanted_for(const struct dataset *dataset, const struct measure_ref *ref,
                                const struct grouping *grouping, const struct str *values);
/* The values of a condition as people know them, those only that the column has where it has any: "provincial
 * or national". `column` may be NULL. */
struct str wanted_values(const struct dataset *dataset, const struct policy_when *when,
                         const struct column *column, enum lang lang, struct str either, struct arena *arena);

#endif
