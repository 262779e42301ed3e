/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_SELECTION_H
#define REDRESS_QUERY_SELECTION_H

/* Which complaints a SQL condition chooses: --where, and the scope of a profile. The condition is one
 * expression over the columns of `complaints` (view.h says which) and may hold sub-selects; nothing can stand
 * behind it. Rows are shared out to threads, each with its own connection; the bits do not depend on how. */

#include "analysis/query/connection.h"

struct selection_options {
    unsigned jobs;      /* threads, 0 = all processors */
    const char *origin; /* where the condition was written, for messages: "--where"; NULL = not said */
    struct sql_limits limits;
};

/* A bit for each row: the condition is true (not: false or NULL). An empty or blank condition is true for
 * all. *bits has (rows + 63) / 64 words, the spare bits are 0; given back with heap_free. ERR_USAGE says what
 * is wrong with the condition and where, and for unknown columns names the nearest. */
bool selection_where(const struct view_options *view, struct str condition,
                     const struct selection_options *options, uint64_t **bits, struct err *err);

/* Bits that are set. */
size_t selection_count(const uint64_t *bits, size_t rows);

#endif
