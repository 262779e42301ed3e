/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_STUDY_H
#define REDRESS_RULES_STUDY_H

/* What can be proved about a regex without running it, so that faster ways than PCRE2 may take part of its
 * work. The regex is matched CASELESS | UTF on folded text (fold.h), where ASCII letters are small and the
 * two characters outside ASCII that are caseless equals of k and s do not occur. Anything the study does not
 * know makes it say less, never something wrong. */

#include "analysis/base/str.h"

enum { STUDY_MOST_NEEDS = 64, STUDY_SAFE_STEPS = 10000 };

struct study {
    /* Every match contains one of these folded texts; none = nothing is known. */
    const struct str *needs;
    size_t need_count;
    /* The regex is nothing but these texts side by side: it matches where one of them is found. */
    bool plain;
    /* PCRE2 tries at most STUDY_SAFE_STEPS ways from one starting place, so it meets no limit. */
    bool bounded;
    /* Only constructs that Hyperscan and PCRE2 are known to read alike. */
    bool portable;
};

/* `regex` is already folded; the needs are owned by the arena. */
void study_regex(struct str regex, struct arena *arena, struct study *study);

/* No case in any script: ASCII counts as such, since folded text has only small letters. */
bool study_is_caseless(uint32_t code);

#endif
