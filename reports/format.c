/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/format.h"

#include "analysis/base/date.h"
#include "analysis/measure/printed.h"
#include "reports/labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"
#define MINUS "\xE2\x88\x92"
#define EN_DASH "\xE2\x80\x93"
#define EM_DASH "\xE2\x80\x94"

static bool signed_unit(enum unit unit) {
    return unit == UNIT_CHANGE || unit == UNIT_POINTS;
}

int format_places(enum unit unit, double value) {
    return printed_places(unit, value);
}

double format_rounded(enum unit unit, double value) {
    return figure_printed(unit, value);
}

static void add_grouped(struct buf *out, const char *digits) {
    size_t size = strlen(digits);
    for (size_t i = 0; i < size; i++) {
        if (i && (size - i) % 3 == 0)
            buf_add_char(out, ',');
        buf_add_char(out, digits[i]);
    }
}

/* Sign, digits and fraction, nothing behind. What no complaint figure ever is, beyond 10^15, is written with
 * an exponent, so that columns keep their width. */
static void add_digits(struct buf *out, enum unit unit, double value) {
    bool percent = unit == UNIT_SHARE || signed_unit(unit);
    if (fabs(value) * (percent ? 100 : 1) >= 1e15) {
        buf_printf(out, "%s%.1e", value < 0 ? MINUS : "", fabs(value));
        return;
    }
    struct printed decimal = printed_digits(unit, value);
    bool zero = printed_zero(&decimal);
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

struct str format_interval_value(struct arena *arena, const struct figure *figure) {
    if (!isfinite(figure->low) || !isfinite(figure->high))
        return STR("");
    struct buf out = {0};
    add_digits(&out, figure->unit, figure->low);
    bool signs = signed_unit(figure->unit) || figure->low < 0; /* "−1.2 … +3.4": a dash would mislead */
    buf_add(&out, signs ? STR(" \xE2\x80\xA6 ") : STR(EN_DASH));
    add_digits(&out, figure->unit, figure->high);
    return finish(arena, &out);
}

struct str format_interval(struct arena *arena, enum lang lang, const struct figure *figure) {
    struct str digits = format_interval_value(arena, figure);
    return digits.size ? with_unit(arena, lang, figure->unit, digits) : digits;
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
