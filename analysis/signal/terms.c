/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/terms.h"

#include <math.h>

struct terms_odds terms_odds(double a, double all_a, double b, double all_b, double prior) {
    const struct terms_odds none = {0, 0};
    if (!(all_a > 0) || !(all_b > 0) || !(a >= 0) || !(b >= 0) || !(a + b > 0) || a > all_a || b > all_b ||
        !(prior > 0))
        return none;
    double alpha = prior * (a + b) / (all_a + all_b);
    double without_a = all_a + prior - a - alpha, without_b = all_b + prior - b - alpha;
    if (!(without_a > 0) || !(without_b > 0))
        return none;
    double delta = log((a + alpha) / without_a) - log((b + alpha) / without_b);
    return (struct terms_odds){delta, delta / sqrt(1 / (a + alpha) + 1 / (b + alpha))};
}
