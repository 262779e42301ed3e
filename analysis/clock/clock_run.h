/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_CLOCK_RUN_H
#define REDRESS_CLOCK_CLOCK_RUN_H

/* One clock over the rows of a table. Private to clocks.c, which makes it ready, and clock_run.c. */

#include "analysis/clock/clocks.h"

/* Whom a condition fits, by code of its column. */
struct fitting {
    const struct column *column;
    const uint8_t *fits; /* by code of a dimension, or of a set */
};

struct fitting_list {
    const struct fitting *items;
    size_t count;
    bool nobody; /* a column is lacking */
};

/* A clock as one version of the policy has it. */
struct run_version {
    const struct policy_clock *clock; /* NULL: this version does not have it */
    struct fitting_list *cases;       /* of clock->cases */
    struct fitting_list extension;
};

struct times {
    const uint32_t *values; /* NULL: the exports have none */
    const uint64_t *date_only;
};

struct clock_run {
    struct clock *clock;
    struct run_version *versions; /* of clock->policy */
    size_t rows;
    struct times received, from, to, pause_from, pause_to;
    struct times by_role[ROLE_COUNT]; /* of extensions */
    const uint64_t *in_scope;
    uint32_t *due, *warn;           /* filled in; from heap_array */
    uint64_t *due_days, *warn_days; /* bit per row: a whole day */
};

/* Fills in due and warn, and the clock's counts. */
void clock_run(struct clock_run *run, unsigned jobs);

#endif
