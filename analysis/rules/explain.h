/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_EXPLAIN_H
#define REDRESS_RULES_EXPLAIN_H

/* Why a case got its categories: every rule of which something was found, where it was found, and what kept
 * it from winning. Computed anew from the texts; nothing of it is stored with the case. The values are those
 * of verdict.h; all matches are shown by PCRE2. */

#include "analysis/rules/rulebook.h"

enum rule_standing {
    STANDING_WON,
    STANDING_LATER,   /* it matches, but an earlier rule does too */
    STANDING_LOST,    /* it does not match */
    STANDING_LIGHTER, /* it has a weight, but another value has as many points or more */
    STANDING_WITH     /* its points are added to those of the winner, whose value it has, too */
};

/* What a rule that lost lacks; each may be true. */
struct lacks {
    bool negated;   /* words of it are found, but a negation stands before them */
    bool excluded;  /* one of `none` is found */
    bool condition; /* a condition of `when` does not hold */
    bool missing;   /* none of `any`, or not each of `all` is found */
};

enum pattern_use { USE_ANY, USE_ALL, USE_NONE };

struct explained_hit {
    enum pattern_use use;
    uint32_t pattern;
    enum role role;
    size_t start, end; /* in the text of the role as it is */
    bool negated;
};

struct explained_rule {
    const struct rule *rule;
    enum rule_standing standing;
    struct lacks lacks;
    const struct explained_hit *hits;
    size_t hit_count;
    size_t points;                     /* of a rule with a weight that matches */
    const struct condition *condition; /* the first that does not hold */
    uint32_t missing; /* the first pattern of `all` that is not found, EXPLAIN_ANY for `any` */
};
#define EXPLAIN_ANY UINT32_MAX

struct explained_axis {
    const struct axis *axis;
    uint32_t value;                     /* index into its values */
    const struct explained_rule *rules; /* in their order */
    size_t rule_count;
};

struct explanation {
    const struct explained_axis *axes;
    size_t axis_count;
    const uint32_t *limited; /* patterns that met a limit and so did not count */
    size_t limited_count;
};

/* Places of one pattern in one text: the first EXPLAIN_PLACES. All is owned by the arena. */
enum { EXPLAIN_PLACES = 3 };
bool explain_case(const struct rulebook *book, const struct str values[ROLE_COUNT], struct arena *arena,
                  struct explanation *explanation, struct err *err);

#endif
