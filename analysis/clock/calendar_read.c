/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "analysis/base/yaml.h"
#include "analysis/clock/calendar_data.h"
#include "analysis/clock/dated.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1970, LAST_YEAR = 2106 };

static const char *const weekday_names[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                             "friday", "saturday", "sunday"};

struct reading {
    struct calendar *calendar;
    bool weekend[7];
    struct err *err;
};

static bool weekday_of(const struct yaml *node, int *weekday, struct err *err) {
    for (*weekday = 0; *weekday < 7; ++*weekday)
        if (node->kind == YAML_SCALAR && str_equal(node->text, str_of(weekday_names[*weekday])))
            return true;
    yaml_fail(node, err, "expected a weekday");
    return err_hint(err, "write monday, tuesday … sunday");
}

static bool read_weekend(struct reading *r, const struct yaml *node) {
    if (!node) {
        r->weekend[5] = r->weekend[6] = true;
        return true;
    }
    if (!yaml_expect(node, YAML_LIST, "weekend", r->err))
        return false;
    for (size_t i = 0; i < node->count; i++) {
        int weekday;
        if (!weekday_of(node->items[i], &weekday, r->err))
            return false;
        r->weekend[weekday] = true;
    }
    return true;
}

/* ---- years and their days */

static bool year_of(const struct yaml *key, int64_t *year, struct err *err) {
    if (str_to_int(key->text, year) && *year >= FIRST_YEAR && *year <= LAST_YEAR)
        return true;
    return yaml_fail(key, err, "expected a year from %d to %d", FIRST_YEAR, LAST_YEAR);
}

/* The years as [first, last]; they may stand in any order but none may be missing in between. */
static bool find_years(struct reading *r, const struct yaml *years, int64_t *first, int64_t *last) {
    *first = LAST_YEAR + 1;
    *last = 0;
    for (size_t i = 0; i < years->count; i++) {
        int64_t year;
        if (!year_of(years->keys[i], &year, r->err))
            return false;
        *first = year < *first ? year : *first;
        *last = year > *last ? year : *last;
    }
    if (years->count == 0)
        return yaml_fail(years, r->err, "a calendar needs at least one year");
    if ((size_t)(*last - *first) + 1 == years->count)
        return true;
    yaml_fail(years, r->err, "the years from %d to %d have a gap", (int)*first, (int)*last);
    return err_hint(r->err, "add the missing year, with an empty {} when it has no holidays");
}

static bool mark_day(struct reading *r, const struct yaml *node, int64_t day, enum day_kind kind) {
    struct calendar *calendar = r->calendar;
    uint8_t *at = &calendar->kinds[day - calendar->first];
    char text[DATE_TEXT];
    date_format_day(day, text);
    if (*at == DAY_HOLIDAY || *at == DAY_MAKE_UP) {
        if (*at != kind)
            return yaml_fail(node, r->err, "%s is both a day off and a working day", text) ||
                   err_hint(r->err, "leave it out of `off` or of `work`");
        return yaml_fail(node, r->err, "%s stands here twice", text);
    }
    if (kind == DAY_MAKE_UP && *at == DAY_WORK)
        return yaml_fail(node, r->err, "%s is a working day anyway, no weekend to make up for", text);
    *at = (uint8_t)kind;
    return true;
}

static bool mark_days(struct reading *r, const struct yaml *list, int64_t year, enum day_kind kind) {
    if (!list || yaml_is_null(list))
        return true;
    if (!yaml_expect(list, YAML_LIST, kind == DAY_HOLIDAY ? "off" : "work", r->err))
        return false;
    int64_t from = date_days((int)year, 1, 1), to = date_days((int)year, 12, 31), first, last;
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml *item = list->items[i];
        if (!dated_range(item, &first, &last, r->err))
            return false;
        if (first < from || last > to)
            return yaml_fail(item, r->err, "this day does not lie in %d", (int)year);
        for (int64_t day = first; day <= last; day++)
            if (!mark_day(r, item, day, kind))
                return false;
    }
    return true;
}

static bool read_year(struct reading *r, const struct yaml *key, const struct yaml *node) {
    static const char *const known[] = {"off", "work"};
    int64_t year;
    if (yaml_is_null(node))
        return true;
    return year_of(key, &year, r->err) && yaml_expect(node, YAML_MAP, "a year", r->err) &&
           yaml_only_keys(node, known, 2, r->err) && mark_days(r, yaml_get(node, "off"), year, DAY_HOLIDAY) &&
           mark_days(r, yaml_get(node, "work"), year, DAY_MAKE_UP);
}

static bool read_years(struct reading *r, const struct yaml *root) {
    const struct yaml *years = yaml_get(root, "years");
    struct calendar *calendar = r->calendar;
    int64_t first, last;
    if (!years)
        return yaml_fail(root, r->err, "a calendar needs its years");
    if (!yaml_expect(years, YAML_MAP, "years", r->err) || !find_years(r, years, &first, &last))
        return false;
    calendar->first = date_days((int)first, 1, 1);
    calendar->end = date_days((int)last + 1, 1, 1);
    size_t days = (size_t)(calendar->end - calendar->first);
    calendar->kinds = arena_array(calendar->arena, days, 1);
    for (size_t i = 0; i < days; i++)
        calendar->kinds[i] = r->weekend[date_weekday(calendar->first + (int64_t)i)] ? DAY_FREE : DAY_WORK;
    for (size_t i = 0; i < years->count; i++)
        if (!read_year(r, years->keys[i], years->items[i]))
            return false;
    return true;
}

/* ---- opening hours */

static bool two_digits(struct str text, size_t at, int *value) {
    if (at + 2 > text.size || text.data[at] < '0' || text.data[at] > '9' || text.data[at + 1] < '0' ||
        text.data[at + 1] > '9')
        return false;
    *value = (text.data[at] - '0') * 10 + text.data[at + 1] - '0';
    return true;
}

/* "09:00" at a place, also "24:00". */
static bool clock_time(struct str text, size_t at, int32_t *seconds) {
    int hour, minute;
    if (!two_digits(text, at, &hour) || at + 2 >= text.size || text.data[at + 2] != ':' ||
        !two_digits(text, at + 3, &minute) || minute > 59 || hour * 60 + minute > 24 * 60)
        return false;
    *seconds = (hour * 60 + minute) * 60;
    return true;
}

static bool read_span(const struct yaml *node, struct opening *opening, struct err *err) {
    struct str text = node->kind == YAML_SCALAR ? node->text : STR("");
    int32_t from, to;
    if (text.size != 11 || text.data[5] != '-' || !clock_time(text, 0, &from) || !clock_time(text, 6, &to)) {
        yaml_fail(node, err, "expected opening hours");
        return err_hint(err, "write \"09:00-12:00\"");
    }
    if (from >= to)
        return yaml_fail(node, err, "these hours end before they begin");
    if (opening->count && from < opening->spans[opening->count - 1].to)
        return yaml_fail(node, err, "these hours overlap with those before them");
    if (opening->count == SPANS_MOST)
        return yaml_fail(node, err, "a day has at most %d stretches of opening hours", SPANS_MOST);
    opening->spans[opening->count].from = from;
    opening->spans[opening->count++].to = to;
    return true;
}

static bool read_opening(const struct yaml *node, struct opening *opening, struct err *err) {
    if (!yaml_expect(node, YAML_LIST, "opening hours", err))
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (!read_span(node->items[i], opening, err))
            return false;
    return true;
}

static bool read_schedule(const struct yaml *node, struct schedule *schedule, struct err *err) {
    if (!yaml_expect(node, YAML_MAP, "hours", err))
        return false;
    for (size_t i = 0; i < node->count; i++) {
        struct str key = node->keys[i]->text;
        int weekday;
        if (str_equal(key, STR("from"))) {
            if (!dated_day(node->items[i], &schedule->from, err))
                return false;
        } else if (str_equal(key, STR("open"))) {
            if (!read_opening(node->items[i], &schedule->open, err))
                return false;
        } else if (!weekday_of(node->keys[i], &weekday, err) ||
                   !read_opening(node->items[i], &schedule->weekdays[weekday], err)) {
            return err_hint(err, "known keys are from, open and the weekdays, monday … sunday");
        } else {
            schedule->has_own[weekday] = true;
        }
    }
    return yaml_get(node, "from") ||
           yaml_fail(node, err, "opening hours need the day `from` which they hold");
}

static bool read_hours(struct reading *r, const struct yaml *node) {
    struct calendar *calendar = r->calendar;
    if (!node)
        return true;
    if (!yaml_expect(node, YAML_LIST, "hours", r->err))
        return false;
    calendar->schedules = arena_array(calendar->arena, node->count, sizeof *calendar->schedules);
    for (size_t i = 0; i < node->count; i++) {
        if (!read_schedule(node->items[i], &calendar->schedules[i], r->err))
            return false;
        if (i && calendar->schedules[i].from <= calendar->schedules[i - 1].from)
            return yaml_fail(node->items[i], r->err, "later opening hours should follow earlier ones");
    }
    calendar->schedule_count = node->count;
    return true;
}

/* ---- the file */

static bool read_text(const struct yaml *root, const char *key, struct arena *arena, struct str *text,
                      struct err *err) {
    const struct yaml *node = yaml_get(root, key);
    if (!node || !yaml_text(node, key, text, err))
        return !node;
    *text = str_copy(arena, *text);
    return true;
}

static bool read_calendar(struct reading *r, const struct yaml *root) {
    static const char *const known[] = {"name", "source", "weekend", "years", "hours"};
    struct calendar *calendar = r->calendar;
    return yaml_expect(root, YAML_MAP, "a calendar", r->err) &&
           yaml_only_keys(root, known, sizeof known / sizeof *known, r->err) &&
           read_text(root, "name", calendar->arena, &calendar->name, r->err) &&
           read_text(root, "source", calendar->arena, &calendar->source, r->err) &&
           read_weekend(r, yaml_get(root, "weekend")) && read_years(r, root) &&
           read_hours(r, yaml_get(root, "hours"));
}

bool calendar_parse(struct str yaml, const char *name, struct calendar **calendar, struct err *err) {
    struct arena *arena = arena_new();
    struct reading r = {.calendar = arena_alloc(arena, sizeof *r.calendar), .err = err};
    struct yaml *root;
    r.calendar->arena = arena;
    r.calendar->name = str_copy(arena, str_of(name));
    if (!yaml_parse(yaml, name, arena, &root, err) || !read_calendar(&r, root)) {
        arena_free(arena);
        return false;
    }
    calendar_prepare(r.calendar);
    *calendar = r.calendar;
    return true;
}

static bool unknown_name(const char *name, struct err *err) {
    size_t count;
    const struct bundle_file *files = bundle_list("calendars/", &count);
    struct buf list = {0};
    for (size_t i = 0; i < count; i++) {
        struct str file = str_of(files[i].name + strlen("calendars/"));
        buf_printf(&list, STR_FMT ", ", STR_ARG(str_sub(file, 0, str_find_char(file, '.'))));
    }
    err_set(err, ERR_USAGE, "there is no calendar \"%s\"", name);
    err_hint(err, "name one of " STR_FMT "or a file", STR_ARG(buf_str(&list)));
    buf_free(&list);
    return false;
}

bool calendar_load(const char *name_or_path, struct calendar **calendar, struct err *err) {
    char shipped[128];
    snprintf(shipped, sizeof shipped, "calendars/%s.yaml", name_or_path);
    const struct bundle_file *file = bundle_find(shipped);
    if (file)
        return calendar_parse(file->bytes, file->name, calendar, err);
    if (!strchr(name_or_path, '/') && !strchr(name_or_path, '.'))
        return unknown_name(name_or_path, err);
    struct file_view view;
    if (!file_map(name_or_path, &view, err))
        return false;
    bool parsed = calendar_parse(view.bytes, name_or_path, calendar, err);
    file_unmap(&view);
    return parsed;
}
