/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_MULTIPLE_H
#define REDRESS_SIGNAL_MULTIPLE_H

/* Many tests at once: the share of false finds among all finds is what is held down. */

#include "analysis/base/arena.h"

/* q[i] of p[i], 0 … 1, in the order given: the least false discovery rate at which test i is a find
 * (Benjamini & Hochberg 1995, as R's p.adjust "BH"). Equal p have equal q. `q` may be `p`. */
void multiple_bh(const double *p, size_t count, double *q);

#endif
