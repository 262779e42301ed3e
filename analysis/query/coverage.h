/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_COVERAGE_H
#define REDRESS_QUERY_COVERAGE_H

/* What the rules of one axis do on real complaints: which match and win, which never do, how often each
 * pattern is found, and how much is left over. Counts are of rows of the exports (a row with a weight counts
 * once). Everything is looked for again, since the table keeps no pattern. */

#include "analysis/query/dataset.h"
#include "analysis/rules/explain.h"

struct rule_counts {
    uint64_t hits, wins;
    uint64_t shared; /* of the hits: another rule of the axis matches too */
    size_t partner;  /* the rule it shares most rows with, and how many; SIZE_MAX = none or not counted */
    uint64_t with_partner;
};

/* One pattern as it stands in one rule: rows in which it is found in the roles of the rule. */
struct pattern_count {
    size_t rule;
    enum pattern_use use;
    size_t item; /* of the rule's list */
    uint64_t hits;
};

/* By month of receipt; the last one, without a name, has the rows without a date. */
struct month_count {
    struct str name;
    uint64_t rows, other;
};

struct coverage {
    const struct axis *axis;
    uint64_t rows, other, textless;  /* textless: nothing in the roles that patterns are looked for in */
    const struct rule_counts *rules; /* as in the axis */
    const struct pattern_count *patterns;
    size_t pattern_count;
    const struct month_count *months; /* all that the data reach over, empty ones too */
    size_t month_count;
};

/* Partners are counted in axes of at most so many rules. */
enum { COVERAGE_PAIRS = 512 };

/* The dataset is loaded with categories; `axis` is a place in its rulebook. */
void coverage_count(const struct dataset *dataset, size_t axis, struct arena *arena,
                    struct coverage *coverage);

#endif
