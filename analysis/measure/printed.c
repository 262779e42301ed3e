/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/printed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGNIFICANT = 15 /* decimal digits looked at when rounding */ };

/* Small figures keep one place more; a count that is not whole is an expectation. */
int printed_places(enum unit unit, double value) {
    double size = fabs(value);
    switch (unit) {
    case UNIT_COUNT:
        return size < 10 && size != floor(size) ? 1 : 0;
    case UNIT_SHARE:
    case UNIT_CHANGE:
    case UNIT_POINTS:
        return 1;
    case UNIT_DAYS:
    case UNIT_HOURS:
    case UNIT_WORKDAYS:
        return size > 0 && size < 1 ? 2 : 1;
    case UNIT_SCORE:
        return size >= 10 ? 1 : size >= 0.01 || size == 0 ? 2 : 3;
    case UNIT_MONEY:
    case UNIT_RATE:
        return 2;
    }
    return 2;
}

static int shift_of(enum unit unit) {
    return unit == UNIT_SHARE || unit == UNIT_CHANGE || unit == UNIT_POINTS ? 2 : 0;
}

/* Rounds |value| × 10^shift to `places`. */
static struct printed round_digits(double value, int shift, int places) {
    char digits[SIGNIFICANT + 16];
    snprintf(digits, sizeof digits, "%.*e", SIGNIFICANT - 1, fabs(value));
    int exponent = value == 0 ? 0 : atoi(strchr(digits, 'e') + 1) + shift;
    char line[PRINTED_DIGITS + SIGNIFICANT]; /* all digits, the point after `point` of them */
    int point = exponent >= 0 ? exponent + 1 : 1, size = 0;
    for (int i = exponent; i < 0 && size <= places + 1; i++)
        line[size++] = '0';
    for (const char *at = digits; *at != 'e'; at++)
        if (*at != '.')
            line[size++] = *at;
    while (size <= point + places)
        line[size++] = '0';
    int last = point + places; /* the first digit that goes */
    bool carry = line[last] >= '5';
    for (int i = last - 1; i >= 0 && carry; i--) {
        carry = line[i] == '9';
        line[i] = carry ? '0' : (char)(line[i] + 1);
    }
    struct printed out = {{0}, {0}};
    snprintf(out.whole, sizeof out.whole, "%s%.*s", carry ? "1" : "", point, line);
    snprintf(out.fraction, sizeof out.fraction, "%.*s", places, line + point);
    return out;
}

struct printed printed_digits(enum unit unit, double value) {
    return round_digits(value, shift_of(unit), printed_places(unit, value));
}

bool printed_zero(const struct printed *printed) {
    return strspn(printed->whole, "0") == strlen(printed->whole) &&
           strspn(printed->fraction, "0") == strlen(printed->fraction);
}

double figure_printed(enum unit unit, double value) {
    if (!isfinite(value))
        return NAN;
    struct printed digits = printed_digits(unit, value);
    if (printed_zero(&digits))
        return 0;
    char text[PRINTED_DIGITS + 32];
    snprintf(text, sizeof text, "%s%s.%se-%d", value < 0 ? "-" : "", digits.whole, digits.fraction,
             shift_of(unit));
    return strtod(text, NULL);
}
