/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_PATTERN_H
#define REDRESS_RULES_PATTERN_H

/* One thing a rule looks for: a keyword or a /regex/, turned into what is searched in folded text. PCRE2
 * decides what `regex` matches (CASELESS | UTF); everything else here serves faster ways to the same answer.
 *
 * A keyword is literal after the fold; a run of blanks in it stands for any white space; an end that is a
 * Latin letter, digit or _ must end a word there, unless a * opens that end (refund*). */

#include "analysis/base/err.h"
#include "analysis/rules/study.h"

struct pattern {
    struct str written; /* as in the rulebook */
    struct str regex;   /* what PCRE2 compiles */
    /* The same without the guard against negation (see pattern_guard); equals `regex` when not guarded. */
    struct str bare;
    bool guarded;
    /* A keyword, folded, one space for every run of blanks; empty for a regex. */
    struct str text;
    bool bound_start, bound_end; /* must begin, end a word */
    /* Where one of study.needs is found, comparing decides (pattern_keyword_at); PCRE2 is not needed. */
    bool literal;
    struct study study; /* of `bare` */
};

/* The look-behind that refuses a keyword directly after one of `words` (没有, not a …): for pattern_make. */
struct str pattern_guard(const struct str *words, size_t count, struct arena *arena);

/* Makes a pattern of what is written; `guard` is empty for none. ERR_USAGE without a place when it is empty.
 */
bool pattern_make(struct str written, struct str guard, struct arena *arena, struct pattern *pattern,
                  struct err *err);

/* Whether the keyword (`literal`, `text` not empty) stands whole in `text` around its study.needs[0], which
 * was found at `at`: its other words divided by white space, its ends at word boundaries. */
bool pattern_keyword_at(const struct pattern *pattern, struct str text, size_t at);

/* White space and word characters as PCRE2 sees them without UCP. */
static inline bool pattern_is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool pattern_is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c >= 'A' && c <= 'Z');
}

#endif
