/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/format.h"

#include "analysis/base/date.h"
#include "reports/labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"
#define MINUS "\xE2\x88\x92"
#define EN_DASH "\xE2\x80\x93"
#define EM_DASH "\xE2\x80\x94"

enum {
    SIGNIFICANT = 15, /* decimal digits looked at when rounding, as spreadsheets do */
    DIGITS = 400      /* room for the largest double in full */
};

/* A magnitude in decimal: digits before and after the point. */
struct decimal {
    char whole[DIGITS];
    char fraction[8];
};

static bool shown_in_percent(enum unit unit) {
    return unit == UNIT_SHARE || unit == UNIT_CHANGE || unit == UNIT_POINTS;
}

static bool signed_unit(enum unit unit) {
    return unit == UNIT_CHANGE || unit == UNIT_POINTS;
}

/* Places after the point. Small figures keep one place more; a count that is not whole is an expectation. */
int format_places(enum unit unit, double value) {
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

/* Rounds |value| × 10^shift to `places`, halves away from zero, judged on its first 15 significant decimal
 * digits: what is 0.8695 to a reader is rounded up although the nearest double lies below, on every machine.
 */
static struct decimal decimal_round(double value, int shift, int places) {
    char digits[SIGNIFICANT + 16];
    snprintf(digits, sizeof digits, "%.*e", SIGNIFICANT - 1, fabs(value));
    int exponent = value == 0 ? 0 : atoi(strchr(digits, 'e') + 1) + shift;
    char line[DIGITS + SIGNIFICANT]; /* all digits, the point after `point` of them */
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
    struct decimal out = {{0}, {0}};
    snprintf(out.whole, sizeof out.whole, "%s%.*s", carry ? "1" : "", point, line);
    snprintf(out.fraction, sizeof out.fraction, "%.*s", places, line + point);
    return out;
}

static int shift_of(enum unit unit) {
    return shown_in_percent(unit) ? 2 : 0;
}

static struct decimal decimal_of(enum unit unit, double value) {
    return decimal_round(value, shift_of(unit), format_places(unit, value));
}

static bool decimal_zero(const struct decimal *decimal) {
    return strspn(decimal->whole, "0") == strlen(decimal->whole) &&
           strspn(decimal->fraction, "0") == strlen(decimal->fraction);
}

double format_rounded(enum unit unit, double value) {
    if (!isfinite(value))
        return NAN;
    struct decimal decimal = decimal_of(unit, value);
    if (decimal_zero(&decimal))
        return 0;
    char text[DIGITS + 32];
    snprintf(text, sizeof text, "%s%s.%se-%d", value < 0 ? "-" : "", decimal.whole, decimal.fraction,
             shift_of(unit));
    return strtod(text, NULL);
}

static void add_grouped(struct buf *out, const char *digits) {
    size_t size = strlen(digits);
    for (size_t i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            buf_add_char(out, ',');
        buf_add_char(out, digits[i]);
    }
}

/* Sign, digits and fraction, nothing behind. */
static void add_digits(struct buf *out, enum unit unit, double value) {
    struct decimal decimal = decimal_of(unit, value);
    bool zero = decimal_zero(&decimal);
    if (value < 0 && !zero)
        buf_add(out, STR(MINUS));
    else if (signed_unit(unit) && !zero)
        buf_add_char(out, '+');
    add_grouped(out, decimal.whole);
    if (decimal.fraction[0])
        buf_printf(out, ".%s", decimal.fraction);
}

/* The label with the words of the unit ("{0} days"); NULL when there are none. */
static const char *unit_label(enum unit unit) {
    switch (unit) {
    case UNIT_DAYS:
        return "unit.days";
    case UNIT_HOURS:
        return "unit.hours";
    case UNIT_WORKDAYS:
        return "unit.workdays";
    case UNIT_POINTS:
        return "unit.points";
    default:
        return NULL;
    }
}

static struct str finish(struct arena *arena, struct buf *buf) {
    struct str text = str_copy(arena, buf_str(buf));
    buf_free(buf);
    return text;
}

static struct str with_unit(struct arena *arena, enum lang lang, enum unit unit, struct str digits) {
    const char *words = unit_label(unit);
    if (words)
        return label_fill(arena, lang, words, &digits, 1);
    if (unit == UNIT_SHARE || unit == UNIT_CHANGE)
        return str_printf(arena, STR_FMT NO_BREAK_SPACE "%%", STR_ARG(digits));
    return digits;
}

static struct str digits_of(struct arena *arena, enum unit unit, double value) {
    struct buf out = {0};
    add_digits(&out, unit, value);
    return finish(arena, &out);
}

struct str format_value(struct arena *arena, enum unit unit, double value) {
    if (!isfinite(value))
        return STR(EM_DASH);
    struct str digits = digits_of(arena, unit, value);
    bool percent = unit == UNIT_SHARE || unit == UNIT_CHANGE;
    return percent ? with_unit(arena, LANG_EN, unit, digits) : digits;
}

struct str format_figure(struct arena *arena, enum lang lang, const struct figure *figure) {
    if (!isfinite(figure->value))
        return STR(EM_DASH);
    return with_unit(arena, lang, figure->unit, digits_of(arena, figure->unit, figure->value));
}

struct str format_change(struct arena *arena, const struct figure *figure) {
    struct str text = format_value(arena, figure->unit, figure->value);
    if (figure->unit != UNIT_POINTS || !isfinite(figure->value))
        return text;
    return str_printf(arena, STR_FMT NO_BREAK_SPACE "pp", STR_ARG(text));
}

struct str format_figure_n(struct arena *arena, enum lang lang, const struct figure *figure) {
    struct str text = format_figure(arena, lang, figure);
    if (!isfinite(figure->value) || signed_unit(figure->unit) || figure->unit == UNIT_COUNT)
        return text;
    bool ratio = isfinite(figure->numerator) && isfinite(figure->denominator);
    if (!ratio && !isfinite(figure->n))
        return text;
    struct str parts[3] = {text};
    parts[1] = digits_of(arena, UNIT_COUNT, ratio ? figure->numerator : figure->n);
    parts[2] = ratio ? digits_of(arena, UNIT_COUNT, figure->denominator) : STR("");
    return label_fill(arena, lang, ratio ? "format.ratio" : "format.n", parts, ratio ? 3 : 2);
}

struct str format_interval(struct arena *arena, enum lang lang, const struct figure *figure) {
    if (!isfinite(figure->low) || !isfinite(figure->high))
        return STR("");
    struct buf out = {0};
    add_digits(&out, figure->unit, figure->low);
    bool signs = signed_unit(figure->unit) || figure->low < 0; /* "−1.2 … +3.4": a dash would mislead */
    buf_add(&out, signs ? STR(" \xE2\x80\xA6 ") : STR(EN_DASH));
    add_digits(&out, figure->unit, figure->high);
    return with_unit(arena, lang, figure->unit, finish(arena, &out));
}

struct str format_number_into(char text[FORMAT_NUMBER], double value) {
    if (!isfinite(value))
        return STR("");
    if (value == 0)
        return STR("0"); /* also −0 */
    if (value == floor(value) && fabs(value) < 1e17) {
        snprintf(text, FORMAT_NUMBER, "%.0f", value);
        return str_of(text);
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, FORMAT_NUMBER, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    return str_of(text);
}

struct str format_number(struct arena *arena, double value) {
    char text[FORMAT_NUMBER];
    return str_copy(arena, format_number_into(text, value));
}

struct str format_time(struct arena *arena, int64_t seconds, bool date_only) {
    char text[DATE_TEXT];
    date_format(seconds, date_only, text);
    return str_copy(arena, str_of(text));
}

struct str format_end(struct arena *arena, enum lang lang, int64_t seconds) {
    if (seconds % DATE_DAY != 0)
        return format_time(arena, seconds, false);
    struct str day = format_time(arena, seconds - DATE_DAY, true);
    return label_fill(arena, lang, "format.end_of_day", &day, 1);
}

struct str format_period(struct arena *arena, enum lang lang, int64_t start, int64_t end) {
    struct str days[2] = {format_time(arena, start, true), format_time(arena, end - 1, true)};
    return str_equal(days[0], days[1]) ? days[0] : label_fill(arena, lang, "format.range", days, 2);
}
