/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/period.h"

#include "analysis/base/str.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1970, LAST_YEAR = 2105 }; /* what a table's civil seconds can hold in whole years */

static struct date_civil civil_day(int64_t day) {
    return date_civil_of(day * DATE_DAY);
}

static int64_t first_day(const struct period *period) {
    return date_day_of(period->start);
}

static int64_t last_day(const struct period *period) {
    return date_day_of(period->end) - 1;
}

int64_t period_days(const struct period *period) {
    return (period->end - period->start) / DATE_DAY;
}

static void name_range(struct period *period) {
    char from[DATE_TEXT], to[DATE_TEXT];
    date_format_day(first_day(period), from);
    date_format_day(last_day(period), to);
    snprintf(period->name, PERIOD_NAME, "%.12s..%.12s", from, to);
}

static void name_week(struct period *period) {
    int year;
    if (date_weekday(first_day(period)) != 0) {
        name_range(period);
        return;
    }
    int week = date_iso_week(first_day(period), &year);
    snprintf(period->name, PERIOD_NAME, "%04d-W%02d", year, week);
}

static void name_period(struct period *period) {
    struct date_civil date = civil_day(first_day(period));
    char *name = period->name;
    switch (period->kind) {
    case PERIOD_DAY:
        date_format_day(first_day(period), name);
        break;
    case PERIOD_WEEK:
        name_week(period);
        break;
    case PERIOD_MONTH:
        snprintf(name, PERIOD_NAME, "%04d-%02d", date.year, date.month);
        break;
    case PERIOD_QUARTER:
        snprintf(name, PERIOD_NAME, "%04d-Q%d", date.year, (date.month - 1) / 3 + 1);
        break;
    case PERIOD_HALF:
        snprintf(name, PERIOD_NAME, "%04d-H%d", date.year, (date.month - 1) / 6 + 1);
        break;
    case PERIOD_YEAR:
        snprintf(name, PERIOD_NAME, "%04d", date.year);
        break;
    case PERIOD_RANGE:
        name_range(period);
        break;
    }
}

static struct period make(enum period_kind kind, int64_t first, int64_t after) {
    struct period period = {.start = first * DATE_DAY, .end = after * DATE_DAY, .kind = kind};
    name_period(&period);
    return period;
}

struct period period_range(int64_t first, int64_t last) {
    return make(PERIOD_RANGE, first, last + 1);
}

/* The `months` long stretch of its year that holds a month counted from 0. */
static struct period of_months(enum period_kind kind, int year, int month0, int months) {
    int from = month0 / months * months, to = from + months;
    return make(kind, date_days(year, from + 1, 1), date_days(year + to / 12, to % 12 + 1, 1));
}

struct period period_holding(enum period_kind kind, int64_t day, int week_start) {
    struct date_civil date = civil_day(day);
    int64_t monday;
    switch (kind) {
    case PERIOD_WEEK:
        monday = day - (date_weekday(day) - week_start + 7) % 7;
        return make(kind, monday, monday + 7);
    case PERIOD_MONTH:
        return of_months(kind, date.year, date.month - 1, 1);
    case PERIOD_QUARTER:
        return of_months(kind, date.year, date.month - 1, 3);
    case PERIOD_HALF:
        return of_months(kind, date.year, date.month - 1, 6);
    case PERIOD_YEAR:
        return of_months(kind, date.year, date.month - 1, 12);
    case PERIOD_DAY:
    case PERIOD_RANGE:
        break;
    }
    return make(PERIOD_DAY, day, day + 1);
}

struct period period_before(const struct period *period) {
    int64_t first = first_day(period);
    if (period->kind == PERIOD_RANGE)
        return period_range(first - period_days(period), first - 1);
    return period_holding(period->kind, first - 1, date_weekday(first));
}

struct period period_after(const struct period *period) {
    int64_t after = last_day(period) + 1;
    if (period->kind == PERIOD_RANGE)
        return period_range(after, after + period_days(period) - 1);
    return period_holding(period->kind, after, date_weekday(after));
}

static int64_t year_before(int64_t day) {
    struct date_civil date = civil_day(day);
    int length = date_month_length(date.year - 1, date.month);
    return date_days(date.year - 1, date.month, date.day < length ? date.day : length);
}

/* A week takes its number from its fourth day, the Thursday of an ISO week. */
static struct period week_year_before(const struct period *period) {
    int year, first = date_weekday(first_day(period));
    int week = date_iso_week(first_day(period) + 3, &year);
    int64_t fourth = date_of_iso_week(year - 1, week > 52 ? 52 : week) + 3;
    return period_holding(PERIOD_WEEK, fourth, first);
}

struct period period_year_before(const struct period *period) {
    switch (period->kind) {
    case PERIOD_WEEK:
        return week_year_before(period);
    case PERIOD_RANGE:
        return period_range(year_before(first_day(period)), year_before(last_day(period)));
    default:
        return period_holding(period->kind, year_before(first_day(period)), 0);
    }
}

/* ---- reading */

/* Exactly `digits` digits at `*at`. */
static bool take_number(struct str text, size_t *at, size_t digits, int *value) {
    if (text.size - *at < digits)
        return false;
    *value = 0;
    for (size_t i = 0; i < digits; i++) {
        char c = text.data[(*at)++];
        if (c < '0' || c > '9')
            return false;
        *value = *value * 10 + (c - '0');
    }
    return true;
}

static bool take_char(struct str text, size_t *at, char c) {
    return *at < text.size && text.data[*at] == c ? ++*at, true : false;
}

static bool parse_week(struct str text, size_t at, int year, struct period *period) {
    int week, iso_year;
    if (!take_number(text, &at, 2, &week) || at != text.size || week < 1 || week > 53)
        return false;
    int64_t monday = date_of_iso_week(year, week);
    if (date_iso_week(monday, &iso_year) != week || iso_year != year)
        return false; /* a week 53 that the year does not have */
    *period = make(PERIOD_WEEK, monday, monday + 7);
    return true;
}

/* "Q3" or "H1" after the year. */
static bool parse_part(struct str text, size_t at, int year, int months, struct period *period) {
    int number;
    if (!take_number(text, &at, 1, &number) || at != text.size || number < 1 || number > 12 / months)
        return false;
    *period = of_months(months == 3 ? PERIOD_QUARTER : PERIOD_HALF, year, (number - 1) * months, months);
    return true;
}

static bool parse_month_or_day(struct str text, size_t at, int year, struct period *period) {
    int month, day;
    if (!take_number(text, &at, 2, &month) || month < 1 || month > 12)
        return false;
    if (at == text.size) {
        *period = of_months(PERIOD_MONTH, year, month - 1, 1);
        return true;
    }
    if (!take_char(text, &at, '-') || !take_number(text, &at, 2, &day) || at != text.size ||
        !date_valid(year, month, day))
        return false;
    *period = period_holding(PERIOD_DAY, date_days(year, month, day), 0);
    return true;
}

static bool parse_named(struct str text, struct period *period) {
    size_t at = 0;
    int year;
    if (!take_number(text, &at, 4, &year) || year < FIRST_YEAR || year > LAST_YEAR)
        return false;
    if (at == text.size) {
        *period = of_months(PERIOD_YEAR, year, 0, 12);
        return true;
    }
    if (!take_char(text, &at, '-'))
        return false;
    if (take_char(text, &at, 'W'))
        return parse_week(text, at, year, period);
    if (take_char(text, &at, 'Q'))
        return parse_part(text, at, year, 3, period);
    if (take_char(text, &at, 'H'))
        return parse_part(text, at, year, 6, period);
    return parse_month_or_day(text, at, year, period);
}

/* "last-" and the word of a kind. */
static bool parse_relative(struct str text, int64_t today, int week_start, struct period *period) {
    struct str last = STR("last-");
    enum period_kind kind;
    if (!str_starts(text, last) || !period_kind_find(str_sub(text, last.size, text.size), &kind))
        return false;
    struct period now = period_holding(kind, today, week_start);
    *period = period_before(&now);
    return true;
}

/* Both sides may be days or longer periods: 2026-01..2026-03 is the first quarter as a range. */
static bool parse_range(struct str text, size_t dots, struct period *period, struct err *err) {
    struct period from, to;
    if (!parse_named(str_trim(str_sub(text, 0, dots)), &from) ||
        !parse_named(str_trim(str_sub(text, dots + 2, text.size)), &to))
        return false;
    if (from.start >= to.end)
        return err_set(err, ERR_USAGE, "the period " STR_FMT " ends before it starts", STR_ARG(text));
    *period = period_range(first_day(&from), last_day(&to));
    return true;
}

bool period_parse(struct str text, int64_t today, struct period *period, struct err *err) {
    return period_parse_weeks(text, today, 0, period, err);
}

bool period_parse_weeks(struct str text, int64_t today, int week_start, struct period *period,
                        struct err *err) {
    text = str_trim(text);
    size_t dots = str_find(text, STR(".."));
    if (dots < text.size ? parse_range(text, dots, period, err)
                         : parse_named(text, period) || parse_relative(text, today, week_start, period))
        return true;
    if (!err->kind) {
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a period", STR_ARG(text));
        err_hint(err, "write 2026, 2026-H1, 2026-Q3, 2026-10, 2026-W43, 2026-10-21, "
                      "2026-10-01..2026-10-15, last-day, -week, -month, -quarter, -half or -year");
    }
    return false;
}

struct period *period_split(enum period_kind kind, int64_t start, int64_t end, int week_start,
                            struct arena *arena, size_t *count) {
    *count = 0;
    if (start >= end)
        return arena_array(arena, 0, sizeof(struct period));
    struct period first = period_holding(kind, date_day_of(start), week_start);
    for (struct period at = first; at.start < end; at = period_after(&at))
        ++*count;
    struct period *periods = arena_array(arena, *count, sizeof *periods);
    for (size_t i = 0; i < *count; i++)
        periods[i] = i ? period_after(&periods[i - 1]) : first;
    return periods;
}

bool period_kind_find(struct str name, enum period_kind *kind) {
    static const char *const names[] = {"day", "week", "month", "quarter", "half", "year"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(name, str_of(names[i]))) {
            *kind = (enum period_kind)i;
            return true;
        }
    return false;
}
