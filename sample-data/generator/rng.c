/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rng.h"

static uint64_t splitmix(uint64_t *x) {
    uint64_t z = (*x += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

struct rng rng_stream(uint64_t seed, uint64_t stream) {
    struct rng rng;
    uint64_t x = seed;
    x = splitmix(&x) ^ (stream * 0xD1342543DE82EF95u);
    for (int i = 0; i < 4; i++)
        rng.state[i] = splitmix(&x);
    return rng;
}

static uint64_t rotate(uint64_t x, int bits) {
    return (x << bits) | (x >> (64 - bits));
}

/* Blackman & Vigna, xoshiro256**. */
uint64_t rng_next(struct rng *rng) {
    uint64_t *s = rng->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

uint32_t rng_below(struct rng *rng, uint32_t bound) {
    return (uint32_t)(((rng_next(rng) >> 32) * bound) >> 32);
}

int rng_range(struct rng *rng, int low, int high) {
    return low + (int)rng_below(rng, (uint32_t)(high - low + 1));
}

bool rng_chance(struct rng *rng, int permille) {
    return (int)rng_below(rng, 1000) < permille;
}

int rng_weighted(struct rng *rng, const int *weights, int count) {
    uint32_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += (uint32_t)weights[i];
    uint32_t at = rng_below(rng, sum);
    int i = 0;
    while (at >= (uint32_t)weights[i])
        at -= (uint32_t)weights[i++];
    return i;
}

/* 2^x in Q16 for x in Q16; the fraction by a cubic good to four digits. */
static int64_t exp2_q16(int64_t x) {
    int64_t whole = x >> 16, f = x & 0xFFFF;
    int64_t p = 5183;
    p = 14742 + ((p * f) >> 16);
    p = 45611 + ((p * f) >> 16);
    p = 65536 + ((p * f) >> 16);
    return whole >= 0 ? p << whole : p >> -whole;
}

int64_t rng_lognormal(struct rng *rng, int64_t median, int sigma_permille) {
    int64_t z = -6 * 65536; /* the sum of twelve uniforms is nearly normal */
    for (int i = 0; i < 12; i++)
        z += (int64_t)(rng_next(rng) >> 48);
    int64_t exponent = z * sigma_permille / 1000 * 94548 / 65536; /* 1 / ln 2 */
    return (median * exp2_q16(exponent)) >> 16;
}
