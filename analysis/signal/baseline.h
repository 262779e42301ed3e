/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_BASELINE_H
#define REDRESS_SIGNAL_BASELINE_H

/* What counts were to be expected, from their own past: a model of all cells of one dimension set.
 *
 *   mean of cell i in earlier period t   m = exposure(i, t) × rate(i) × exp(trend × t)
 *   variance                             v = dispersion × m + extra × m²
 *
 * One rate a cell, one log-linear trend for all (quasi-likelihood, McCullagh & Nelder 1989, ch. 9). Past
 * spikes count less: weight (2.58 / s)² where the Anscombe residual s is above 2.58 (Farrington et al. 1996;
 * Noufaily et al. 2013). `dispersion` and `extra` are pooled over the cells: a straight line through the
 * squared residuals, `extra` only where it stands out from chance; never below Poisson. `shared` is the
 * variance of what moves all cells together in one period (weather, holidays, a system moved house). The
 * variance of a forecast adds what is not known of rate and trend and, because the dispersion rests on so
 * many degrees of freedom only, is stretched as a t tail is against the normal one. */

#include "analysis/base/arena.h"

#include <stdbool.h>

enum { BASELINE_MIN = 6, BASELINE_MAX = 12 }; /* earlier periods needed, and looked at */

/* Counts of one cell. Periods whose exposure is not above 0, or whose count is NAN, are left out. */
struct series {
    const double *counts;   /* `periods` of them, oldest first */
    const double *exposure; /* periods + 2: then the one left out, last the period asked about */
};

struct baseline {
    size_t periods;
    double trend;          /* per period, logarithm: 0.01 is about +1 % */
    double trend_variance; /* of that estimate */
    double dispersion;     /* >= 1 */
    double extra;          /* >= 0 */
    double shared;         /* >= 0 */
    double freedom;        /* degrees of freedom of the dispersion */
    double stretch;        /* >= 1, of variances */
};

/* A cell's past as the model sees it. */
struct past {
    double seen;    /* counts, spikes weighing less */
    double base;    /* what a rate of 1 would have given, spikes weighing less */
    double weights; /* periods */
};

/* What is believed of a cell's rate before its past is looked at: gamma with this mean and shape (in units of
 * the dispersion). Rate 0: nothing but that it may be rare, not impossible. */
struct prior {
    double rate, shape;
};
static const struct prior prior_none = {0, 0.5};

struct expectation {
    double mean;       /* expected count in the period asked about, > 0 */
    double variance;   /* of a count around it, forecast error included */
    double uncertain;  /* relative variance of `mean` itself */
    double dispersion; /* a count x has variance dispersion × x + extra × x² around its own mean */
    double extra;
};

/* Season (season.h) or whatever else multiplies the mean. */
struct season {
    double factor;   /* 1 = none */
    double variance; /* of its logarithm */
};

/* Standard normal score of a count's upper tail, so that a skewed tail is no surprise; 0 up to two standard
 * deviations above the mean. */
double baseline_score(double count, double mean, double variance);
/* What a count of that score weighs, 0 … 1. */
double baseline_weight(double score);
/* Fits the cells of a set; `periods` is BASELINE_MIN … BASELINE_MAX. */
struct baseline baseline_fit(const struct series *cells, size_t count, size_t periods);
/* All 0 when there is no usable past. */
struct past baseline_past(const struct baseline *baseline, const struct series *cell);
/* For one of the cells, or for what is left of one when another was taken out. False when the cell has no
 * usable past or no exposure now. */
bool baseline_expect(const struct baseline *baseline, const struct series *cell, struct prior prior,
                     struct season season, struct expectation *expectation);
/* The same when the true mean is known to be another, for cells inside a risen one. */
struct expectation expectation_scale(const struct expectation *expectation, double factor);
/* Ratio observed ÷ expected and its 95 % interval: the conditional exact binomial interval of two counts
 * (Przyborowski & Wilenski 1940; Clopper & Pearson 1934) on counts divided by their dispersion. */
void expectation_ratio(const struct expectation *expectation, double observed, double *ratio, double *low,
                       double *high);

#endif
