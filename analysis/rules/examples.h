/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_EXAMPLES_H
#define REDRESS_RULES_EXAMPLES_H

/* Runs the examples that stand beside the rules: an example under `match` gets the value of its rule, as the
 * first match; one under `not` is not matched by its rule at all. Each is the `text` of a case without else,
 * or stands in the first role its rule looks at when that is no text. The other roles have the values that
 * the `when` of its rule asks for. */

#include "analysis/rules/rulebook.h"

struct example_failure {
    const struct axis *axis;
    const struct rule *rule;
    const struct example *example;
    bool expected;  /* it stands under `match` */
    struct str got; /* the value it gets in the axis */
};

/* The failures in the order of the file, owned by the arena; `*run` is the number of examples. */
size_t examples_run(const struct rulebook *book, struct arena *arena, struct example_failure **failures,
                    size_t *run);

/* False where a rule asks for values of other roles and nothing else: its examples are not run. */
bool example_says_something(const struct rule *rule);

#endif
