/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_VALUES_H
#define REDRESS_MEASURE_VALUES_H

/* The exact values that fell into each cell, for quantiles: collected in any order by many threads, joined
 * without copying, sorted once. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct values;

struct values *values_new(size_t cells, bool weighted);
void values_add(struct values *values, uint32_t cell, int64_t value, uint32_t weight);
/* Takes over what `from` holds. */
void values_merge(struct values *into, struct values *from);
/* Sorts; nothing can be added afterwards. */
void values_finish(struct values *values);
/* Sum of the weights in a cell. */
int64_t values_count(const struct values *values, size_t cell);
/* Hyndman & Fan's type 7 (Excel's PERCENTILE.INC, R's default): linear between the order statistics around
 * (n − 1) p, where a value of weight w stands w times. NAN for an empty cell. */
double values_quantile(const struct values *values, size_t cell, double p);
void values_free(struct values *values);

#endif
