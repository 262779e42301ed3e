/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_JOIN_H
#define REDRESS_INTAKE_JOIN_H

/* Parts into one table: the rows that were not dropped, in order, with codes numbered by first appearance
 * among them. Columns are joined side by side by several threads; each part's column is given back as soon as
 * it is copied. */

#include "analysis/intake/merge.h"

/* Every kept row's place: parts[i] fills the rows kept_starts[i] … kept_starts[i + 1] − 1 (heap). */
size_t *join_starts(const struct merge_input *input, const struct merge_result *merged);

/* Fills `table` (columns, rows; `first_closed` and `reopened` are added when a merge found some). */
void join_columns(const struct merge_input *input, const struct merge_result *merged,
                  const size_t *kept_starts, struct table *table);

/* What the words of each row mean by the profile of its file. */
void join_meanings(const struct merge_input *input, const size_t *kept_starts, struct table *table);

#endif
