/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/date_cell.h"

#include <string.h>

enum { MOST_STEPS = 32, MOST_FORMATS = 32, ALWAYS = 4 };

/* A format is a row of steps; a literal step is the byte itself. */
enum step {
    STEP_YEAR = 256,
    STEP_SHORT_YEAR,
    STEP_MONTH,
    STEP_MONTH_NAME,
    STEP_DAY,
    STEP_HOUR,
    STEP_MINUTE,
    STEP_SECOND,
    STEP_HALF, /* AM or PM */
    STEP_BLANK
};

struct date_format {
    size_t count;
    uint16_t steps[MOST_STEPS];
    bool free_time;        /* any time of day may follow */
    bool days;             /* names the day; else the first of the month is meant */
    enum date_order order; /* of day and month, where both are numbers before the year */
};

struct date_formats {
    size_t count;
    size_t given; /* the first ones; behind them those that are always there */
    enum date_order order;
    bool both_orders;
    bool iso_first; /* no format reads 2026-02-03 otherwise, so that it may be tried before all */
    struct date_format items[MOST_FORMATS + ALWAYS];
};

static int step_of(char letter) {
    switch (letter) {
    case 'Y':
        return STEP_YEAR;
    case 'y':
        return STEP_SHORT_YEAR;
    case 'm':
        return STEP_MONTH;
    case 'b':
    case 'B':
        return STEP_MONTH_NAME;
    case 'd':
        return STEP_DAY;
    case 'H':
    case 'I':
        return STEP_HOUR;
    case 'M':
        return STEP_MINUTE;
    case 'S':
        return STEP_SECOND;
    case 'p':
        return STEP_HALF;
    default:
        return -1;
    }
}

static bool has_step(const struct date_format *format, enum step a, enum step b) {
    for (size_t i = 0; i < format->count; i++)
        if (format->steps[i] == a || format->steps[i] == b)
            return true;
    return false;
}

/* Cuts a usual time of day from the end: what follows the date is then read freely. */
static void cut_time(struct date_format *format) {
    static const uint16_t usual[] = {STEP_HOUR, STEP_MINUTE, STEP_SECOND, STEP_HALF, ':', STEP_BLANK, 'T'};
    size_t keep = format->count;
    for (bool cut = true; cut && keep > 0;) {
        cut = false;
        for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
            cut |= format->steps[keep - 1] == usual[i];
        keep -= cut;
    }
    struct date_format date = *format;
    date.count = keep;
    format->free_time = !has_step(&date, STEP_HOUR, STEP_MINUTE);
    if (format->free_time)
        format->count = keep;
}

static enum date_order order_of(const struct date_format *format) {
    enum date_order order = DATE_ORDER_UNKNOWN;
    for (size_t i = 0;
         i < format->count && format->steps[i] != STEP_YEAR && format->steps[i] != STEP_SHORT_YEAR; i++) {
        if (format->steps[i] == STEP_MONTH_NAME)
            return DATE_ORDER_UNKNOWN;
        if (order == DATE_ORDER_UNKNOWN && format->steps[i] == STEP_DAY)
            order = DATE_DAY_FIRST;
        if (order == DATE_ORDER_UNKNOWN && format->steps[i] == STEP_MONTH)
            order = DATE_MONTH_FIRST;
    }
    return format->days ? order : DATE_ORDER_UNKNOWN;
}

static const char *compile(struct str text, struct date_format *format) {
    *format = (struct date_format){0};
    for (size_t i = 0; i < text.size; i++) {
        int step = (unsigned char)text.data[i];
        if (step == ' ' || step == '\t')
            step = STEP_BLANK;
        if (step == '%') {
            step = ++i < text.size ? step_of(text.data[i]) : -1;
            if (step < 0)
                return "only %Y %y %m %d %b %B %H %I %M %S %p are known";
        }
        if (format->count == MOST_STEPS)
            return "it is too long";
        format->steps[format->count++] = (uint16_t)step;
    }
    if (!has_step(format, STEP_YEAR, STEP_SHORT_YEAR) || !has_step(format, STEP_MONTH, STEP_MONTH_NAME))
        return "it needs year and month";
    format->days = has_step(format, STEP_DAY, STEP_DAY);
    if (format->days)
        cut_time(format);
    format->order = order_of(format);
    return NULL;
}

const char *dates_check(struct str format) {
    struct date_format compiled;
    return compile(format, &compiled);
}

static bool same_format(const struct date_format *a, const struct date_format *b) {
    return a->count == b->count && a->free_time == b->free_time &&
           memcmp(a->steps, b->steps, a->count * sizeof *a->steps) == 0;
}

static void add_format(struct date_formats *formats, struct str text) {
    struct date_format format;
    if (formats->count == MOST_FORMATS + ALWAYS || compile(text, &format))
        return;
    for (size_t i = 0; i < formats->count; i++)
        if (same_format(&formats->items[i], &format))
            return;
    formats->items[formats->count++] = format;
}

struct date_formats *dates_compile(const struct str *formats, size_t count, struct arena *arena) {
    struct date_formats *compiled = arena_alloc(arena, sizeof *compiled);
    for (size_t i = 0; i < count && i < MOST_FORMATS; i++)
        add_format(compiled, formats[i]);
    compiled->given = compiled->count;
    for (size_t i = 0; i < compiled->given; i++) {
        enum date_order order = compiled->items[i].order;
        compiled->both_orders |= order && compiled->order && order != compiled->order;
        compiled->order = compiled->order ? compiled->order : order;
    }
    static const struct str always[] = {STR_INIT("%Y-%m-%d"), STR_INIT("%Y/%m/%d"), STR_INIT("%Y年%m月%d日"),
                                        STR_INIT("%Y.%m.%d")};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        add_format(compiled, always[i]);
    compiled->iso_first = true;
    for (size_t i = 0; i < compiled->count; i++) {
        const uint16_t *steps = compiled->items[i].steps;
        compiled->iso_first &= steps[0] != STEP_YEAR || steps[1] != '-' || steps[2] == STEP_MONTH;
    }
    return compiled;
}

enum date_order dates_order(const struct date_formats *formats) {
    return formats->both_orders ? DATE_ORDER_UNKNOWN : formats->order;
}

static bool take_step(struct str text, size_t *at, uint16_t step, struct moment *moment) {
    struct date_civil *civil = &moment->civil;
    switch (step) {
    case STEP_YEAR:
        return cell_number(text, at, 4, 4, &civil->year);
    case STEP_SHORT_YEAR:
        if (!cell_number(text, at, 2, 2, &civil->year))
            return false;
        civil->year = cell_century(civil->year);
        return true;
    case STEP_MONTH:
        return cell_number(text, at, 1, 2, &civil->month);
    case STEP_MONTH_NAME:
        return cell_month_name(text, at, &civil->month);
    case STEP_DAY:
        return cell_number(text, at, 1, 2, &civil->day);
    case STEP_HOUR:
        moment->timed = true;
        return cell_number(text, at, 1, 2, &civil->hour);
    case STEP_MINUTE:
        return cell_number(text, at, 1, 2, &civil->minute);
    case STEP_SECOND:
        if (!cell_number(text, at, 1, 2, &civil->second))
            return false;
        cell_fraction(text, at);
        return true;
    case STEP_HALF:
        return cell_half(text, at, &moment->half);
    case STEP_BLANK:
        cell_blanks(text, at);
        return true;
    default:
        return *at < text.size && (unsigned char)text.data[(*at)++] == step;
    }
}

static bool match(const struct date_format *format, struct str text, struct moment *moment) {
    size_t at = 0;
    for (size_t i = 0; i < format->count; i++)
        if (!take_step(text, &at, format->steps[i], moment))
            return false;
    return format->free_time ? cell_rest(text, &at, moment) : at == text.size;
}

static int two_digits(const char *text) {
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "2026-02-03" at the start of the text, without a loop. */
static bool take_iso(struct str text, struct date_civil *civil) {
    const char *d = text.data;
    if (text.size < 10 || d[4] != '-' || d[7] != '-' || !cell_is_digit(d[0]) || !cell_is_digit(d[1]) ||
        !cell_is_digit(d[2]) || !cell_is_digit(d[3]) || !cell_is_digit(d[5]) || !cell_is_digit(d[6]) ||
        !cell_is_digit(d[8]) || !cell_is_digit(d[9]))
        return false;
    civil->year = two_digits(d) * 100 + two_digits(d + 2);
    civil->month = two_digits(d + 5);
    civil->day = two_digits(d + 8);
    return true;
}

bool dates_match(const struct date_formats *formats, struct str cell, bool free, struct moment *moment,
                 enum date_form *form) {
    size_t at = 10;
    *moment = (struct moment){0};
    *form = DATE_FORM_YEAR_FIRST;
    if (formats->iso_first && take_iso(cell, &moment->civil) && cell_rest(cell, &at, moment))
        return true;
    struct date_civil civil;
    for (size_t i = 0; i < formats->count; i++) {
        if (free && formats->both_orders && formats->items[i].order)
            continue;
        *moment = (struct moment){.whole_month = !formats->items[i].days};
        *form = i < formats->given ? DATE_FORM_GIVEN : DATE_FORM_YEAR_FIRST;
        if (match(&formats->items[i], cell, moment) && moment_civil(moment, &civil))
            return true;
    }
    return false;
}

bool dates_parse(const struct date_formats *formats, struct str cell, uint32_t *seconds, bool *date_only) {
    struct moment moment;
    enum date_form form;
    struct date_tally ignored = {0};
    return dates_match(formats, cell, false, &moment, &form) &&
           moment_finish(&moment, NULL, &ignored, seconds, date_only);
}
