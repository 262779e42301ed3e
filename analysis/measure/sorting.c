/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/sorting.h"

#include <string.h>

enum { SMALL = 48, DIGIT_MOST = 11 };

static void insertion_sort(int64_t *numbers, size_t count, int from_bit) {
    for (size_t i = 1; i < count; i++) {
        int64_t number = numbers[i], key = number >> from_bit;
        size_t at = i;
        for (; at && numbers[at - 1] >> from_bit > key; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
}

/* One pass, least significant digit first: by the `digit` bits from `shift` on of the distance from `low`. */
static void radix_pass(const int64_t *from, int64_t *to, size_t count, int64_t low, int shift, int digit) {
    size_t places[1 << DIGIT_MOST] = {0}, sum = 0;
    uint64_t mask = ((uint64_t)1 << digit) - 1;
    for (size_t i = 0; i < count; i++)
        places[((uint64_t)from[i] - (uint64_t)low) >> shift & mask]++;
    for (size_t i = 0; i <= mask; i++) {
        size_t here = places[i];
        places[i] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++)
        to[places[((uint64_t)from[i] - (uint64_t)low) >> shift & mask]++] = from[i];
}

void sort_numbers(int64_t *numbers, int64_t *spare, size_t count, int from_bit) {
    if (count <= SMALL) {
        insertion_sort(numbers, count, from_bit);
        return;
    }
    int64_t low = numbers[0], high = numbers[0];
    for (size_t i = 1; i < count; i++) {
        low = numbers[i] < low ? numbers[i] : low;
        high = numbers[i] > high ? numbers[i] : high;
    }
    low = (int64_t)((uint64_t)(low >> from_bit) << from_bit); /* so that payloads borrow nothing */
    uint64_t range = ((uint64_t)high - (uint64_t)low) >> from_bit;
    int bits = range ? 64 - __builtin_clzll(range) : 0;
    int passes = (bits + DIGIT_MOST - 1) / DIGIT_MOST, digit = passes ? (bits + passes - 1) / passes : 0;
    int64_t *from = numbers, *to = spare;
    for (int pass = 0; pass < passes; pass++) {
        radix_pass(from, to, count, low, from_bit + pass * digit, digit);
        int64_t *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != numbers)
        memcpy(numbers, from, count * sizeof *numbers);
}
