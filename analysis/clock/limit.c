/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/limit.h"

enum { MOST = 100000 };

static const struct {
    const char *suffix;
    enum limit_unit unit;
    int64_t factor;
} units[] = {{"", LIMIT_DAYS, 1},       {"d", LIMIT_DAYS, 1},       {"w", LIMIT_DAYS, 7},
             {"wd", LIMIT_WORKDAYS, 1}, {"h", LIMIT_SECONDS, 3600}, {"min", LIMIT_SECONDS, 60}};

bool limit_parse(struct str text, struct limit *limit, struct err *err) {
    size_t digits = 0;
    while (digits < text.size && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    int64_t count;
    bool number = str_to_int(str_sub(text, 0, digits), &count) && count <= MOST;
    for (size_t i = 0; number && i < sizeof units / sizeof *units; i++)
        if (str_equal(str_sub(text, digits, text.size), str_of(units[i].suffix))) {
            *limit = (struct limit){units[i].unit, count * units[i].factor};
            return true;
        }
    err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a limit", STR_ARG(text));
    return err_hint(err, "write 15 or 15d (days), 3wd (working days), 8w (weeks), 24h or 30min");
}
