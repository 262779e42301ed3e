/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/habit.h"

void habit_add_tally(struct habit_tally *sum, const struct habit_tally *part) {
    dates_add_tally(&sum->dates, &part->dates);
    sum->comma += part->comma;
    sum->point += part->point;
    sum->either += part->either;
}

/* "0,123" and "-0.123" begin with no thousands. */
static char mark_behind_zero(struct str cell) {
    size_t at = 0;
    while (at < cell.size && (cell.data[at] < '0' || cell.data[at] > '9'))
        at++;
    bool zero = at + 1 < cell.size && cell.data[at] == '0';
    return zero && (cell.data[at + 1] == ',' || cell.data[at + 1] == '.') ? cell.data[at + 1] : 0;
}

bool habit_number(const struct habit *habit, struct str cell, struct habit_tally *tally, int64_t *value) {
    int64_t point, comma;
    bool marked = str_find_char(cell, ',') < cell.size || str_find_char(cell, '.') < cell.size;
    if (!marked)
        return value_number(cell, '.', value);
    bool is_point = value_number(cell, '.', &point), is_comma = value_number(cell, ',', &comma);
    char zero = is_point && is_comma ? mark_behind_zero(cell) : 0;
    is_point &= zero != ',';
    is_comma &= zero != '.';
    if (is_point && is_comma)
        tally->either += point != comma;
    else {
        tally->point += is_point;
        tally->comma += is_comma;
    }
    bool as_comma = habit->decimal == ',';
    *value = as_comma ? comma : point;
    return as_comma ? is_comma : is_point;
}

enum { SLIPS = 10 };

static const enum habit_ground grounds[HABIT_LEVELS] = {HABIT_COLUMN, HABIT_FILE, HABIT_OTHER_FILES};

/* Who decides between two ways, by the cells that can only be read the one or the other; HABIT_LEVELS when
 * nothing does. */
static int deciding_level(const uint64_t one[HABIT_LEVELS], const uint64_t other[HABIT_LEVELS]) {
    uint64_t own = one[0] > other[0] ? one[0] : other[0];
    uint64_t against = one[0] > other[0] ? other[1] : one[1];
    int level = own && against / SLIPS >= own ? 1 : 0;
    while (level < HABIT_LEVELS && one[level] == other[level])
        level++;
    return level;
}

struct habit habit_of_dates(const struct profile *profile, const struct habit_tally *all[HABIT_LEVELS]) {
    enum date_order said = dates_order(profile->formats);
    if (said)
        return (struct habit){.order = said, .ground = HABIT_PROFILE};
    uint64_t day[HABIT_LEVELS], month[HABIT_LEVELS];
    for (int level = 0; level < HABIT_LEVELS; level++) {
        day[level] = all[level]->dates.day_first;
        month[level] = all[level]->dates.month_first;
    }
    int level = deciding_level(day, month);
    if (level < HABIT_LEVELS)
        return (struct habit){.order = day[level] > month[level] ? DATE_DAY_FIRST : DATE_MONTH_FIRST,
                              .ground = grounds[level]};
    bool halves = all[HABIT_LEVELS - 1]->dates.halves > 0;
    return (struct habit){.order = halves ? DATE_MONTH_FIRST : DATE_DAY_FIRST};
}

struct habit habit_of_numbers(const struct profile *profile, const struct habit_tally *all[HABIT_LEVELS],
                              char delimiter) {
    if (profile->decimal)
        return (struct habit){.decimal = profile->decimal, .ground = HABIT_PROFILE};
    uint64_t comma[HABIT_LEVELS], point[HABIT_LEVELS];
    for (int level = 0; level < HABIT_LEVELS; level++) {
        comma[level] = all[level]->comma;
        point[level] = all[level]->point;
    }
    int level = deciding_level(comma, point);
    if (level < HABIT_LEVELS)
        return (struct habit){.decimal = comma[level] > point[level] ? ',' : '.', .ground = grounds[level]};
    return (struct habit){.decimal = delimiter == ';' ? ',' : '.'};
}
