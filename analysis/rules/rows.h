/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_ROWS_H
#define REDRESS_RULES_ROWS_H

/* A regex as rows of texts: /(card|atm).{0,9}(lost|stolen)/ is one row of two links, "card" or "atm" and,
 * after up to nine letters, "lost" or "stolen". Most regexes that people write for rules are a few such rows;
 * a row is found where its texts are, without another look at the text (lanes.h). */

#include "analysis/rules/pattern.h"
#include "analysis/rules/shape.h"

struct row_text {
    struct str text;
    bool bound_start, bound_end; /* no word character stands before it, behind it */
    uint32_t letters;
    uint32_t tag; /* free for who looks for it */
};

struct row_link {
    struct row_text *texts; /* one of them, */
    size_t count;
    struct letter_set gap; /* behind `least` to `most` letters of this set after the link before */
    uint32_t least, most;
};

struct row {
    struct row_link *links;
    size_t count;
};

/* The pattern is found wherever one of the rows is, behind none of the phrases of its guard. */
struct rows {
    struct row *list;
    size_t count; /* 0 = the regex is no such thing */
};

enum { ROWS_MOST_GAP = 200 };

/* Owned by the arena. */
struct rows rows_of(const struct pattern *pattern, struct arena *arena);

/* '.': every letter but a line feed. */
bool rows_is_dot(const struct letter_set *set);

#endif
