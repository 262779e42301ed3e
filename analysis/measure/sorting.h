/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_SORTING_H
#define REDRESS_MEASURE_SORTING_H

/* Sorting millions of numbers: a radix sort that looks only at the digits in which they differ. */

#include <stddef.h>
#include <stdint.h>

/* Ascending by value >> from_bit (the bits below may hold a payload); numbers equal in it keep their order.
 * `spare` has room for as many. */
void sort_numbers(int64_t *numbers, int64_t *spare, size_t count, int from_bit);

#endif
