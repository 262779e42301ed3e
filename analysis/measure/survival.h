/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_SURVIVAL_H
#define REDRESS_MEASURE_SURVIVAL_H

/* The product-limit estimate of Kaplan and Meier (1958) with delayed entry: the share S(t) of cases still
 * open at age t. A case is at risk at t when enter < t <= leave; one watched from its receipt on is so from
 * age 0, and may be closed at age 0. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SURVIVAL_OLDEST = INT32_MAX }; /* ages are seconds, cut there (68 years) */

struct survival;

struct survival *survival_new(void);
/* Forgets the cases, keeps the memory. */
void survival_clear(struct survival *survival);
/* `from_start`: watched from the receipt on, else from age `enter`. Closed at age `leave`, or last seen open
 * then. A case that leaves when it enters is never at risk. */
void survival_add(struct survival *survival, bool from_start, int64_t enter, int64_t leave, bool closed,
                  uint32_t weight);
/* Puts the cases in order; questions come after it. */
void survival_finish(struct survival *survival);
/* Sum of the weights of all cases that were ever at risk. */
int64_t survival_cases(const struct survival *survival);
/* S(t) with its 95 % interval: Greenwood's variance (1926) on the scale log(−log S) (Kalbfleisch & Prentice
 * 1980), which stays within 0 and 1. No interval where S is 0 or 1. */
struct survival_share {
    double share, low, high;
};
/* For each of the ages, which ascend; NAN from where nobody is watched any more while S > 0. */
void survival_at(const struct survival *survival, const int64_t *ages, size_t count,
                 struct survival_share *shares);
/* The least age with S <= 0.5; −1 when there is none. */
int64_t survival_median(const struct survival *survival);
void survival_free(struct survival *survival);

#endif
