/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_STUDY_H
#define REDRESS_RULES_STUDY_H

/* What can be proved about a regex without running it, so that faster ways than PCRE2 may take part of its
 * work. The regex is matched CASELESS | UTF on folded text (fold.h), where ASCII letters are small and the
 * two characters outside ASCII that are caseless equals of k and s do not occur. Anything the study does not
 * know makes it say less, never something wrong. */

#include "analysis/base/str.h"

enum { STUDY_MOST_TEXTS = 64, STUDY_SAFE_STEPS = 50000, STUDY_SIMPLE_STEPS = 64 };
#define STUDY_FAR UINT32_MAX /* no bound is known */

/* Every match contains one of these folded texts; it begins at most `before` characters behind the match.
 * Bound ends are ends of a word: no ASCII letter, digit or _ stands beyond them. */
struct need {
    const struct str *texts;
    size_t count; /* 0 = nothing known */
    uint32_t before;
    bool bound_start, bound_end;
};

/* What every match (of one alternative of the regex) contains: a text of `first` and, when `second` is not
 * empty, behind it one of `second`, which begins at most `reach` characters after the first does. */
struct probe {
    struct need first, second;
    uint32_t reach;
};

struct study {
    /* Each match is announced by one of the probes; none = nothing is known. */
    const struct probe *probes;
    size_t probe_count;
    /* There is one probe with nothing but `first`, and the regex matches wherever one of its texts is. */
    bool plain;
    /* PCRE2 tries at most STUDY_SAFE_STEPS ways from one starting place, so it meets no limit. */
    bool bounded;
    /* Only constructs that Hyperscan and PCRE2 are known to read alike; `simple` if also with few ways to
     * match, which Hyperscan compiles at once and finds fast. */
    bool portable, simple;
};

/* `regex` is already folded; the probes are owned by the arena. */
void study_regex(struct str regex, struct arena *arena, struct study *study);

/* No case in any script: ASCII counts as such, since folded text has only small letters. */
bool study_is_caseless(uint32_t code);

#endif
