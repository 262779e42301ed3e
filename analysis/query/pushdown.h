/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_PUSHDOWN_H
#define REDRESS_QUERY_PUSHDOWN_H

/* Which conditions and which order of a statement the virtual table takes over from SQLite, agreed on in
 * xBestIndex and carried to xFilter as text: a letter and two numbers for each thing, in the order of the
 * arguments.
 *
 * A condition is taken over alone (SQLite does not look again) only when the other side is a literal, so that
 * its type and the affinity of the comparison are known. Other values arrive at run time; there the rows are
 * only narrowed to those that can pass, and SQLite checks each. */

#include "analysis/query/ordering.h"

#include <sqlite3.h>

/* xBestIndex for a view of which the first `columns` are declared. */
int pushdown_make(const struct view *view, size_t columns, sqlite3_index_info *info);
/* Adds the terms of a plan to a filter, or narrows its range of rows. */
void pushdown_apply(const char *plan, const struct view *view, int argc, sqlite3_value **argv,
                    struct filter *filter);
bool pushdown_is_sorted(const char *plan);
/* All rows that pass, in the order of the plan. */
void pushdown_sort(const char *plan, const struct view *view, const struct filter *filter,
                   struct ordering *ordering);

#endif
