/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/simulate/draw.h"

#include <math.h>

/* splitmix64 (Steele, Lea & Flood 2014). */
static uint64_t next(struct draw *draw) {
    uint64_t z = draw->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

double draw_uniform(struct draw *draw, double low, double high) {
    return low + (high - low) * ((double)(next(draw) >> 11) + 0.5) / 9007199254740992.0;
}

double draw_normal(struct draw *draw) {
    double radius = sqrt(-2 * log(draw_uniform(draw, 0, 1)));
    return radius * cos(draw_uniform(draw, 0, 6.283185307179586));
}

double draw_gamma(struct draw *draw, double shape) {
    if (shape < 1)
        return draw_gamma(draw, shape + 1) * pow(draw_uniform(draw, 0, 1), 1 / shape);
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = draw_normal(draw), v = 1 + c * x;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(draw_uniform(draw, 0, 1)) < x * x / 2 + d - d * v + d * log(v))
            return d * v;
    }
}

static double small_poisson(struct draw *draw, double mean) {
    double product = draw_uniform(draw, 0, 1), limit = exp(-mean), count = 0;
    for (; product > limit; count++)
        product *= draw_uniform(draw, 0, 1);
    return count;
}

double draw_poisson(struct draw *draw, double mean) {
    double count = 0;
    for (; mean > 20; mean -= 20)
        count += small_poisson(draw, 20);
    return count + small_poisson(draw, mean);
}

double draw_count(struct draw *draw, double mean, double dispersion) {
    if (dispersion > 1 + 1e-9)
        mean = draw_gamma(draw, mean / (dispersion - 1)) * (dispersion - 1);
    return draw_poisson(draw, mean);
}
