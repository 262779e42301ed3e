/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_MEASURE_FIGURE_H
#define REDRESS_MEASURE_FIGURE_H

/* One finished number with everything that says how far it can be trusted. Analyses return figures, writers
 * print them; nobody computes with a printed one except `change` (change.h), which is defined on printed
 * values. */

#include <stdbool.h>
#include <stdint.h>

enum unit {
    UNIT_COUNT,    /* complaints, cases: a whole number */
    UNIT_SHARE,    /* 0 … 1, printed as per cent */
    UNIT_DAYS,     /* decimal days */
    UNIT_HOURS,    /* decimal hours */
    UNIT_WORKDAYS, /* working days */
    UNIT_MONEY,    /* the export's currency */
    UNIT_RATE,     /* per so many of an exposure base */
    UNIT_CHANGE,   /* relative change, 0.1 = +10 % */
    UNIT_POINTS,   /* difference of two shares, 0.01 = one percentage point */
    UNIT_SCORE     /* a mark on the export's own scale, a ratio such as 3.1 times */
};

/* Whole numbers are exact up to 2^53. NAN in `value` is "not available", printed — and null; NAN in the
 * others is "does not apply". */
struct figure {
    enum unit unit;
    double value;
    double n;                      /* cases the figure rests on */
    double numerator, denominator; /* of shares and rates */
    double low, high;              /* 95 % interval */
    double missing;                /* cases that should have counted but lack the value */
    const char *note; /* id of a label that says why a value is missing, or its restriction; or NULL */
};

static inline struct figure figure_none(enum unit unit, const char *note) {
    const double none = __builtin_nan("");
    return (struct figure){unit, none, none, none, none, none, none, none, note};
}

static inline struct figure figure_count(int64_t count) {
    struct figure figure = figure_none(UNIT_COUNT, 0);
    figure.value = figure.n = (double)count;
    return figure;
}

static inline bool figure_available(const struct figure *figure) {
    return !__builtin_isnan(figure->value);
}

#endif
