/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_REPEAT_H
#define REDRESS_MEASURE_REPEAT_H

/* Repeated complaints: the same customer complained in the same category in the 30 days before. A deriver: it
 * looks at all complaints at once and adds the flag column `repeat`. */

#include "analysis/clock/lifecycle.h"

enum { REPEAT_DAYS = 30 };

/* Yes, no, or missing: without a receipt, customer or category, in the category `other`, or outside the scope
 * (bit per row, NULL = all are complaints). In the first 30 days of data, before which nothing is known, a
 * repeat is yes, all else missing. "Before" is by instants where both receipts have clock times, else by
 * dates. */
void repeat_flags(const struct table *table, const struct lifecycle *life, const struct column *category,
                  const uint64_t *in_scope, int8_t *flags);

/* Adds the column when there are customers and the column `category`; else does nothing. */
void repeat_derive(struct table *table, const struct lifecycle *life, const uint64_t *in_scope);

#endif
