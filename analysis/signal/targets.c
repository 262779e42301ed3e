/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/targets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *sign;
    enum comparator comparator;
} comparators[] = {{">=", TARGET_AT_LEAST},
                   {"<=", TARGET_AT_MOST},
                   {"\xE2\x89\xA5", TARGET_AT_LEAST},
                   {"\xE2\x89\xA4", TARGET_AT_MOST}};

static bool find_comparator(struct str text, size_t *at, size_t *size, enum comparator *comparator) {
    for (size_t i = 0; i < sizeof comparators / sizeof *comparators; i++) {
        *at = str_find(text, str_of(comparators[i].sign));
        if (*at < text.size) {
            *size = strlen(comparators[i].sign);
            *comparator = comparators[i].comparator;
            return true;
        }
    }
    return false;
}

/* "95%", "95 %", "0.95", "5". */
static bool read_value(struct str text, struct arena *arena, enum unit unit, double *value) {
    bool percent = str_ends(text, STR("%"));
    text = str_trim(str_sub(text, 0, text.size - (percent ? 1 : 0)));
    const char *digits = str_cstr(arena, text);
    char *end;
    *value = strtod(digits, &end);
    if (percent)
        *value /= 100;
    bool share = unit == UNIT_SHARE;
    return text.size && *end == '\0' && isfinite(*value) && *value >= 0 && (!percent || share) &&
           (!share || *value <= 1);
}

bool target_parse(struct str text, struct str source, struct arena *arena, struct target *target,
                  struct err *err) {
    size_t at, size;
    *target = (struct target){.source = {source, source}};
    if (!find_comparator(text, &at, &size, &target->comparator)) {
        err_set(err, ERR_USAGE, "the target \"" STR_FMT "\" has no >= or <=", STR_ARG(text));
        return err_hint(err, "write a measure and its limit, e.g. \"on_time_rate >= 95%%\"");
    }
    struct str name = str_trim(str_sub(text, 0, at));
    struct str value = str_trim(str_sub(text, at + size, text.size));
    if (str_ends(name, STR(":")))
        name = str_trim(str_sub(name, 0, name.size - 1));
    if (!measure_find(str_copy(arena, name), arena, &target->ref, err))
        return false;
    if (read_value(value, arena, target->ref.measure->unit, &target->value))
        return true;
    err_set(err, ERR_USAGE, "the target of " STR_FMT " should be %s, not \"" STR_FMT "\"", STR_ARG(name),
            target->ref.measure->unit == UNIT_SHARE ? "a share such as 95% or 0.95" : "a number",
            STR_ARG(value));
    return false;
}

const struct target *targets_find(const struct targets *targets, const struct measure_ref *ref) {
    for (size_t i = 0; i < targets->count; i++)
        if (!targets->items[i].when_count && measure_same(&targets->items[i].ref, ref))
            return &targets->items[i];
    return NULL;
}
