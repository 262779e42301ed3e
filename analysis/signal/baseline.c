/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/baseline.h"

#include "analysis/signal/tail.h"

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

static const double spike = 3;         /* standard normal score from which a past count weighs less */
static const double trend_limit = 0.3; /* per period; beyond it is a new kind of data, not a trend */
static const double stand_out = 3;     /* standard errors from which `extra` is believed */
enum { ROUNDS = 6, STEPS = 4, RATE_ROUNDS = 4 };

/* One cell while it is fitted. */
struct fit {
    double weights[BASELINE_MAX]; /* 0 = left out */
    double rate;                  /* per exposure, at the middle of the past */
};

static double time_of(const struct baseline *baseline, double period) {
    return period - ((double)baseline->periods - 1) / 2;
}

static double mean_at(const struct baseline *baseline, const struct series *cell, double rate, size_t t) {
    return rate * cell->exposure[t] * exp(baseline->trend * time_of(baseline, (double)t));
}

static double variance_of(const struct baseline *baseline, double mean) {
    return baseline->dispersion * mean + baseline->extra * mean * mean;
}

static void start_weights(const struct series *cell, size_t periods, struct fit *fit) {
    for (size_t t = 0; t < periods; t++)
        fit->weights[t] = cell->exposure[t] > 0 && cell->counts[t] >= 0 ? 1 : 0;
}

/* Maximum of the quasi-likelihood for given trend and weights. */
static void fit_rate(const struct baseline *baseline, const struct series *cell, struct fit *fit) {
    double seen = 0, base = 0;
    for (size_t t = 0; t < baseline->periods; t++)
        if (fit->weights[t] > 0) {
            seen += fit->weights[t] * cell->counts[t];
            base += fit->weights[t] * mean_at(baseline, cell, 1, t);
        }
    fit->rate = base > 0 ? seen / base : 0;
}

double baseline_score(double count, double mean, double variance) {
    if (count < mean + 2 * sqrt(variance))
        return 0;
    double log_p = tail_log_upper(count, mean, variance);
    return log_p < 0 ? qnorm(log_p, 0, 1, 0, 1) : 0;
}

double baseline_weight(double score) {
    return score > spike ? (spike / score) * (spike / score) : 1;
}

static void fit_weights(const struct baseline *baseline, const struct series *cell, struct fit *fit) {
    double share = 1 - 1 / (double)baseline->periods; /* a count pulls its own mean towards itself */
    for (size_t t = 0; t < baseline->periods; t++) {
        double mean = fit->weights[t] > 0 ? mean_at(baseline, cell, fit->rate, t) : 0;
        if (!(mean > 0))
            continue;
        double variance = variance_of(baseline, mean) * share;
        fit->weights[t] = baseline_weight(baseline_score(cell->counts[t], mean, variance));
    }
}

/* One Newton step of the common trend with every cell's rate at its best: score over information. */
static void step_trend(struct baseline *baseline, const struct series *cells, const struct fit *fits,
                       size_t count) {
    double score = 0, information = 0;
    for (size_t i = 0; i < count; i++) {
        double mass = 0, first = 0, second = 0;
        for (size_t t = 0; t < baseline->periods; t++) {
            if (!(fits[i].weights[t] > 0))
                continue;
            double mean = mean_at(baseline, &cells[i], fits[i].rate, t);
            double at = time_of(baseline, (double)t), weight = fits[i].weights[t];
            score += weight * (cells[i].counts[t] - mean) * at;
            mass += weight * mean;
            first += weight * mean * at;
            second += weight * mean * at * at;
        }
        if (mass > 0)
            information += second - first * first / mass;
    }
    if (!(information > 0))
        return;
    double step = score / information;
    baseline->trend += step > 0.1 ? 0.1 : step < -0.1 ? -0.1 : step;
    if (fabs(baseline->trend) > trend_limit)
        baseline->trend = copysign(trend_limit, baseline->trend);
    baseline->trend_variance = 1 / information; /* times the dispersion, once that is known */
}

/* Weighted sums over squared residuals z, divided by their mean: E z = dispersion + extra × m. */
struct line {
    double weight, m, mm, z, mz, freedom;
};

/* Every other period of a cell. */
struct half {
    double mean, squares, used;
};

static struct half half_of(const struct baseline *baseline, const struct series *cell, const struct fit *fit,
                           size_t first) {
    struct half half = {0};
    double seen = 0, base = 0;
    for (size_t t = first; t < baseline->periods; t += 2) {
        if (!(fit->weights[t] > 0))
            continue;
        seen += fit->weights[t] * cell->counts[t];
        base += fit->weights[t] * mean_at(baseline, cell, 1, t);
        half.used += fit->weights[t];
    }
    if (!(base > 0))
        return half;
    half.mean = seen / half.used;
    for (size_t t = first; t < baseline->periods && seen > 0; t += 2) {
        if (!(fit->weights[t] > 0))
            continue;
        double mean = mean_at(baseline, cell, seen / base, t), off = cell->counts[t] - mean;
        double left = 1 - fit->weights[t] * mean / seen; /* what fitting took from the residual */
        half.squares += left > 0.05 ? fit->weights[t] * off * off / left : 0;
    }
    return half;
}

/* Residuals of one half are set against the mean of the other: a cell that came out high by chance also came
 * out more variable, which would look like `extra`. */
static void add_residuals(const struct baseline *baseline, const struct series *cell, const struct fit *fit,
                          struct line *line) {
    struct half halves[2] = {half_of(baseline, cell, fit, 0), half_of(baseline, cell, fit, 1)};
    for (int i = 0; i < 2; i++) {
        const struct half *own = &halves[i], *other = &halves[1 - i];
        if (own->used < 2 || other->used < 2)
            continue;
        double m = other->mean, weight = 1 / (1 + 2 * m); /* a squared residual has variance m (1 + 2 m) */
        line->weight += weight * own->used * own->mean;
        line->m += weight * own->used * own->mean * m;
        line->mm += weight * own->used * own->mean * m * m;
        line->z += weight * own->squares;
        line->mz += weight * own->squares * m;
        line->freedom += own->mean > 0 ? own->used - 1 : 0;
    }
}

/* The line through the squared residuals; `extra` stays 0 unless it is `stand_out` standard errors above. */
static void solve_dispersion(struct baseline *baseline, const struct line *line) {
    double dispersion = line->weight > 0 ? line->z / line->weight : 1, extra = 0;
    double spread = line->weight > 0 ? line->mm - line->m * line->m / line->weight : 0;
    if (spread > 0) {
        double slope = (line->mz - line->m * line->z / line->weight) / spread;
        /* Weights are 1 ÷ variance but for the squared dispersion. */
        double error = fmax(dispersion, 1) / sqrt(spread);
        if (slope > stand_out * error) {
            extra = slope;
            dispersion = (line->z - slope * line->m) / line->weight;
            if (dispersion < 1)
                extra = fmax(0, line->mm > 0 ? (line->mz - line->m) / line->mm : 0);
        }
    }
    baseline->dispersion = fmax(dispersion, 1);
    baseline->extra = extra;
    baseline->freedom = line->freedom;
}

/* Variance of the whole set's periods around the fit, beyond what its counts explain; 0 unless that is two
 * standard errors above chance. */
static double shared_variance(const struct baseline *baseline, const struct series *cells,
                              const struct fit *fits, size_t count) {
    double seen = 0, chance = 0, used = 0;
    for (size_t t = 0; t < baseline->periods; t++) {
        double off = 0, mass = 0, variance = 0;
        for (size_t i = 0; i < count; i++) {
            if (!(fits[i].weights[t] > 0))
                continue;
            double mean = mean_at(baseline, &cells[i], fits[i].rate, t), weight = fits[i].weights[t];
            off += weight * (cells[i].counts[t] - mean);
            mass += weight * mean;
            variance += weight * weight * variance_of(baseline, mean);
        }
        if (!(mass > 0))
            continue;
        seen += off * off / (mass * mass);
        chance += variance / (mass * mass);
        used++;
    }
    double free = used - 2; /* level and trend were fitted */
    if (free < 1)
        return 0;
    seen /= free;
    chance /= used;
    return seen > chance * (1 + 2 * sqrt(2 / free)) ? seen - chance : 0;
}

/* How much wider a t tail at one in a thousand is than a normal one, as a factor of variances. */
static double stretch_of(double freedom) {
    if (!(freedom >= 3))
        freedom = 3;
    double wide = qt(0.001, freedom, 0, 0) / qnorm(0.001, 0, 1, 0, 0);
    return wide > 1 ? wide * wide : 1;
}

struct baseline baseline_fit(const struct series *cells, size_t count, size_t periods) {
    struct baseline baseline = {.periods = periods, .dispersion = 1, .stretch = 1};
    struct fit *fits = heap_array(count + 1, sizeof *fits);
    for (size_t i = 0; i < count; i++)
        start_weights(&cells[i], periods, &fits[i]);
    for (int round = 0; round < ROUNDS; round++) {
        for (int step = 0; step < STEPS; step++) {
            for (size_t i = 0; i < count; i++)
                fit_rate(&baseline, &cells[i], &fits[i]);
            step_trend(&baseline, cells, fits, count);
        }
        struct line line = {0};
        for (size_t i = 0; i < count; i++) {
            fit_rate(&baseline, &cells[i], &fits[i]);
            add_residuals(&baseline, &cells[i], &fits[i], &line);
        }
        solve_dispersion(&baseline, &line);
        baseline.shared = shared_variance(&baseline, cells, fits, count);
        for (size_t i = 0; i < count && round + 1 < ROUNDS; i++)
            fit_weights(&baseline, &cells[i], &fits[i]);
    }
    double length = (double)periods * ((double)periods * (double)periods - 1) / 12; /* Σ time² */
    baseline.trend_variance = baseline.trend_variance * baseline.dispersion + baseline.shared / length;
    baseline.stretch = stretch_of(baseline.freedom - 1);
    heap_free(fits);
    return baseline;
}

struct past baseline_past(const struct baseline *baseline, const struct series *cell) {
    struct past past = {0};
    struct fit fit;
    start_weights(cell, baseline->periods, &fit);
    for (int round = 0; round < RATE_ROUNDS; round++) {
        fit_rate(baseline, cell, &fit);
        fit_weights(baseline, cell, &fit);
    }
    for (size_t t = 0; t < baseline->periods; t++)
        if (fit.weights[t] > 0) {
            past.weights += fit.weights[t];
            past.seen += fit.weights[t] * cell->counts[t];
            past.base += fit.weights[t] * mean_at(baseline, cell, 1, t);
        }
    return past;
}

bool baseline_expect(const struct baseline *baseline, const struct series *cell, struct prior prior,
                     struct season season, struct expectation *expectation) {
    struct past past = baseline_past(baseline, cell);
    double now = cell->exposure[baseline->periods + 1];
    if (!(now > 0) || !(past.base > 0))
        return false;
    double ahead = time_of(baseline, (double)baseline->periods + 1);
    double extra = fmax(baseline->extra, baseline->shared), believed = prior.shape * baseline->dispersion;
    double rate = (past.seen + believed) / (past.base + (prior.rate > 0 ? believed / prior.rate : 0));
    expectation->mean = season.factor * now * exp(baseline->trend * ahead) * rate;
    expectation->dispersion = baseline->stretch * baseline->dispersion;
    expectation->extra = baseline->stretch * extra;
    expectation->uncertain =
        baseline->stretch * (baseline->dispersion / (past.seen + believed) + extra / past.weights +
                             ahead * ahead * baseline->trend_variance) +
        season.variance;
    *expectation = expectation_scale(expectation, 1);
    return true;
}

struct expectation expectation_scale(const struct expectation *expectation, double factor) {
    struct expectation scaled = *expectation;
    double mean = scaled.mean *= factor;
    scaled.variance = scaled.dispersion * mean + (scaled.extra + scaled.uncertain) * mean * mean;
    return scaled;
}

void expectation_ratio(const struct expectation *expectation, double observed, double *ratio, double *low,
                       double *high) {
    double each = expectation->dispersion + expectation->extra * observed; /* variance per count */
    double seen = observed / each, known = 1 / expectation->uncertain;     /* as independent counts */
    double scale = each * known / expectation->mean;
    *ratio = observed / expectation->mean;
    double least = seen > 0 ? qbeta(0.025, seen, known + 1, 1, 0) : 0;
    double most = qbeta(0.975, seen + 1, known, 1, 0);
    *low = scale * least / (1 - least);
    *high = scale * most / (1 - most);
}
