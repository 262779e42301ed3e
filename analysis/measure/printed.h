/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_PRINTED_H
#define REDRESS_MEASURE_PRINTED_H

/* The number that a person sees: how a figure is rounded wherever it is printed. It is here and not with the
 * documents because changes are defined on printed values (change.h). Counts are whole, shares and changes
 * have one place of their per cent, days and hours one (two below 1), money and rates two. */

#include "analysis/measure/figure.h"

enum { PRINTED_DIGITS = 400 /* room for the largest double in full */ };

/* A magnitude in decimal: digits before and after the point. Of what is shown in per cent, the per cent. */
struct printed {
    char whole[PRINTED_DIGITS];
    char fraction[8];
};

/* Places after the point (of the per cent). */
int printed_places(enum unit unit, double value);
/* The digits of |value|: halves rounded away from zero, judged on the first 15 significant decimal digits, as
 * spreadsheets do: what is 0.8695 to a reader is rounded up although the nearest double lies below. */
struct printed printed_digits(enum unit unit, double value);
bool printed_zero(const struct printed *printed);
/* The same as a number (share 0.8694 → 0.869); NAN when there is none. */
double figure_printed(enum unit unit, double value);

#endif
