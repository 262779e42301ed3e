/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/prior.h"

#include <math.h>
#include <stdlib.h>

enum { FEWEST = 5 }; /* cells from which a shape can be told */
static const double least_shape = 0.05, greatest_shape = 50;

/* Counts seen by value of one dimension. */
struct margin {
    uint32_t *values; /* ascending */
    double *seen;
    size_t count;
};

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static size_t find_value(const struct margin *margin, uint32_t value) {
    const uint32_t *at = bsearch(&value, margin->values, margin->count, sizeof value, by_value);
    return (size_t)(at - margin->values);
}

static struct margin sum_margin(const struct prior_cell *cells, size_t count, int dimension,
                                struct arena *arena) {
    struct margin margin = {arena_array(arena, count + 1, sizeof(uint32_t)),
                            arena_array(arena, count + 1, sizeof(double)), 0};
    for (size_t i = 0; i < count; i++)
        margin.values[i] = cells[i].values[dimension];
    qsort(margin.values, count, sizeof *margin.values, by_value);
    for (size_t i = 0; i < count; i++)
        if (!i || margin.values[i] != margin.values[margin.count - 1])
            margin.values[margin.count++] = margin.values[i];
    for (size_t i = 0; i < count; i++)
        margin.seen[find_value(&margin, cells[i].values[dimension])] += cells[i].past.seen;
    return margin;
}

/* Counts that rows and columns foretell. */
static void foretell_table(const struct prior_cell *cells, size_t count, double all, double *foretold,
                           double *free, struct arena *arena) {
    struct margin rows = sum_margin(cells, count, 0, arena), columns = sum_margin(cells, count, 1, arena);
    for (size_t i = 0; i < count; i++)
        foretold[i] = rows.seen[find_value(&rows, cells[i].values[0])] *
                      columns.seen[find_value(&columns, cells[i].values[1])] / all;
    double full = (double)rows.count * (double)columns.count;
    *free = (1 - (double)rows.count / full) * (1 - (double)columns.count / full);
}

/* Method of moments: E (seen − foretold)² = dispersion × foretold + foretold² ÷ shape. */
static double shape_of(const struct prior_cell *cells, size_t count, const double *foretold, double free,
                       double dispersion) {
    double beyond = 0, scale = 0;
    for (size_t i = 0; i < count; i++) {
        double f = foretold[i], off = cells[i].past.seen - f;
        if (!(f > 0))
            continue;
        double weight = 1 / (dispersion * f + f * f);
        beyond += weight * (off * off / free - dispersion * f);
        scale += weight * f * f;
    }
    double shape = beyond > 0 ? scale / beyond : greatest_shape;
    return shape < least_shape ? least_shape : shape > greatest_shape ? greatest_shape : shape;
}

struct prior *prior_fit(const struct prior_cell *cells, size_t count, int dimensions, double dispersion,
                        struct arena *arena) {
    struct prior *priors = arena_array(arena, count + 1, sizeof *priors);
    double *foretold = arena_array(arena, count + 1, sizeof *foretold), all = 0, base = 0, free = 0;
    for (size_t i = 0; i < count; i++) {
        all += cells[i].past.seen;
        base += cells[i].past.base;
    }
    if (all > 0 && dimensions == 2)
        foretell_table(cells, count, all, foretold, &free, arena);
    for (size_t i = 0; i < count && all > 0 && dimensions == 1; i++) {
        foretold[i] = all * cells[i].past.base / base;
        free = 1 - 1 / (double)count;
    }
    bool known = count >= FEWEST && all > 0 && free > 0;
    double shape = known ? shape_of(cells, count, foretold, free, dispersion) : 0;
    for (size_t i = 0; i < count; i++)
        priors[i] = known && foretold[i] > 0 && cells[i].past.base > 0
                        ? (struct prior){foretold[i] / cells[i].past.base, shape}
                        : prior_none;
    return priors;
}
