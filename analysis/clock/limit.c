/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/limit.h"

enum { MOST = 100000 };

static const struct {
    const char *suffix;
    enum limit_unit unit;
    int64_t factor;
} units[] = {{"", LIMIT_DAYS, 1},       {"d", LIMIT_DAYS, 1},       {"w", LIMIT_DAYS, 7},
             {"wd", LIMIT_WORKDAYS, 1}, {"h", LIMIT_SECONDS, 3600}, {"min", LIMIT_SECONDS, 60},
             {"m", LIMIT_SECONDS, 60}};

static bool find(struct str text, bool bare, struct limit *limit) {
    size_t digits = 0;
    while (digits < text.size && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    int64_t count;
    bool number = str_to_int(str_sub(text, 0, digits), &count) && count <= MOST;
    for (size_t i = !bare; number && i < sizeof units / sizeof *units; i++)
        if (str_equal(str_sub(text, digits, text.size), str_of(units[i].suffix))) {
            *limit = (struct limit){units[i].unit, count * units[i].factor};
            return true;
        }
    return false;
}

static bool hint(struct err *err) {
    return err_hint(err, "write 15d (days), 3wd (working days), 8w (weeks), 24h or 30min");
}

bool limit_parse(struct str text, struct limit *limit, struct err *err) {
    if (find(text, true, limit))
        return true;
    err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a limit", STR_ARG(text));
    return err_hint(err, "write 15 or 15d (days), 3wd (working days), 8w (weeks), 24h or 30min");
}

/* "end of the 3rd business day", with or without "after receipt". */
static bool business_day(struct str text, struct limit *limit) {
    static const char *const endings[] = {"st business day", "nd business day", "rd business day",
                                          "th business day"};
    const struct str start = STR("end of the "), after = STR(" after receipt");
    if (!str_starts(text, start))
        return false;
    if (str_ends(text, after))
        text.size -= after.size;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct str ending = str_of(endings[i]);
        int64_t count;
        if (str_ends(text, ending) && text.size > start.size + ending.size &&
            str_to_int(str_sub(text, start.size, text.size - ending.size), &count) && count >= 0 &&
            count <= MOST) {
            *limit = (struct limit){LIMIT_WORKDAYS, count};
            return true;
        }
    }
    return false;
}

bool limit_parse_words(struct str text, struct limit *limit, struct err *err) {
    int64_t number;
    if (str_equal(text, STR("same day"))) {
        *limit = (struct limit){LIMIT_DAYS, 0};
        return true;
    }
    if (find(text, false, limit) || business_day(text, limit))
        return true;
    if (str_to_int(text, &number))
        err_set(err, ERR_USAGE, "the limit \"" STR_FMT "\" has no unit", STR_ARG(text));
    else
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a limit", STR_ARG(text));
    return hint(err);
}

struct limit limit_share(struct limit limit, int percent) {
    limit.count = limit.count * percent / 100;
    return limit;
}

enum limit_end limit_end(struct limit limit, struct moment start, const struct calendar *calendar,
                         struct moment *end) {
    int64_t day = date_day_of(start.seconds);
    if (limit.unit == LIMIT_SECONDS) {
        *end = (struct moment){start.seconds + limit.count, false};
        return start.date_only ? LIMIT_NEEDS_TIME : LIMIT_ENDS;
    }
    day = limit.unit == LIMIT_DAYS ? day + limit.count
          : calendar               ? calendar_add(calendar, day, limit.count)
                                   : CALENDAR_UNKNOWN;
    if (day == CALENDAR_UNKNOWN)
        return LIMIT_NEEDS_CALENDAR;
    *end = (struct moment){day * DATE_DAY, true};
    return LIMIT_ENDS;
}
