/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/date_cell.h"

/* The first second after DATE_YEAR_LAST. */
#define TIME_LIMIT ((int64_t)4291747200)

bool cell_number(struct str text, size_t *at, size_t least, size_t most, int *value) {
    size_t from = *at;
    int sum = 0;
    while (*at < text.size && *at - from < most && cell_is_digit(text.data[*at]))
        sum = sum * 10 + (text.data[(*at)++] - '0');
    *value = sum;
    return *at - from >= least;
}

/* Also no-break spaces: some programs write a narrow one (U+202F) before AM and PM. */
bool cell_blanks(struct str text, size_t *at) {
    size_t from = *at;
    while (*at < text.size) {
        struct str left = str_sub(text, *at, text.size);
        if (left.data[0] == ' ' || left.data[0] == '\t')
            ++*at;
        else if (str_starts(left, STR("\xC2\xA0")))
            *at += 2;
        else if (str_starts(left, STR("\xE2\x80\xAF")) || str_starts(left, STR("\xE3\x80\x80")))
            *at += 3;
        else
            break;
    }
    return *at > from;
}

void cell_fraction(struct str text, size_t *at) {
    if (*at + 1 < text.size && (text.data[*at] == '.' || text.data[*at] == ',') &&
        cell_is_digit(text.data[*at + 1]))
        for (++*at; *at < text.size && cell_is_digit(text.data[*at]);)
            ++*at;
}

bool cell_half(struct str text, size_t *at, int *half) {
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

bool cell_month_name(struct str text, size_t *at, int *month) {
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

int cell_century(int year) {
    return year + (year < 69 ? 2000 : 1900);
}

static bool take(struct str text, size_t *at, struct str word) {
    bool there = str_starts(str_sub(text, *at, text.size), word);
    *at += there ? word.size : 0;
    return there;
}

/* "+08:00", "-0500", "+08", "+8". */
static bool take_offset(struct str text, size_t *at, int32_t *minutes) {
    size_t i = *at + 1;
    int hours, rest = 0;
    if (*at >= text.size || (text.data[*at] != '+' && text.data[*at] != '-') ||
        !cell_number(text, &i, 1, 2, &hours) || hours > 14)
        return false;
    i += i < text.size && text.data[i] == ':';
    if (i < text.size && (!cell_number(text, &i, 2, 2, &rest) || rest > 59))
        return false;
    *minutes = (text.data[*at] == '-' ? -1 : 1) * (hours * 60 + rest);
    *at = i;
    return true;
}

/* "Z", "UTC", "GMT+8", "+08:00". */
static void take_zone(struct str text, size_t *at, struct moment *moment) {
    bool named = take(text, at, STR("Z")) || take(text, at, STR("UTC")) || take(text, at, STR("GMT"));
    bool offset = take_offset(text, at, &moment->zone);
    moment->zoned = named || offset;
}

/* "14:05", "14:05:09.5", "14.05.09", "14时05分09秒", "14点5分". */
static bool take_clock(struct str text, size_t *at, struct date_civil *civil) {
    if (!cell_number(text, at, 1, 2, &civil->hour))
        return false;
    bool chinese = take(text, at, STR("时")) || take(text, at, STR("點")) || take(text, at, STR("点")) ||
                   take(text, at, STR("時"));
    struct str sign = !chinese && *at < text.size && text.data[*at] == '.' ? STR(".") : STR(":");
    size_t digits = chinese ? 1 : 2;
    if (!chinese && !take(text, at, sign))
        return false;
    if (!cell_number(text, at, digits, 2, &civil->minute))
        return chinese;
    if (chinese && !take(text, at, STR("分")))
        return false;
    if (!chinese && !take(text, at, sign))
        return true;
    if (!cell_number(text, at, digits, 2, &civil->second))
        return chinese;
    cell_fraction(text, at);
    return !chinese || take(text, at, STR("秒"));
}

/* "星期四 ", "周四 ". */
static void take_weekday(struct str text, size_t *at) {
    size_t from = *at;
    if ((take(text, at, STR("星期")) || take(text, at, STR("周"))) && *at < text.size) {
        utf8_next(text, at);
        cell_blanks(text, at);
    } else
        *at = from;
}

enum day_part { PART_NONE, PART_MORNING, PART_NOON, PART_AFTERNOON, PART_EVENING };

/* "下午", "晚上" before a clock time. */
static enum day_part take_day_part(struct str text, size_t *at) {
    static const struct {
        struct str word;
        enum day_part part;
    } words[] = {{STR_INIT("上午"), PART_MORNING}, {STR_INIT("下午"), PART_AFTERNOON},
                 {STR_INIT("凌晨"), PART_MORNING}, {STR_INIT("清晨"), PART_MORNING},
                 {STR_INIT("早晨"), PART_MORNING}, {STR_INIT("早上"), PART_MORNING},
                 {STR_INIT("中午"), PART_NOON},    {STR_INIT("傍晚"), PART_AFTERNOON},
                 {STR_INIT("晚上"), PART_EVENING}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take(text, at, words[i].word))
            return words[i].part;
    return PART_NONE;
}

/* Noon lasts from 11 to 1. Twelve in the evening is the end of that day or its beginning: nobody knows. */
static bool set_half(enum day_part part, struct moment *moment) {
    int hour = (int)moment->civil.hour;
    if (part == PART_EVENING && (hour == 0 || hour == 12))
        return false;
    if (part != PART_NONE)
        moment->half = part == PART_MORNING || (part == PART_NOON && hour == 11) ? 1 : 2;
    return true;
}

bool cell_rest(struct str text, size_t *at, struct moment *moment) {
    if (*at == text.size)
        return true;
    bool day_sign = str_ends(str_sub(text, 0, *at), STR("日"));
    if (text.data[*at] == ',')
        ++*at;
    if (!cell_blanks(text, at) && !take(text, at, STR("T")) && !day_sign)
        return false;
    enum day_part part = take_day_part(text, at);
    cell_blanks(text, at);
    take_weekday(text, at);
    if (part == PART_NONE)
        part = take_day_part(text, at);
    cell_blanks(text, at);
    if (!take_clock(text, at, &moment->civil) || !set_half(part, moment))
        return false;
    cell_blanks(text, at);
    if (!moment->half && cell_half(text, at, &moment->half))
        cell_blanks(text, at);
    take_zone(text, at, moment);
    moment->timed = true;
    return *at == text.size;
}

static void count_zone(struct date_tally *tally, int32_t zone) {
    if (!tally->zoned || zone < tally->zone_low)
        tally->zone_low = zone;
    if (!tally->zoned || zone > tally->zone_high)
        tally->zone_high = zone;
    tally->zoned++;
}

static int64_t to_zone(const struct moment *moment, const struct zone *zone, int64_t seconds,
                       struct date_tally *tally) {
    bool repeated = false;
    if (moment->zoned)
        seconds = zone_local(zone, seconds - (int64_t)moment->zone * 60, &repeated);
    else
        tally->skipped += zone_skips(zone, seconds);
    tally->repeated += repeated;
    return seconds;
}

bool moment_civil(const struct moment *moment, struct date_civil *civil) {
    *civil = moment->civil;
    civil->day += moment->whole_month;
    if (moment->half && civil->hour > 12 && moment->half == 1)
        return false;
    if (moment->half && civil->hour <= 12)
        civil->hour = civil->hour % 12 + (moment->half == 2 ? 12 : 0);
    return civil->year >= DATE_YEAR_FIRST && civil->year <= DATE_YEAR_LAST &&
           date_valid(civil->year, civil->month, civil->day) && civil->hour <= 23 && civil->minute <= 59 &&
           civil->second <= 59;
}

bool moment_finish(const struct moment *moment, const struct zone *zone, struct date_tally *tally,
                   uint32_t *seconds, bool *date_only) {
    struct date_civil civil;
    if (!moment_civil(moment, &civil))
        return false;
    int64_t sum = date_seconds(civil);
    if (moment->zoned)
        count_zone(tally, moment->zone);
    if (zone && moment->timed)
        sum = to_zone(moment, zone, sum, tally);
    if (sum < 0 || sum >= TIME_LIMIT)
        return false;
    *seconds = (uint32_t)sum;
    *date_only = !moment->timed;
    return true;
}
