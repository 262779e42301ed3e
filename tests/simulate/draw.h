/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_SIMULATE_DRAW_H
#define REDRESS_TESTS_SIMULATE_DRAW_H

/* Random counts from a seed, the same on every machine. */

#include <stdint.h>

struct draw {
    uint64_t state;
};

double draw_uniform(struct draw *draw, double low, double high); /* low < x < high */
double draw_normal(struct draw *draw);
double draw_gamma(struct draw *draw, double shape); /* scale 1 (Marsaglia & Tsang 2000) */
double draw_poisson(struct draw *draw, double mean);
/* Negative binomial with variance dispersion × mean (Poisson at 1). */
double draw_count(struct draw *draw, double mean, double dispersion);

#endif
