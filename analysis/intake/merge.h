/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_MERGE_H
#define REDRESS_INTAKE_MERGE_H

/* Rows with the same id, within one profile or `system`, are one case. The rows of a case are put in order:
 * by `updated` (a row without it first), then by file (newest receipt, base name, path), then by line; the
 * last one stands for the case, the others are dropped. Rows are numbered through all parts in the order of
 * files.
 *
 * Not merged: rows without an id; ids in scientific notation; and all rows of a file whose id column is not
 * unique where it should be. That is a file in which at least MERGE_FALSE_LEAST rows, and more than one in
 * MERGE_FALSE_SHARE, repeat the id of an earlier row with another day of receipt: rows of one case, as in an
 * event log or in next month's export, agree on when it was received; a number that starts at 1 in every
 * export does not.
 *
 * A case that was closed, with a date, in an earlier row of that order and open in a later one (of a greater
 * `updated` or of another file: lines tell nothing) was reopened. Unless it has both already, the row that
 * stands for it gets `first_closed`, the close date of the first closed row, and `reopened`, the `updated` of
 * the first open row behind that or else the newest receipt of its file. Not so when that lies before
 * first_closed or behind the close date of the row that stands for the case. Closed is what `closed_when`
 * says, without it whether there is a close date; a close date is `closed`, else `resolved`. */

#include "analysis/intake/part.h"

enum { MERGE_FALSE_LEAST = 10, MERGE_FALSE_SHARE = 10 };

/* All parts in order; everything the merge reads. */
struct merge_input {
    const struct plan *plan;
    const struct part_worker *workers;
    const struct part *parts;
    size_t part_count;
    const size_t *row_starts; /* number of the first row of each part, and of all rows */
    const uint32_t *files;    /* of each part: its place in the order of files */
    const uint32_t *newest;   /* of each file in that order: latest time received, 0 = none */
    size_t file_count;
    unsigned jobs;
};

struct merge_reopening {
    uint32_t row;
    uint32_t first_closed, reopened;
    bool first_date_only, reopened_date_only;
};

struct merge_result {
    uint8_t *dropped;     /* by row (heap) */
    uint64_t *not_unique; /* by file: rows that repeat an id with another day, 0 when merged (heap) */
    struct merge_reopening *reopenings; /* by row (heap) */
    size_t reopening_count;
};

void merge_rows(const struct merge_input *input, struct merge_result *result);
void merge_free(struct merge_result *result);

#endif
