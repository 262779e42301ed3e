/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_CONDITION_H
#define REDRESS_CLOCK_CONDITION_H

/* Whom a condition of a policy means (policy.h, `when`): values of a column, and rows of a table. */

#include "analysis/clock/policy.h"

/* The column it looks at; NULL when the table has none, or one of times, numbers or texts. */
const struct column *condition_column(const struct policy_when *when, const struct table *table);
/* A value is one of those named; `card` also means the category card.fraud. */
bool condition_fits(const struct policy_when *when, const struct column *column, struct str value);
/* fits[code] of a dimension, or of a set one of whose members fits. Owned by the arena. */
const uint8_t *condition_codes(const struct policy_when *when, const struct column *column,
                               struct arena *arena);
/* A bit for each row that all conditions mean, owned by the arena. NULL when the table lacks a column, then
 * named in *lacks. */
uint64_t *condition_rows(const struct policy_when *when, size_t count, const struct table *table,
                         struct arena *arena, struct str *lacks);

#endif
