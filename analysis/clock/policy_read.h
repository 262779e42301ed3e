/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_POLICY_READ_H
#define REDRESS_CLOCK_POLICY_READ_H

/* The parts of a policy file that more than one of its readers needs. Private to policy_read.c (versions and
 * the file) and policy_read_clock.c (one clock). */

#include "analysis/base/yaml.h"
#include "analysis/clock/policy.h"

struct policy_reading {
    struct arena *arena;
    struct err *err;
    bool roll; /* of the version being read */
};

/* A text for both languages, or {zh: …, en: …}. */
bool policy_read_names(struct policy_reading *r, const struct yaml *node, const char *what,
                       struct str names[LANG_COUNT]);
/* {column: [values], …}; nothing when `node` is NULL. */
bool policy_read_when(struct policy_reading *r, const struct yaml *node, const struct policy_when **when,
                      size_t *count);
bool policy_read_clock(struct policy_reading *r, const struct yaml *key, const struct yaml *node,
                       struct policy_clock *clock);
/* A limit with its unit, or several joined by " or "; `both` NULL takes one alone. */
bool policy_read_limit(struct policy_reading *r, const struct yaml *node, struct limit *limit,
                       struct limit *both);

#endif
