/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/date_cell.h"

#include <string.h>

bool dates_serial(struct str cell, bool from_1904, uint32_t *seconds, bool *date_only) {
    enum { EPOCH = 25569, EPOCH_1904 = 24107, MOST = 24, PLACES = 12 };
    size_t at = 0;
    int day;
    int64_t fraction = 0, unit = 1;
    if (cell.size > MOST || !cell_number(cell, &at, 5, 5, &day) || (at < cell.size && cell.data[at] != '.'))
        return false;
    size_t from = at < cell.size ? at + 1 : at;
    for (at = from; at < cell.size; at++) {
        if (!cell_is_digit(cell.data[at]))
            return false;
        if (at - from < PLACES) {
            fraction = fraction * 10 + (cell.data[at] - '0');
            unit *= 10;
        }
    }
    day -= from_1904 ? EPOCH_1904 : EPOCH;
    int64_t sum = (int64_t)day * DATE_DAY + (fraction * DATE_DAY + unit / 2) / unit;
    if (day < 0 || sum >= date_days(DATE_YEAR_LAST + 1, 1, 1) * DATE_DAY)
        return false;
    *seconds = (uint32_t)sum;
    *date_only = fraction == 0;
    return true;
}

/* A date of numbers that ends in its year, both numbers as they stand. */
struct year_last {
    int first, second;
};

static bool day_first(const struct date_reading *reading) {
    return reading->order != DATE_MONTH_FIRST;
}

/* Counts what the two numbers tell and puts them where they belong. */
static bool place(const struct date_reading *reading, struct year_last numbers, struct moment *moment,
                  struct date_tally *tally) {
    bool as_day = numbers.second >= 1 && numbers.second <= 12,
         as_month = numbers.first >= 1 && numbers.first <= 12;
    bool day = day_first(reading);
    if (!as_day && !as_month)
        return false;
    if (as_day != as_month && as_day != day) {
        if (reading->order_given)
            return false;
        day = as_day;
    }
    moment->civil.day = day ? numbers.first : numbers.second;
    moment->civil.month = day ? numbers.second : numbers.first;
    if (as_day && as_month) {
        tally->either += numbers.first != numbers.second;
        tally->halves += numbers.first != numbers.second && moment->half;
    } else
        *(as_day ? &tally->day_first : &tally->month_first) += 1;
    return true;
}

/* Four or two digits, or two behind an apostrophe. */
static bool take_year(struct str cell, size_t *at, int *year) {
    size_t from = *at;
    if (cell_number(cell, at, 4, 4, year))
        return true;
    *at = from + (from < cell.size && cell.data[from] == '\'');
    if (!cell_number(cell, at, 2, 2, year))
        return false;
    *year = cell_century(*year);
    return true;
}

static bool is_separator(char c) {
    return c == '/' || c == '-' || c == '.';
}

static void skip_signs(struct str cell, size_t *at, const char *signs) {
    while (*at < cell.size && cell.data[*at] && strchr(signs, cell.data[*at]))
        ++*at;
}

/* "Tue, ", "Tuesday ": a weekday that no month begins like. */
static void skip_weekday(struct str cell, size_t *at) {
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (size_t i = 0; i < 7 && cell.size >= 3; i++) {
        if (!str_equal_ascii_nocase(str_sub(cell, 0, 3), str_of(days[i])))
            continue;
        for (*at = 3; *at < cell.size && (cell.data[*at] | 0x20) >= 'a' && (cell.data[*at] | 0x20) <= 'z';)
            ++*at;
        skip_signs(cell, at, "., ");
        return;
    }
}

/* "3/2/2026 14:05", "Tue 3/2/2026". */
static bool read_year_last(struct str cell, struct moment *moment, struct year_last *numbers) {
    size_t at = 0;
    skip_weekday(cell, &at);
    if (!cell_number(cell, &at, 1, 2, &numbers->first) || at >= cell.size || !is_separator(cell.data[at]))
        return false;
    char separator = cell.data[at++];
    if (!cell_number(cell, &at, 1, 2, &numbers->second) || at >= cell.size || cell.data[at++] != separator)
        return false;
    return take_year(cell, &at, &moment->civil.year) && cell_rest(cell, &at, moment);
}

/* "3-Feb-26", "3 February 2026", "Feb 3, 2026", "Tue, 3 Feb 2026". */
static bool read_named(struct str cell, struct moment *moment) {
    size_t at = 0;
    struct date_civil *civil = &moment->civil;
    skip_weekday(cell, &at);
    bool day_ahead = cell_number(cell, &at, 1, 2, &civil->day);
    skip_signs(cell, &at, day_ahead ? " -/." : "");
    if (!cell_month_name(cell, &at, &civil->month))
        return false;
    skip_signs(cell, &at, " -/.,");
    if (!day_ahead) {
        if (!cell_number(cell, &at, 1, 2, &civil->day) || at >= cell.size || cell_is_digit(cell.data[at]))
            return false;
        skip_signs(cell, &at, " -/.,");
    }
    return take_year(cell, &at, &civil->year) && cell_rest(cell, &at, moment);
}

static size_t digits_of(struct str cell) {
    size_t count = 0;
    while (count < cell.size && cell_is_digit(cell.data[count]))
        count++;
    return count;
}

/* "20260203", "20260203140509", "202602031405", "2026020314", "20260203T140509", "20260203 14:05". */
static bool read_compact(struct str cell, struct moment *moment) {
    struct date_civil *civil = &moment->civil;
    size_t at = 0, digits = digits_of(cell);
    bool hour = digits == 10 && str_starts(cell, STR("20")); /* as seconds since 1970 this were after 2033 */
    if (digits != 8 && digits != 12 && digits != 14 && !hour)
        return false;
    cell_number(cell, &at, 4, 4, &civil->year);
    cell_number(cell, &at, 2, 2, &civil->month);
    cell_number(cell, &at, 2, 2, &civil->day);
    size_t clock = at + (at < cell.size && cell.data[at] == 'T');
    size_t left = digits_of(str_sub(cell, clock, cell.size));
    if (hour)
        return (moment->timed = cell_number(cell, &at, 2, 2, &civil->hour) && at == cell.size);
    if (left != 4 && left != 6)
        return digits == 8 && cell_rest(cell, &at, moment);
    at = clock;
    moment->timed =
        cell_number(cell, &at, 2, 2, &civil->hour) && cell_number(cell, &at, 2, 2, &civil->minute);
    if (left == 6)
        cell_number(cell, &at, 2, 2, &civil->second);
    moment->zoned = at + 1 == cell.size && cell.data[at] == 'Z';
    return at + moment->zoned == cell.size;
}

/* Seconds (10 digits and maybe a fraction), milliseconds (13) or microseconds (16) since 1970. */
static bool read_epoch(struct str cell, struct moment *moment) {
    size_t digits = digits_of(cell), at = digits;
    if ((digits != 10 && digits != 13 && digits != 16) || str_starts(cell, STR("2")))
        return false;
    if (digits == 10)
        cell_fraction(cell, &at);
    int64_t seconds;
    if (at != cell.size || cell.data[0] == '0' || !str_to_int(str_sub(cell, 0, 10), &seconds))
        return false;
    moment->civil = date_civil_of(seconds);
    moment->timed = moment->zoned = true;
    return true;
}

static bool finish(const struct date_reading *reading, const struct moment *moment, enum date_form form,
                   struct date_tally *tally, uint32_t *seconds, bool *date_only) {
    if (!moment_finish(moment, reading->zone, tally, seconds, date_only))
        return false;
    tally->forms[form]++;
    return true;
}

static bool finish_year_last(const struct date_reading *reading, struct moment *moment,
                             struct year_last numbers, struct date_tally *tally, uint32_t *seconds,
                             bool *date_only) {
    struct date_tally before = *tally;
    bool done = place(reading, numbers, moment, tally) &&
                finish(reading, moment, DATE_FORM_YEAR_LAST, tally, seconds, date_only);
    if (!done)
        *tally = before;
    return done;
}

bool dates_read(const struct date_reading *reading, struct str cell, struct date_tally *tally,
                uint32_t *seconds, bool *date_only) {
    struct moment moment;
    struct year_last numbers;
    enum date_form form;
    if (dates_match(reading->formats, cell, true, &moment, &form))
        return finish(reading, &moment, form, tally, seconds, date_only);
    moment = (struct moment){0};
    if (read_year_last(cell, &moment, &numbers))
        return finish_year_last(reading, &moment, numbers, tally, seconds, date_only);
    moment = (struct moment){0};
    if (read_named(cell, &moment))
        return finish(reading, &moment, DATE_FORM_NAMED, tally, seconds, date_only);
    moment = (struct moment){0};
    if (read_compact(cell, &moment) && finish(reading, &moment, DATE_FORM_COMPACT, tally, seconds, date_only))
        return true;
    moment = (struct moment){0};
    if (read_epoch(cell, &moment)) {
        struct date_tally kept = *tally;
        bool done = finish(reading, &moment, DATE_FORM_EPOCH, tally, seconds, date_only);
        tally->zoned = kept.zoned; /* not written there, so nothing to compare */
        tally->zone_low = kept.zone_low;
        tally->zone_high = kept.zone_high;
        return done;
    }
    if (!dates_serial(cell, reading->from_1904, seconds, date_only))
        return false;
    tally->forms[DATE_FORM_SERIAL]++;
    return true;
}

void dates_add_tally(struct date_tally *sum, const struct date_tally *part) {
    if (part->zoned && (!sum->zoned || part->zone_low < sum->zone_low))
        sum->zone_low = part->zone_low;
    if (part->zoned && (!sum->zoned || part->zone_high > sum->zone_high))
        sum->zone_high = part->zone_high;
    for (int form = 0; form < DATE_FORM_COUNT; form++)
        sum->forms[form] += part->forms[form];
    sum->day_first += part->day_first;
    sum->month_first += part->month_first;
    sum->either += part->either;
    sum->halves += part->halves;
    sum->zoned += part->zoned;
    sum->repeated += part->repeated;
    sum->skipped += part->skipped;
}
