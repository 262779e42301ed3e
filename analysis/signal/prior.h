/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_PRIOR_H
#define REDRESS_SIGNAL_PRIOR_H

/* What a cell should have had in the past by the other cells of its set: its row × its column ÷ all in a set
 * of two dimensions, an even share in a set of one. A cell seen seldom is pulled towards that, a cell seen
 * often is not: a gamma prior as for tables of sparse counts (DuMouchel 1999), its shape from how well those
 * shares foretell the cells of this very set. */

#include "analysis/signal/baseline.h"

#include <stdint.h>

struct prior_cell {
    uint32_t values[2];
    struct past past; /* see baseline.h */
};

/* One prior a cell, owned by the arena. `dimensions` is 1 or 2, `dispersion` that of the counts. */
struct prior *prior_fit(const struct prior_cell *cells, size_t count, int dimensions, double dispersion,
                        struct arena *arena);

#endif
