/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is filled into the phrases: amounts, dates, places, and invented
 * personal data that no person can have. */
#ifndef GENERATOR_SLOTS_H
#define GENERATOR_SLOTS_H

#include "text.h"

struct slot_context {
    const struct plan *plan;
    const struct complaint *complaint;
};

void slot_fill(struct text *out, const struct slot_context *context, const char *name, size_t length,
               struct rng *rng);

/* Rewrites a few narratives as people type them: line breaks, ASCII commas and
 * quotes, full-width letters and digits, traditional characters. */
void slot_vary(struct text *text, const struct bank *bank, struct rng *rng);

#endif
