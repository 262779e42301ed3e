/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_TAIL_H
#define REDRESS_SIGNAL_TAIL_H

/* How likely a count is when so many are expected. A count with mean m and variance v > m is negative
 * binomial with size m² / (v − m); with v <= m it is Poisson. */

/* P(X >= observed), 0 … 1; NAN unless mean > 0 and observed >= 0. */
double tail_upper(double observed, double mean, double variance);
/* Its natural logarithm, which does not run out at 1e-308. */
double tail_log_upper(double observed, double mean, double variance);
/* Least count x >= at_least with P(X >= x) <= p, 0 < p < 1. */
double tail_least(double p, double mean, double variance, double at_least);
/* Least x with P(X <= x) >= p. */
double tail_quantile(double p, double mean, double variance);

#endif
