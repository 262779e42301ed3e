/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/quantiles.h"

#include "analysis/base/arena.h"
#include "analysis/measure/sorting.h"

#include <math.h>
#include <stdlib.h>

enum { BLOCK = 32768 };

struct block {
    struct block *next;
    size_t size;
    int64_t value[BLOCK];
    uint32_t cell[BLOCK];
    uint32_t weight[]; /* BLOCK of them when weighted */
};

struct quantiles {
    size_t cells;
    bool weighted;
    struct block *blocks;
    size_t *start; /* after quantiles_finish: cell `c` holds sorted[start[c]] … sorted[start[c + 1] − 1] */
    int64_t *sorted; /* ascending within a cell */
    int64_t *upto;   /* weighted: sum of the weights of the cell up to and including each value */
};

/* A value and its weight while sorting. */
struct item {
    int64_t value;
    uint32_t weight;
};

struct quantiles *quantiles_new(size_t cells, bool weighted) {
    struct quantiles *values = heap_array(1, sizeof *values);
    values->cells = cells;
    values->weighted = weighted;
    return values;
}

static struct block *new_block(struct quantiles *values) {
    size_t weights = values->weighted ? BLOCK * sizeof(uint32_t) : 0;
    struct block *block = heap_resize(NULL, 1, sizeof *block + weights);
    block->next = values->blocks;
    block->size = 0;
    return values->blocks = block;
}

void quantiles_add(struct quantiles *values, uint32_t cell, int64_t value, uint32_t weight) {
    struct block *block = values->blocks;
    if (!block || block->size == BLOCK)
        block = new_block(values);
    block->value[block->size] = value;
    block->cell[block->size] = cell;
    if (values->weighted)
        block->weight[block->size] = weight;
    block->size++;
}

void quantiles_merge(struct quantiles *into, struct quantiles *from) {
    struct block **end = &from->blocks;
    while (*end)
        end = &(*end)->next;
    *end = into->blocks;
    into->blocks = from->blocks;
    from->blocks = NULL;
}

static int by_value(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    return (a->value > b->value) - (a->value < b->value);
}

/* ---- finishing */

static void free_blocks(struct quantiles *values) {
    for (struct block *block = values->blocks; block;) {
        struct block *next = block->next;
        heap_free(block);
        block = next;
    }
    values->blocks = NULL;
}

static void count_cells(struct quantiles *values) {
    values->start = heap_array(values->cells + 2, sizeof *values->start);
    for (const struct block *block = values->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            values->start[block->cell[i] + 2]++;
    for (size_t cell = 2; cell < values->cells + 2; cell++)
        values->start[cell] += values->start[cell - 1];
}

/* start[cell + 1] is the place of the cell's next value, and its end when all are placed. */
static void finish_plain(struct quantiles *values, size_t total) {
    values->sorted = heap_resize(NULL, total, sizeof *values->sorted);
    for (const struct block *block = values->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            values->sorted[values->start[block->cell[i] + 1]++] = block->value[i];
    free_blocks(values); /* before more memory is asked for */
    size_t largest = 0;
    for (size_t cell = 0; cell < values->cells; cell++) {
        size_t size = values->start[cell + 1] - values->start[cell];
        largest = size > largest ? size : largest;
    }
    int64_t *spare = heap_resize(NULL, largest, sizeof *spare);
    for (size_t cell = 0; cell < values->cells; cell++)
        sort_numbers(values->sorted + values->start[cell], spare,
                     values->start[cell + 1] - values->start[cell], 0);
    heap_free(spare);
}

static void finish_weighted(struct quantiles *values, size_t total) {
    struct item *items = heap_resize(NULL, total, sizeof *items);
    for (const struct block *block = values->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            items[values->start[block->cell[i] + 1]++] = (struct item){block->value[i], block->weight[i]};
    free_blocks(values);
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

void quantiles_finish(struct quantiles *values) {
    count_cells(values);
    size_t total = values->start[values->cells + 1];
    if (values->weighted)
        finish_weighted(values, total);
    else
        finish_plain(values, total);
}

/* ---- asking */

int64_t quantiles_count(const struct quantiles *values, size_t cell) {
    size_t from = values->start[cell], to = values->start[cell + 1];
    if (!values->weighted)
        return (int64_t)(to - from);
    return to > from ? values->upto[to - 1] : 0;
}

/* The `index`-th smallest, from 0. */
static int64_t order_statistic(const struct quantiles *values, size_t cell, int64_t index) {
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

double quantiles_at(const struct quantiles *values, size_t cell, double p) {
    int64_t count = quantiles_count(values, cell);
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

void quantiles_free(struct quantiles *values) {
    if (!values)
        return;
    free_blocks(values);
    heap_free(values->start);
    heap_free(values->sorted);
    heap_free(values->upto);
    heap_free(values);
}
