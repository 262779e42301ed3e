/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

/* r-mathlib prints a warning on standard output for arguments outside its domain, so everything is checked
 * before it is called. */

static const double tail = 0.025;   /* of a two-sided 95 % interval */
static const double tie = 1 + 1e-7; /* R's tolerance: probabilities that differ by less are equal */
static const double z_95 = 1.959963984540054;

void interval_wilson(double successes, double n, double *low, double *high) {
    *low = *high = NAN;
    if (!(n > 0) || !(successes >= 0) || successes > n)
        return;
    double share = successes / n, z2 = z_95 * z_95;
    double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half = z_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    *low = successes > 0 ? centre - half : 0;
    *high = successes < n ? centre + half : 1;
}

void interval_f1(double hits, double false_alarms, double misses, double *low, double *high) {
    interval_wilson(hits, hits + false_alarms + misses, low, high);
    *low = 2 * *low / (1 + *low);
    *high = 2 * *high / (1 + *high);
}

void interval_poisson(double count, double *low, double *high) {
    *low = *high = NAN;
    if (!(count >= 0) || !isfinite(count))
        return;
    *low = count > 0 ? qgamma(tail, count, 1, 1, 0) : 0;
    *high = qgamma(tail, count + 1, 1, 0, 0);
}

/* Number of i in [from, to] with dbinom(i) <= limit; `rising` says on which side of the mode they lie, where
 * the probabilities are monotone. */
static double count_rare(double from, double to, bool rising, double n, double p, double limit) {
    double low = from - 1, high = to + 1; /* low side and high side of the border, both outside */
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        bool rare = dbinom(middle, n, p, 0) <= limit;
        if (rare == rising)
            low = middle;
        else
            high = middle;
    }
    return rising ? low - from + 1 : to - high + 1;
}

/* R's binom.test, two-sided: the sum of all outcomes not likelier than the one seen. */
static double binomial_test(double x, double n, double p) {
    double seen = dbinom(x, n, p, 0), mean = n * p, sum;
    if (x == mean)
        return 1;
    if (x < mean) {
        double y = count_rare(ceil(mean), n, false, n, p, seen * tie);
        sum = pbinom(x, n, p, 1, 0) + pbinom(n - y, n, p, 0, 0);
    } else {
        double y = count_rare(0, floor(mean), true, n, p, seen * tie);
        sum = pbinom(y - 1, n, p, 1, 0) + pbinom(x - 1, n, p, 0, 0);
    }
    return sum < 1 ? sum : 1;
}

double test_two_counts(double a, double exposure_a, double b, double exposure_b) {
    if (!(a >= 0) || !(b >= 0) || !(exposure_a > 0) || !(exposure_b > 0) || !isfinite(a + b))
        return NAN;
    a = nearbyint(a);
    b = nearbyint(b);
    return a + b > 0 ? binomial_test(a, a + b, exposure_a / (exposure_a + exposure_b)) : 1;
}

/* R's fisher.test of a 2 × 2 table, two-sided: the tables with the same margins that are not likelier. */
static double fisher_test(double a, double n_a, double b, double n_b) {
    double total = a + b;
    double from = total > n_b ? total - n_b : 0, to = total < n_a ? total : n_a;
    double seen = dhyper(a, n_a, n_b, total, 0), sum = 0;
    for (double x = from; x <= to; x++) {
        double chance = dhyper(x, n_a, n_b, total, 0);
        if (chance <= seen * tie)
            sum += chance;
    }
    return sum < 1 ? sum : 1;
}

double test_two_shares(double a, double n_a, double b, double n_b) {
    if (!(n_a > 0) || !(n_b > 0) || !(a >= 0) || !(b >= 0) || a > n_a || b > n_b)
        return NAN;
    if (n_a + n_b < 10000)
        return fisher_test(nearbyint(a), nearbyint(n_a), nearbyint(b), nearbyint(n_b));
    double pooled = (a + b) / (n_a + n_b);
    double deviation = sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b));
    return deviation > 0 ? 2 * pnorm(fabs(a / n_a - b / n_b) / deviation, 0, 1, 0, 0) : 1;
}

struct figure figure_share(int64_t numerator, int64_t denominator, int64_t missing) {
    struct figure figure = figure_none(UNIT_SHARE, 0);
    figure.numerator = (double)numerator;
    figure.denominator = figure.n = (double)denominator;
    figure.missing = (double)missing;
    if (denominator > 0) {
        figure.value = figure.numerator / figure.denominator;
        interval_wilson(figure.numerator, figure.denominator, &figure.low, &figure.high);
    }
    return figure;
}
