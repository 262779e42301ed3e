/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_PATTERN_H
#define REDRESS_RULES_PATTERN_H

/* One thing a rule looks for: a keyword or a /regex/, turned into what is searched in folded text. PCRE2
 * decides what `regex` matches (CASELESS | UTF); everything else here serves faster ways to the same answer.
 *
 * A keyword is literal after the fold; a run of blanks in it stands for any white space; an end that is a
 * Latin letter, digit or _ must end a word there, unless a * opens that end (refund*). */

#include "analysis/base/err.h"
#include "analysis/rules/keyword.h"
#include "analysis/rules/study.h"

struct pattern {
    struct str written; /* as in the rulebook */
    struct str regex;   /* what PCRE2 compiles: the guard, if any, and `bare` */
    struct str bare;
    const struct guard *guard; /* NULL = none */
    struct keyword keyword;    /* its text is empty for a regex */
    struct study study;        /* of `bare` */
    /* Comparing texts decides, PCRE2 is not needed: a keyword, or a regex that is plain (study.h). */
    bool literal;
};

/* Makes a pattern of what is written; `guard` may be NULL and must outlive it. ERR_USAGE without a place when
 * it is empty or no regex that is allowed. */
bool pattern_make(struct str written, const struct guard *guard, struct arena *arena, struct pattern *pattern,
                  struct err *err);

#endif
