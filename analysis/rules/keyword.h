/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_KEYWORD_H
#define REDRESS_RULES_KEYWORD_H

/* Keywords and the guard against negation, as text that is compared directly. Each has a regex that says the
 * same to PCRE2; that regex is what they mean, the functions here are the fast way to it. */

#include "analysis/base/str.h"

/* Folded, one space for every run of blanks. An end that is bound must begin or end a word. */
struct keyword {
    struct str text;
    bool bound_start, bound_end;
};

/* Phrases that negate what directly follows (没有, not a): folded, one space for every blank. A phrase that
 * ends in a Latin letter is followed by one blank. `regex` is a look-behind, empty when there are no phrases;
 * `exact` says that comparing phrases is the same: none holds a letter with case outside ASCII. */
struct guard {
    struct str regex;
    const struct str *phrases;
    size_t count;
    bool exact;
};

/* Folds what is written: blanks at the ends cut, every run of them one space; a * at an end opens it. */
struct keyword keyword_make(struct str written, struct arena *arena);
/* Empty when the keyword is. */
struct str keyword_regex(const struct keyword *keyword, struct arena *arena);
struct guard guard_make(const struct str *words, size_t count, struct arena *arena);

/* Whether the keyword stands whole in `text`, given that its bytes from `from` to `to`, a whole word of it,
 * are at `at`: its other words divided by white space, its ends at word boundaries. `*start` is where it
 * begins. */
bool keyword_at(const struct keyword *keyword, struct str text, size_t from, size_t to, size_t at,
                size_t *start);
/* Whether a phrase of the guard ends directly before `at`. */
bool guard_at(const struct guard *guard, struct str text, size_t at);

/* No letter with case outside ASCII. */
bool keyword_caseless(struct str text);

/* Adds a code point to a regex so that it means nothing but itself. */
void keyword_add_literal(struct buf *regex, uint32_t code);

/* White space and word characters as PCRE2 sees them without UCP. */
static inline bool keyword_is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool keyword_is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c >= 'A' && c <= 'Z');
}

#endif
