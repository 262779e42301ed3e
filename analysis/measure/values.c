/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/values.h"

#include "analysis/base/arena.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32768, SMALL = 48, DIGIT_MOST = 11 };

struct block {
    struct block *next;
    size_t size;
    int64_t value[BLOCK];
    uint32_t cell[BLOCK];
    uint32_t weight[]; /* BLOCK of them when weighted */
};

struct values {
    size_t cells;
    bool weighted;
    struct block *blocks;
    size_t *start;   /* after values_finish: cell `c` holds sorted[start[c]] … sorted[start[c + 1] − 1] */
    int64_t *sorted; /* ascending within a cell */
    int64_t *upto;   /* weighted: sum of the weights of the cell up to and including each value */
};

/* A value and its weight while sorting. */
struct item {
    int64_t value;
    uint32_t weight;
};

struct values *values_new(size_t cells, bool weighted) {
    struct values *values = heap_array(1, sizeof *values);
    values->cells = cells;
    values->weighted = weighted;
    return values;
}

static struct block *new_block(struct values *values) {
    size_t weights = values->weighted ? BLOCK * sizeof(uint32_t) : 0;
    struct block *block = heap_resize(NULL, 1, sizeof *block + weights);
    block->next = values->blocks;
    block->size = 0;
    return values->blocks = block;
}

void values_add(struct values *values, uint32_t cell, int64_t value, uint32_t weight) {
    struct block *block = values->blocks;
    if (!block || block->size == BLOCK)
        block = new_block(values);
    block->value[block->size] = value;
    block->cell[block->size] = cell;
    if (values->weighted)
        block->weight[block->size] = weight;
    block->size++;
}

void values_merge(struct values *into, struct values *from) {
    struct block **end = &from->blocks;
    while (*end)
        end = &(*end)->next;
    *end = into->blocks;
    into->blocks = from->blocks;
    from->blocks = NULL;
}

/* ---- sorting */

static void swap_buffers(int64_t **a, int64_t **b) {
    int64_t *t = *a;
    *a = *b;
    *b = t;
}

static void insertion_sort(int64_t *values, size_t count) {
    for (size_t i = 1; i < count; i++) {
        int64_t value = values[i];
        size_t at = i;
        for (; at && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
}

static int bits_needed(uint64_t range) {
    return range ? 64 - __builtin_clzll(range) : 0;
}

/* One pass of a radix sort, least significant digit first: by the bits from `shift` on of value − low. */
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

/* Only the digits in which the values differ are looked at. `spare` has room for as many. */
static void sort_values(int64_t *values, int64_t *spare, size_t count) {
    if (count <= SMALL) {
        insertion_sort(values, count);
        return;
    }
    int64_t low = values[0], high = values[0];
    for (size_t i = 1; i < count; i++) {
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    int bits = bits_needed((uint64_t)high - (uint64_t)low);
    int passes = (bits + DIGIT_MOST - 1) / DIGIT_MOST, digit = passes ? (bits + passes - 1) / passes : 0;
    int64_t *from = values, *to = spare;
    for (int pass = 0; pass < passes; pass++) {
        radix_pass(from, to, count, low, pass * digit, digit);
        swap_buffers(&from, &to);
    }
    if (from != values)
        memcpy(values, from, count * sizeof *values);
}

static int by_value(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    return (a->value > b->value) - (a->value < b->value);
}

/* ---- finishing */

static void count_cells(struct values *values) {
    values->start = heap_array(values->cells + 2, sizeof *values->start);
    for (const struct block *block = values->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            values->start[block->cell[i] + 2]++;
    for (size_t cell = 2; cell < values->cells + 2; cell++)
        values->start[cell] += values->start[cell - 1];
}

/* start[cell + 1] is the place of the cell's next value, and its end when all are placed. */
static void finish_plain(struct values *values, size_t total) {
    values->sorted = heap_resize(NULL, total, sizeof *values->sorted);
    for (const struct block *block = values->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            values->sorted[values->start[block->cell[i] + 1]++] = block->value[i];
    size_t largest = 0;
    for (size_t cell = 0; cell < values->cells; cell++) {
        size_t size = values->start[cell + 1] - values->start[cell];
        largest = size > largest ? size : largest;
    }
    int64_t *spare = heap_resize(NULL, largest, sizeof *spare);
    for (size_t cell = 0; cell < values->cells; cell++)
        sort_values(values->sorted + values->start[cell], spare,
                    values->start[cell + 1] - values->start[cell]);
    heap_free(spare);
}

static void finish_weighted(struct values *values, size_t total) {
    struct item *items = heap_resize(NULL, total, sizeof *items);
    for (const struct block *block = values->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            items[values->start[block->cell[i] + 1]++] = (struct item){block->value[i], block->weight[i]};
    values->sorted = heap_resize(NULL, total, sizeof *values->sorted);
    values->upto = heap_resize(NULL, total, sizeof *values->upto);
    for (size_t cell = 0; cell < values->cells; cell++) {
        size_t from = values->start[cell], to = values->start[cell + 1];
        int64_t sum = 0;
        qsort(items + from, to - from, sizeof *items, by_value);
        for (size_t i = from; i < to; i++) {
            values->sorted[i] = items[i].value;
            values->upto[i] = sum += items[i].weight;
        }
    }
    heap_free(items);
}

static void free_blocks(struct values *values) {
    for (struct block *block = values->blocks; block;) {
        struct block *next = block->next;
        heap_free(block);
        block = next;
    }
    values->blocks = NULL;
}

void values_finish(struct values *values) {
    count_cells(values);
    size_t total = values->start[values->cells + 1];
    if (values->weighted)
        finish_weighted(values, total);
    else
        finish_plain(values, total);
    free_blocks(values);
}

/* ---- asking */

int64_t values_count(const struct values *values, size_t cell) {
    size_t from = values->start[cell], to = values->start[cell + 1];
    if (!values->weighted)
        return (int64_t)(to - from);
    return to > from ? values->upto[to - 1] : 0;
}

/* The `index`-th smallest, from 0. */
static int64_t order_statistic(const struct values *values, size_t cell, int64_t index) {
    size_t low = values->start[cell], high = values->start[cell + 1] - 1;
    if (!values->weighted)
        return values->sorted[low + (size_t)index];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values->upto[middle] > index)
            high = middle;
        else
            low = middle + 1;
    }
    return values->sorted[low];
}

double values_quantile(const struct values *values, size_t cell, double p) {
    int64_t count = values_count(values, cell);
    if (count == 0)
        return NAN;
    double place = (double)(count - 1) * p;
    int64_t below = (int64_t)place;
    double low = (double)order_statistic(values, cell, below);
    if (below + 1 >= count)
        return low;
    double high = (double)order_statistic(values, cell, below + 1);
    return low + (place - (double)below) * (high - low);
}

void values_free(struct values *values) {
    if (!values)
        return;
    free_blocks(values);
    heap_free(values->start);
    heap_free(values->sorted);
    heap_free(values->upto);
    heap_free(values);
}
