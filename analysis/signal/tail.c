/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/tail.h"

#include <stdbool.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

/* r-mathlib prints warnings on standard output: arguments are checked before it is called. */
static bool usable(double mean, double variance) {
    return mean > 0 && isfinite(mean) && variance >= 0 && isfinite(variance);
}

/* Size of the negative binomial; 0 means Poisson. */
static double size_of(double mean, double variance) {
    return variance > mean * (1 + 1e-9) ? mean * mean / (variance - mean) : 0;
}

double tail_upper(double observed, double mean, double variance) {
    if (!usable(mean, variance) || !(observed >= 0) || !isfinite(observed))
        return NAN;
    double size = size_of(mean, variance), below = ceil(observed) - 1;
    if (below < 0)
        return 1;
    return size > 0 ? pnbinom_mu(below, size, mean, 0, 0) : ppois(below, mean, 0, 0);
}

/* Where the probability itself is too small for a double, that of just this count stands for it: the log
 * scale of r-mathlib's own tail prints a warning there. */
double tail_log_upper(double observed, double mean, double variance) {
    double p = tail_upper(observed, mean, variance);
    if (isnan(p) || p > 1e-290)
        return log(p);
    double size = size_of(mean, variance), count = ceil(observed);
    return size > 0 ? dnbinom_mu(count, size, mean, 1) : dpois(count, mean, 1);
}

double tail_quantile(double p, double mean, double variance) {
    if (!usable(mean, variance) || !(p > 0) || !(p < 1))
        return NAN;
    double size = size_of(mean, variance);
    return size > 0 ? qnbinom_mu(p, size, mean, 1, 0) : qpois(p, mean, 1, 0);
}

double tail_least(double p, double mean, double variance, double at_least) {
    if (!usable(mean, variance) || !(p > 0) || !(p < 1))
        return NAN;
    double least = ceil(at_least);
    if (tail_upper(least, mean, variance) <= p)
        return least;
    double size = size_of(mean, variance);
    /* Least x with P(X > x) <= p, and one more. */
    double x = size > 0 ? qnbinom_mu(p, size, mean, 0, 0) : qpois(p, mean, 0, 0);
    return fmax(x + 1, least);
}
