/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same on every machine: xoshiro256** seeded by
 * splitmix64, integers only. No libc rand, no floating point. Never draw twice in
 * one expression: compilers differ in the order of operands and arguments. */
#ifndef GENERATOR_RNG_H
#define GENERATOR_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rng {
    uint64_t state[4];
};

/* Starts the stream number `stream` of `seed`; streams are independent, so that
 * drawing more in one does not move another. */
struct rng rng_stream(uint64_t seed, uint64_t stream);

uint64_t rng_next(struct rng *rng);

/* 0 … bound − 1; bound ≥ 1. */
uint32_t rng_below(struct rng *rng, uint32_t bound);

/* low … high, both included. */
int rng_range(struct rng *rng, int low, int high);

/* True `permille` times in a thousand. */
bool rng_chance(struct rng *rng, int permille);

/* An index drawn in proportion to weights[0 … count − 1]; their sum must be positive. */
int rng_weighted(struct rng *rng, const int *weights, int count);

/* A log-normal value with this median; sigma of the logarithm in thousandths. */
int64_t rng_lognormal(struct rng *rng, int64_t median, int sigma_permille);

#endif
