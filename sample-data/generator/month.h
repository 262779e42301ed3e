/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All complaints of a bank, month by month, with what is planted among them. */
#ifndef GENERATOR_MONTH_H
#define GENERATOR_MONTH_H

#include <stddef.h>

#include "cases.h"

struct cases {
    struct complaint *list;
    size_t count, capacity;
};

/* How many ordinary and planted complaints each month gets; the sum is plan->complaints. */
enum { MAX_MONTHS = 120 };
struct quotas {
    int64_t ordinary[MAX_MONTHS], outage[MAX_MONTHS], queue, late;
};
struct quotas month_quotas(const struct plan *plan);

/* Adds the complaints received in the month, ordered and numbered. */
void month_make(struct cases *cases, const struct plan *plan, const struct quotas *quotas, int month,
                struct memory *memory, uint32_t *serial);

/* Draws which of the month's complaints (from `first` on, `before` were made in earlier
 * months) get which quirk. In a stream nothing is repeated, so the quirks that need a
 * second row are left out. */
void month_bend(struct cases *cases, size_t first, const struct plan *plan, int month, size_t before,
                bool stream);

#endif
