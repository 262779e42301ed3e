/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_ORDERING_H
#define REDRESS_QUERY_ORDERING_H

/* Rows put in the order of coded columns by counting, for GROUP BY, DISTINCT and ORDER BY: no comparisons,
 * and the values of a group are known without looking at its rows. Rows of equal values stay in their own
 * order. */

#include "analysis/query/filter.h"

enum { ORDERING_COLUMNS_MOST = 16 };

struct ordering_key {
    const struct view_column *column;
    bool descending; /* else by value ascending, NULL first; columns of many codes come in any order */
};

struct ordering {
    uint32_t *rows;
    size_t count;
    const struct view_column *columns[ORDERING_COLUMNS_MOST];
    size_t column_count;
    /* The groups of equal values; 0 when they are too many to tell. Group g ends before place ends[g] and has
     * the codes codes[g × column_count …]. */
    size_t group_count;
    size_t *ends;
    uint32_t *codes;
};

/* Whether a column has few enough codes to count by; more when the groups may come in any order. */
bool ordering_takes(const struct view_column *column, bool any_order);
void ordering_make(const struct ordering_key *keys, size_t key_count, const struct filter *filter,
                   struct ordering *ordering);
void ordering_free(struct ordering *ordering);

#endif
