/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/dated.h"

static bool digits(struct str text, size_t from, size_t to, int *value) {
    int64_t number;
    if (!str_to_int(str_sub(text, from, to), &number) || text.data[from] == '-' || text.data[from] == '+')
        return false;
    *value = (int)number;
    return true;
}

static bool day_of(struct str text, int64_t *day) {
    int year, month, date;
    if (text.size != 10 || text.data[4] != '-' || text.data[7] != '-' || !digits(text, 0, 4, &year) ||
        !digits(text, 5, 7, &month) || !digits(text, 8, 10, &date) || !date_valid(year, month, date))
        return false;
    *day = date_days(year, month, date);
    return true;
}

bool dated_day(const struct yaml *node, int64_t *day, struct err *err) {
    if (node->kind == YAML_SCALAR && day_of(node->text, day))
        return true;
    yaml_fail(node, err, "expected a day");
    return err_hint(err, "write 2026-10-21");
}

bool dated_range(const struct yaml *node, int64_t *first, int64_t *last, struct err *err) {
    struct str text = node->kind == YAML_SCALAR ? node->text : STR("");
    size_t dots = str_find(text, STR(".."));
    bool known = day_of(str_sub(text, 0, dots), first);
    *last = known ? *first : 0;
    if (known && dots < text.size)
        known = day_of(str_sub(text, dots + 2, text.size), last);
    if (!known) {
        yaml_fail(node, err, "expected a day or a range of days");
        return err_hint(err, "write 2026-10-01 or 2026-10-01..2026-10-07");
    }
    return *first <= *last || yaml_fail(node, err, "this range ends before it begins");
}
