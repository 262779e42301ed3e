/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/dates.h"

#include "analysis/base/date.h"

#include <string.h>

enum { MOST_STEPS = 32, MOST_FORMATS = 32, ALWAYS = 4, YEAR_FIRST = 1970, YEAR_LAST = 2105 };

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
    bool free_time; /* any time of day may follow */
    bool days;      /* names the day; else the first of the month is meant */
};

struct date_formats {
    size_t count;
    bool iso_first; /* no format reads 2026-02-03 otherwise, so that it may be tried before all */
    struct date_format items[MOST_FORMATS + ALWAYS];
};

struct moment {
    struct date_civil civil;
    int half; /* 0 none, 1 AM, 2 PM */
    bool timed, whole_month;
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

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* A number of `least` to `most` digits. */
static bool take_number(struct str text, size_t *at, size_t least, size_t most, int *value) {
    size_t from = *at;
    int sum = 0;
    while (*at < text.size && *at - from < most && is_digit(text.data[*at]))
        sum = sum * 10 + (text.data[(*at)++] - '0');
    *value = sum;
    return *at - from >= least;
}

static void skip_blanks(struct str text, size_t *at) {
    while (*at < text.size && is_blank(text.data[*at]))
        ++*at;
}

static void skip_fraction(struct str text, size_t *at) {
    if (*at + 1 < text.size && (text.data[*at] == '.' || text.data[*at] == ',') &&
        is_digit(text.data[*at + 1]))
        for (++*at; *at < text.size && is_digit(text.data[*at]);)
            ++*at;
}

/* AM, PM, am, p.m. … */
static bool take_half(struct str text, size_t *at, int *half) {
    if (*at >= text.size)
        return false;
    char letter = (char)(text.data[*at] | 0x20);
    size_t next = *at + 1;
    next += next < text.size && text.data[next] == '.';
    if ((letter != 'a' && letter != 'p') || next >= text.size || (text.data[next] | 0x20) != 'm')
        return false;
    *at = next + 1;
    *at += *at < text.size && text.data[*at] == '.';
    *half = letter == 'a' ? 1 : 2;
    return true;
}

/* Month names in full or by their first three letters. */
static bool take_month_name(struct str text, size_t *at, int *month) {
    static const char names[12][10] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};
    for (int m = 0; m < 12; m++) {
        struct str name = str_of(names[m]), left = str_sub(text, *at, text.size);
        size_t length = left.size >= name.size && str_equal_ascii_nocase(str_sub(left, 0, name.size), name)
                            ? name.size
                            : 3;
        if (left.size < length || !str_equal_ascii_nocase(str_sub(left, 0, length), str_sub(name, 0, length)))
            continue;
        *at += length;
        *month = m + 1;
        return true;
    }
    return false;
}

/* "Z", "+08:00", "-0500", "UTC", "GMT": named, but times are taken as the export's own clock. */
static void skip_zone(struct str text, size_t *at) {
    struct str left = str_sub(text, *at, text.size);
    if (str_equal(left, STR("Z")) || str_equal(left, STR("UTC")) || str_equal(left, STR("GMT"))) {
        *at = text.size;
        return;
    }
    size_t i = *at + 1;
    int hours, minutes;
    if (left.size < 3 || (left.data[0] != '+' && left.data[0] != '-') ||
        !take_number(text, &i, 2, 2, &hours) || hours > 14)
        return;
    i += i < text.size && text.data[i] == ':';
    if (i < text.size && (!take_number(text, &i, 2, 2, &minutes) || minutes > 59))
        return;
    *at = i;
}

/* What may follow a date: nothing, or a time of day. */
static bool take_free_time(struct str text, size_t *at, struct moment *moment) {
    if (*at == text.size)
        return true;
    if (text.data[*at] != 'T' && !is_blank(text.data[*at]))
        return false;
    ++*at;
    skip_blanks(text, at);
    struct date_civil *civil = &moment->civil;
    if (!take_number(text, at, 1, 2, &civil->hour) || *at >= text.size || text.data[(*at)++] != ':' ||
        !take_number(text, at, 2, 2, &civil->minute))
        return false;
    if (*at < text.size && text.data[*at] == ':') {
        ++*at;
        if (!take_number(text, at, 2, 2, &civil->second))
            return false;
        skip_fraction(text, at);
    }
    skip_blanks(text, at);
    if (take_half(text, at, &moment->half))
        skip_blanks(text, at);
    skip_zone(text, at);
    moment->timed = true;
    return *at == text.size;
}

static bool take_step(struct str text, size_t *at, uint16_t step, struct moment *moment) {
    struct date_civil *civil = &moment->civil;
    switch (step) {
    case STEP_YEAR:
        return take_number(text, at, 4, 4, &civil->year);
    case STEP_SHORT_YEAR: /* POSIX: 69 to 99 are of the last century */
        if (!take_number(text, at, 2, 2, &civil->year))
            return false;
        civil->year += civil->year < 69 ? 2000 : 1900;
        return true;
    case STEP_MONTH:
        return take_number(text, at, 1, 2, &civil->month);
    case STEP_MONTH_NAME:
        return take_month_name(text, at, &civil->month);
    case STEP_DAY:
        return take_number(text, at, 1, 2, &civil->day);
    case STEP_HOUR:
        moment->timed = true;
        return take_number(text, at, 1, 2, &civil->hour);
    case STEP_MINUTE:
        return take_number(text, at, 1, 2, &civil->minute);
    case STEP_SECOND:
        if (!take_number(text, at, 1, 2, &civil->second))
            return false;
        skip_fraction(text, at);
        return true;
    case STEP_HALF:
        return take_half(text, at, &moment->half);
    case STEP_BLANK:
        skip_blanks(text, at);
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
    return format->free_time ? take_free_time(text, &at, moment) : at == text.size;
}

static bool finish(const struct moment *moment, uint32_t *seconds, bool *date_only) {
    struct date_civil civil = moment->civil;
    civil.day += moment->whole_month;
    if (moment->half && civil.hour > 12 && moment->half == 1)
        return false;
    if (moment->half && civil.hour <= 12)
        civil.hour = civil.hour % 12 + (moment->half == 2 ? 12 : 0);
    if (civil.year < YEAR_FIRST || civil.year > YEAR_LAST ||
        !date_valid(civil.year, civil.month, civil.day) || civil.hour > 23 || civil.minute > 59 ||
        civil.second > 59)
        return false;
    *seconds = (uint32_t)date_seconds(civil);
    *date_only = !moment->timed;
    return true;
}

static int two_digits(const char *text) {
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/* "2026-02-03" at the start of the text, without a loop. */
static bool take_iso(struct str text, struct date_civil *civil) {
    const char *d = text.data;
    if (text.size < 10 || d[4] != '-' || d[7] != '-' || !is_digit(d[0]) || !is_digit(d[1]) ||
        !is_digit(d[2]) || !is_digit(d[3]) || !is_digit(d[5]) || !is_digit(d[6]) || !is_digit(d[8]) ||
        !is_digit(d[9]))
        return false;
    civil->year = two_digits(d) * 100 + two_digits(d + 2);
    civil->month = two_digits(d + 5);
    civil->day = two_digits(d + 8);
    return true;
}

bool dates_parse(const struct date_formats *formats, struct str cell, uint32_t *seconds, bool *date_only) {
    struct moment iso = {0};
    size_t at = 10;
    if (formats->iso_first && take_iso(cell, &iso.civil) && take_free_time(cell, &at, &iso))
        return finish(&iso, seconds, date_only);
    for (size_t i = 0; i < formats->count; i++) {
        struct moment moment = {.whole_month = !formats->items[i].days};
        if (match(&formats->items[i], cell, &moment) && finish(&moment, seconds, date_only))
            return true;
    }
    return false;
}

bool dates_serial(struct str cell, bool from_1904, uint32_t *seconds, bool *date_only) {
    enum { EPOCH = 25569, EPOCH_1904 = 24107, MOST = 24, PLACES = 12 };
    size_t at = 0;
    int day;
    int64_t fraction = 0, unit = 1;
    if (cell.size > MOST || !take_number(cell, &at, 5, 5, &day) || (at < cell.size && cell.data[at] != '.'))
        return false;
    size_t from = at < cell.size ? at + 1 : at;
    for (at = from; at < cell.size; at++) {
        if (!is_digit(cell.data[at]))
            return false;
        if (at - from < PLACES) {
            fraction = fraction * 10 + (cell.data[at] - '0');
            unit *= 10;
        }
    }
    day -= from_1904 ? EPOCH_1904 : EPOCH;
    int64_t sum = (int64_t)day * DATE_DAY + (fraction * DATE_DAY + unit / 2) / unit;
    if (day < 0 || sum >= date_days(YEAR_LAST + 1, 1, 1) * DATE_DAY)
        return false;
    *seconds = (uint32_t)sum;
    *date_only = fraction == 0;
    return true;
}
