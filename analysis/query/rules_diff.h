/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_RULES_DIFF_H
#define REDRESS_QUERY_RULES_DIFF_H

/* Which complaints another rulebook would put elsewhere. Both are asked of every row that dataset_asked;
 * values are told apart by their ids. Counts are of rows of the exports. */

#include "analysis/query/dataset.h"

enum { MOVE_SAMPLES = 3 };

struct rules_move {
    struct str from, to; /* ids of values, those of the rulebooks */
    uint64_t rows;
    size_t samples[MOVE_SAMPLES]; /* the first rows of the table that move so */
    size_t sample_count;
};

struct rules_diff {
    uint64_t rows, moved, other_before, other_after;
    const struct rules_move *moves; /* most rows first, then by ids */
    size_t move_count;
};

/* The rows of `dataset` by its own rulebook and by `changed`, in axes of the same name; `axis` is a place in
 * the dataset's rulebook. The table holds the roles that both read (rulebook_roles). Owned by the arena.
 * ERR_USAGE when `changed` lacks the axis. */
bool rules_diff(const struct dataset *dataset, const struct rulebook *changed, size_t axis,
                struct arena *arena, struct rules_diff *diff, struct err *err);

#endif
