/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/funnel.h"

#include <stdlib.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

enum { FEWEST = 3 };                  /* units from which τ can be told */
static const double winsorised = 0.1; /* share of z-scores pulled in at either end */

static bool usable(enum funnel_kind kind, const struct funnel_unit *unit) {
    return unit->count >= 0 && unit->size > 0 && isfinite(unit->count) && isfinite(unit->size) &&
           (kind == FUNNEL_RATE || unit->count <= unit->size);
}

static double transformed(enum funnel_kind kind, double value) {
    return kind == FUNNEL_SHARE ? asin(sqrt(value)) : sqrt(value);
}

static double back(enum funnel_kind kind, double y) {
    double most = kind == FUNNEL_SHARE ? 1.5707963267948966 : INFINITY;
    y = y < 0 ? 0 : y > most ? most : y;
    return kind == FUNNEL_SHARE ? sin(y) * sin(y) : y * y;
}

/* Variance of a transformed value when only chance acts: the same at every level. */
static double chance(double size) {
    return 1 / (4 * size);
}

/* Exact limit at probability p, over the size: from the least count r with P(X <= r) >= p, with a = the part
 * of the probability of r itself that is too much, r − a below and, turned round, r + 1 − a above. A count on
 * or within it has a tail probability of at least p (or 1 − p), one beyond it less. */
static double exact_limit(enum funnel_kind kind, double centre, double size, double p) {
    if (kind == FUNNEL_SHARE && centre >= 1)
        return 1;
    if (!(centre > 0))
        return 0;
    double n = kind == FUNNEL_SHARE ? nearbyint(size) : 0, mean = centre * size, r, upto, at;
    if (kind == FUNNEL_SHARE && n < 1)
        return NAN;
    if (kind == FUNNEL_SHARE) {
        r = qbinom(p, n, centre, 1, 0);
        upto = pbinom(r, n, centre, 1, 0);
        at = dbinom(r, n, centre, 0);
    } else {
        r = qpois(p, mean, 1, 0);
        upto = ppois(r, mean, 1, 0);
        at = dpois(r, mean, 0);
    }
    double limit = r + (p > 0.5) - (at > 0 ? (upto - p) / at : 0);
    limit = fmax(limit, 0) / size;
    return kind == FUNNEL_SHARE ? fmin(limit, 1) : limit;
}

static void widen(double *low, double *high, const struct funnel *funnel, double size, double z) {
    double middle = transformed(funnel->kind, funnel->centre);
    double half = z * sqrt(chance(size) + funnel->tau * funnel->tau);
    *low = fmin(*low, back(funnel->kind, middle - half));
    *high = fmax(*high, back(funnel->kind, middle + half));
}

struct funnel_limits funnel_limits_at(const struct funnel *funnel, double size) {
    if (isnan(funnel->centre) || !(size > 0) || !isfinite(size))
        return (struct funnel_limits){NAN, NAN, NAN, NAN};
    struct funnel_limits limits = {exact_limit(funnel->kind, funnel->centre, size, 0.025),
                                   exact_limit(funnel->kind, funnel->centre, size, 0.975),
                                   exact_limit(funnel->kind, funnel->centre, size, 0.001),
                                   exact_limit(funnel->kind, funnel->centre, size, 0.999)};
    if (funnel->tau > 0) {
        widen(&limits.low95, &limits.high95, funnel, size, qnorm(0.975, 0, 1, 1, 0));
        widen(&limits.low998, &limits.high998, funnel, size, qnorm(0.999, 0, 1, 1, 0));
    }
    return limits;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Type 7 quantile of sorted values. */
static double quantile(const double *sorted, size_t count, double p) {
    double at = p * (double)(count - 1);
    size_t below = (size_t)at;
    double next = below + 1 < count ? sorted[below + 1] : sorted[below];
    return sorted[below] + (at - (double)below) * (next - sorted[below]);
}

static double estimate_tau(const struct funnel *funnel, const struct funnel_unit *units, size_t count,
                           struct arena *arena) {
    double *scores = arena_array(arena, count + 1, sizeof *scores), weights = 0, squares = 0, sum = 0;
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (!usable(funnel->kind, &units[i]))
            continue;
        double variance = chance(units[i].size);
        scores[used++] = (transformed(funnel->kind, units[i].count / units[i].size) -
                          transformed(funnel->kind, funnel->centre)) /
                         sqrt(variance);
        weights += 1 / variance;
        squares += 1 / (variance * variance);
    }
    if (used < FEWEST)
        return 0;
    qsort(scores, used, sizeof *scores, ascending);
    double low = quantile(scores, used, winsorised), high = quantile(scores, used, 1 - winsorised);
    for (size_t i = 0; i < used; i++) {
        double z = scores[i] < low ? low : scores[i] > high ? high : scores[i];
        sum += z * z;
    }
    double beyond = sum - ((double)used - 1), spread = weights - squares / weights;
    return beyond > 0 && spread > 0 ? sqrt(beyond / spread) : 0;
}

static int place_of(double value, const struct funnel_limits *limits) {
    if (value > limits->high95)
        return value > limits->high998 ? 2 : 1;
    if (value < limits->low95)
        return value < limits->low998 ? -2 : -1;
    return 0;
}

struct funnel funnel_make(enum funnel_kind kind, const struct funnel_unit *units, size_t count,
                          struct arena *arena) {
    struct funnel funnel = {kind, NAN, 0, arena_array(arena, count + 1, sizeof *funnel.places)};
    double counts = 0, sizes = 0;
    for (size_t i = 0; i < count; i++)
        if (usable(kind, &units[i])) {
            counts += units[i].count;
            sizes += units[i].size;
        }
    if (sizes > 0) {
        funnel.centre = counts / sizes;
        funnel.tau = estimate_tau(&funnel, units, count, arena);
    }
    for (size_t i = 0; i < count; i++) {
        struct funnel_place *place = &funnel.places[i];
        bool has = usable(kind, &units[i]);
        place->value = has ? units[i].count / units[i].size : NAN;
        place->limits = funnel_limits_at(&funnel, has ? units[i].size : NAN);
        place->beyond = has ? place_of(place->value, &place->limits) : 0;
    }
    return funnel;
}
