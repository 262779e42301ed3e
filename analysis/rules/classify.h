/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_CLASSIFY_H
#define REDRESS_RULES_CLASSIFY_H

/* The deriver that gives every row of the table its categories. Adds
 *   category, category_all    dimension and set of the category ids; codes are 1 + index of the value
 *   rule                      dimension: the id of the rule that won, missing for `other`
 *   severity                  dimension of low, medium, high: that of the rule that won; missing where it has
 * none <axis>, <axis>_all        the same as the first two for each further axis of the rulebook Where the
 * table has a column of that name already, " (rules)" is appended to the new one. Codes do not depend on the
 * number of threads. */

#include "analysis/base/work.h"
#include "analysis/intake/table.h"
#include "analysis/rules/rulebook.h"

enum { CLASSIFY_LISTED = 20 };

/* What the rules did; counts are of rows. Given back with classify_report_free. */
struct classify_report {
    uint64_t rows, textless; /* textless: nothing in any role that the rules look at; they are `other` */
    /* By rule, numbered through all axes in order (see verdict.h): rows it matched; rows it won. */
    uint64_t *hits, *wins;
    size_t rule_count;
    /* By pattern: how often it met a limit of PCRE2 and so did not count. `limited` is the number of rows in
     * which that happened, `listed` the first of them. */
    uint64_t *limits;
    size_t pattern_count;
    uint64_t limited;
    struct limited_row {
        size_t row;
        uint32_t pattern;
    } * listed;
    size_t listed_count;
};

/* `jobs` threads, 0 = all processors; `progress` and `report` may be NULL. */
bool classify(struct table *table, const struct rulebook *book, unsigned jobs, struct progress *progress,
              struct classify_report *report, struct err *err);
void classify_report_free(struct classify_report *report);

/* One row as the rules see it, for whoever asks verdict.h about it. Start with {0}. */
struct classify_row {
    struct str values[ROLE_COUNT];
    struct buf scratch[ROLE_COUNT];
};
/* Fills the values of the roles that the rules read, valid until the next call; false when those in which
 * patterns are looked for are all empty. */
bool classify_read(const struct table *table, const struct rulebook *book, size_t row,
                   struct classify_row *read);
void classify_row_free(struct classify_row *read);

/* The roles that the shipped packs read: load these before the pack is chosen. */
#define RULES_DEFAULT_ROLES (role_bit(ROLE_SUBJECT) | role_bit(ROLE_TEXT_) | role_bit(ROLE_PRODUCT))

/* The shipped pack for a table: by `language` ("zh", "en", from the profile) or, where that is empty, by the
 * writing of its texts, else of its values: "bank-zh" or "bank-en". */
const char *rules_default(const struct table *table, struct str language);
/* The same for a text alone. */
const char *rules_default_text(struct str text);

#endif
