/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_LINT_H
#define REDRESS_RULES_LINT_H

/* What is wrong or needless in a rulebook, found without any export. First whatever keeps it from being
 * loaded, all of it; only where that is nothing, the rest. */

#include "analysis/rules/rulebook.h"

enum finding_kind {
    FINDING_MISTAKE,  /* it cannot be loaded; `mistake` says why */
    FINDING_EXAMPLE,  /* an example of `match` gets another value, `other` */
    FINDING_NOT,      /* an example of `not` is matched by its rule */
    FINDING_SLOW,     /* a regex met the limit of effort on a text of LINT_SHORT characters */
    FINDING_SLOWER,   /* on one of LINT_LONG characters */
    FINDING_NEVER,    /* the rule never wins: where it matches, an earlier one does (other_rule) */
    FINDING_EXCLUDED, /* the rule never matches: its none holds what it needs (pattern), as `other` */
    FINDING_TWICE,    /* a pattern stands twice in a list */
    FINDING_NEEDLESS, /* what it finds, another one of the list finds too (any, none) */
    FINDING_IMPLIED,  /* wherever another one of the list is found, it is found (all) */
    FINDING_LATE,     /* an earlier rule has it, or what it contains, and always wins (any) */
    FINDING_UNTESTED, /* an example of a rule that looks at no text */
    FINDING_COUNT
};
enum { LINT_SHORT = 1000, LINT_LONG = 20000 }; /* characters */
enum { LINT_LINES = 100 };

struct finding {
    enum finding_kind kind;
    struct place place;
    struct str rule;       /* id of the rule; empty for mistakes */
    struct str pattern;    /* as written; of the example its text */
    struct str other;      /* the other pattern, or the value an example gets */
    struct str other_rule; /* id of the earlier rule */
    struct place other_place;
    const struct err *mistake;
    struct str line; /* of the first LINT_LINES mistakes: the line of the file where it is */
};

bool finding_is_error(enum finding_kind kind);
/* "mistake", "example" …: the stable id. */
const char *finding_id(enum finding_kind kind);

struct lint {
    const struct finding *findings; /* by place */
    size_t count, errors;           /* all; those that are errors */
    size_t rules, patterns, examples;
    bool loaded;
    enum language language; /* of the rulebook, once loaded */
};

/* The lists belong to the arena, which outlives nothing of the rulebook: texts are copied. */
void lint_rulebook(const char *name_or_path, struct arena *arena, struct lint *lint);

#endif
