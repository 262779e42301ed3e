/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_INTERVAL_H
#define REDRESS_MEASURE_INTERVAL_H

/* Confidence intervals and tests that measures and signals share. Distributions are R's (r-mathlib). */

#include "analysis/measure/figure.h"

/* Wilson score interval, 95 % (Wilson 1927; Newcombe 1998, method 3). n = 0 gives NAN. */
void interval_wilson(double successes, double n, double *low, double *high);
/* F1 = 2 TP / (2 TP + FP + FN), 95 %: Wilson's interval of TP / (TP + FP + FN), of which F1 is a rising
 * function (the indirect method of Lam 2023, arXiv:2309.14621). NAN without any. */
void interval_f1(double hits, double false_alarms, double misses, double *low, double *high);
/* Exact Poisson interval, 95 % (Garwood 1936). */
void interval_poisson(double count, double *low, double *high);
/* Two counts with exposures: conditional exact binomial test, two-sided as R's binom.test / poisson.test. 1
 * when both are 0. */
double test_two_counts(double a, double exposure_a, double b, double exposure_b);
/* Two proportions: Fisher's exact test, two-sided as R's fisher.test; from 10,000 cases on the score test
 * without continuity correction. */
double test_two_shares(double a, double n_a, double b, double n_b);
/* A share with its Wilson interval, n and missing filled in; denominator 0 gives an unavailable figure. */
struct figure figure_share(int64_t numerator, int64_t denominator, int64_t missing);

#endif
