/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_ACCOUNT_H
#define REDRESS_INTAKE_ACCOUNT_H

/* What became of every row: the reports of the files, the list of troubles with their lines, the satisfaction
 * answers, and whether the data may be used at all. */

#include "analysis/intake/merge.h"

/* Fills intake->reports before any row is read: columns without counts, in the order of the arguments. */
void account_opened(struct intake *intake);
/* Fills intake->reports, in the order of merging, skipped files last. `order`: of planned files. */
void account_files(struct intake *intake, const struct merge_input *input, const struct merge_result *merged,
                   const uint32_t *order);
/* Fills intake->troubles. */
void account_troubles(struct intake *intake, const struct merge_input *input);
/* Fills intake->answers from the table. */
void account_answers(struct intake *intake, const struct merge_input *input, const size_t *kept_starts,
                     const struct table *table);
/* ERR_IO when read is not used + merged + refused. */
bool account_adds_up(const struct intake *intake, struct err *err);

#endif
