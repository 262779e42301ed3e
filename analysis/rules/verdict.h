/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_VERDICT_H
#define REDRESS_RULES_VERDICT_H

/* What the rules say of one case, given the texts and values of its roles. Needs no table: classify, the rule
 * tests and explanations all ask here. */

#include "analysis/rules/rulebook.h"

/* One per thread; the rulebook must outlive it. */
struct verdict_worker;
struct verdict_worker *verdict_worker_new(const struct rulebook *book);
void verdict_worker_free(struct verdict_worker *worker);

/* Rules are numbered through all axes in order: those of axis a begin at first_rule[a]. */
struct verdict {
    const uint64_t *rules;    /* bit n: rule n matches */
    const uint32_t *winner;   /* by axis: index in it of the rule that decides, VERDICT_NONE */
    const size_t *first_rule; /* by axis, and the number of all rules behind the last */
    bool limited;             /* a pattern met a limit in this case and so did not count */
};
#define VERDICT_NONE UINT32_MAX

/* `values` by role; empty where a case has nothing. Texts as they are, flags as "yes" and "no". The verdict
 * is valid until the next call. */
void verdict_of(struct verdict_worker *worker, const struct str values[ROLE_COUNT], struct verdict *verdict);

/* Whether all cases in which no pattern is found have the same verdict, whatever their values. */
bool verdict_is_constant(const struct verdict_worker *worker);

/* The value of an axis, an index into its values: that of the winner, or `other`. */
uint32_t verdict_value(const struct rulebook *book, const struct verdict *verdict, size_t axis);
/* All values, ascending, into `out` (room for value_count); returns how many, at least 1. */
size_t verdict_values(const struct rulebook *book, const struct verdict *verdict, size_t axis, uint32_t *out);

/* Whether a condition of `when` holds; `category` is an index into the values of axes[0]. */
bool verdict_condition(const struct condition *condition, const struct str values[ROLE_COUNT],
                       uint32_t category, struct buf *scratch);

/* By pattern: how often it met a limit and so did not count, since the worker was made. */
const uint32_t *verdict_limits(const struct verdict_worker *worker);
/* Bit per pattern: found in the last case in a role of that scope of the rulebook. */
const uint64_t *verdict_found(const struct verdict_worker *worker, size_t scope);

#endif
