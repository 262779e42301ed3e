/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_QUANTILES_H
#define REDRESS_MEASURE_QUANTILES_H

/* The exact values that fell into each cell, for quantiles: collected in any order by many threads, joined
 * without copying, sorted once. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct quantiles;

struct quantiles *quantiles_new(size_t cells, bool weighted);
void quantiles_add(struct quantiles *values, uint32_t cell, int64_t value, uint32_t weight);
/* Takes over what `from` holds. */
void quantiles_merge(struct quantiles *into, struct quantiles *from);
/* Sorts; nothing can be added afterwards. */
void quantiles_finish(struct quantiles *values);
/* Sum of the weights in a cell. */
int64_t quantiles_count(const struct quantiles *values, size_t cell);
/* Hyndman & Fan's type 7 (Excel's PERCENTILE.INC, R's default): linear between the order statistics around
 * (n − 1) p, where a value of weight w stands w times. NAN for an empty cell. */
double quantiles_at(const struct quantiles *values, size_t cell, double p);
void quantiles_free(struct quantiles *values);

#endif
