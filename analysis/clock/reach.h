/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_REACH_H
#define REDRESS_CLOCK_REACH_H

/* From which day to which day anything happens to a case: it is received, answered, closed, due, open. Where
 * many questions are asked about few periods, the cases that reach into none of them need not be looked at
 * again: no measure of those periods can count them. */

#include "analysis/clock/lifecycle.h"

#define REACH_FOREVER UINT16_MAX
enum { REACH_BLOCK = 1024 };

struct reach {
    size_t rows;
    /* Days since 1970; a case that is open, or whose clock runs on, has no last one: REACH_FOREVER. There is
     * room for whole blocks. */
    uint16_t *first, *last;
};

/* Over all times of the table, those of the policies' clocks included: to be made when these have run.
 * Exports without any close or answer say nothing about what is open; then only their times count. The table
 * and the lives may be freed before. `jobs` threads, 0 = all processors. */
struct reach *reach_new(const struct table *table, const struct lifecycle *life, unsigned jobs);
void reach_free(struct reach *reach);

#endif
