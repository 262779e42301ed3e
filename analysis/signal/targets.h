/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_TARGETS_H
#define REDRESS_SIGNAL_TARGETS_H

/* Which targets there are; whether they are met says target.h. */

#include "analysis/clock/policy.h"
#include "analysis/measure/measure.h"

enum comparator { TARGET_AT_LEAST, TARGET_AT_MOST };

/* What a measure should come to, for whom, and who says so: the project, or a policy by name. */
struct target {
    struct measure_ref ref;
    enum comparator comparator;
    double value;                  /* in the measure's unit: shares as 0.95 */
    struct str source[LANG_COUNT]; /* for readers; may be empty */
    /* Whom it is for: complaints of which all of these are true, a bit per row; none = all complaints. */
    const struct policy_when *when;
    size_t when_count;
    const uint64_t *only; /* NULL: for all, or the exports lack a column */
    struct str lacks;     /* that column */
};

struct targets {
    const struct target *items;
    size_t count;
};

/* "on_time_rate >= 95%", "p50_days ≤ 5", "within_rate:15d ≥ 0.9", "on_time_rate: ≥ 95%". ERR_USAGE says what
 * is wrong. Texts belong to the arena. */
bool target_parse(struct str text, struct str source, struct arena *arena, struct target *target,
                  struct err *err);
/* The first target of that measure and parameter; NULL when there is none. */
const struct target *targets_find(const struct targets *targets, const struct measure_ref *ref);

#endif
