/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_PILES_H
#define REDRESS_QUERY_PILES_H

/* Complaints in two piles whose words are compared (signal/terms_rows.h). Looked at are the complaints of the
 * period and of the 365 days before its start, received before T; a customer's repeats count once. */

#include "analysis/query/dataset.h"

/* A byte for each row, the caller's (heap_free): pile 0 or 1, or TERMS_NEITHER.
 * by_period: 0 received in the period, 1 before it. by_rules: 0 category `other`, 1 any other one; all
 * TERMS_NEITHER without rules. */
uint8_t *piles_by_period(const struct dataset *dataset);
uint8_t *piles_by_rules(const struct dataset *dataset);

#endif
