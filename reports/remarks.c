/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/remarks.h"

#include "reports/labels.h"

enum { PARTS = 5, REMARKS_MOST = 12 };

struct remarks {
    struct arena *arena;
    enum lang lang;
    struct str *list;
    size_t count;
};

static void say(struct remarks *r, const char *id, const struct str parts[PARTS]) {
    r->list[r->count++] = label_fill(r->arena, r->lang, id, parts, PARTS);
}

static struct str number(struct remarks *r, uint64_t value) {
    return str_printf(r->arena, "%llu", (unsigned long long)value);
}

static struct str day_text(struct remarks *r, int64_t day) {
    char text[DATE_TEXT];
    date_format_day(day, text);
    return str_copy(r->arena, str_of(text));
}

static void say_lacking(struct remarks *r, const struct clock *clock) {
    struct buf names = {0};
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (clock->lacks & role_bit(role))
            buf_printf(&names, "%s%s", names.size ? ", " : "", roles[role].name);
    struct str parts[PARTS] = {clock->name, str_copy(r->arena, buf_str(&names))};
    if (names.size)
        say(r, "clock.not_available", parts);
    buf_free(&names);
}

static void say_passed_over(struct remarks *r, const struct clock *clock) {
    struct buf names = {0};
    for (size_t i = 0; i < clock->passed_over_count; i++)
        buf_printf(&names, "%s" STR_FMT, i ? ", " : "", STR_ARG(clock->passed_over[i]));
    struct str parts[PARTS] = {clock->name, str_copy(r->arena, buf_str(&names))};
    if (names.size)
        say(r, "clock.passed_over", parts);
    buf_free(&names);
}

static void say_uncovered(struct remarks *r, const struct clock *clock) {
    struct str parts[PARTS] = {clock->name, number(r, clock->counts[CLOCK_UNCOVERED])};
    if (!clock->counts[CLOCK_UNCOVERED])
        return;
    if (!clock->calendar) {
        say(r, "clock.no_calendar", parts);
        return;
    }
    parts[2] = calendar_name(clock->calendar);
    parts[3] = day_text(r, calendar_first(clock->calendar));
    parts[4] = day_text(r, calendar_last(clock->calendar));
    say(r, "clock.uncovered", parts);
}

static void say_count(struct remarks *r, const struct clock *clock, enum clock_count count, const char *id) {
    struct str parts[PARTS] = {clock->name, number(r, clock->counts[count])};
    if (clock->counts[count])
        say(r, id, parts);
}

static void say_clock(struct remarks *r, const struct clock *clock, bool all) {
    say_uncovered(r, clock);
    if (!all && !clock->is_main)
        return;
    say_lacking(r, clock);
    if (all || !clock->some_fit)
        say_passed_over(r, clock);
    say_count(r, clock, CLOCK_NO_TIME, "clock.no_time");
    if (!all)
        return;
    say_count(r, clock, CLOCK_NO_LIMIT, "clock.no_limit");
    say_count(r, clock, CLOCK_NO_START, "clock.no_start");
    say_count(r, clock, CLOCK_PAUSED, "clock.paused");
    say_count(r, clock, CLOCK_EXTENDED, "clock.extended");
    if (!clock->lacks)
        say_count(r, clock, CLOCK_TIMED, clock->is_main ? "clock.timed_main" : "clock.timed");
}

struct str *remarks_of_clocks(const struct dataset *dataset, bool all, struct arena *arena, enum lang lang,
                              size_t *count) {
    const struct clocks *clocks = dataset->clocks;
    struct remarks r = {.arena = arena, .lang = lang};
    r.list = arena_array(arena, 1 + (clocks ? clocks->count : 0) * REMARKS_MOST, sizeof *r.list);
    for (size_t i = 0; clocks && i < clocks->count; i++) {
        const struct clock *clock = &clocks->list[i];
        struct str parts[PARTS] = {clock->name, number(&r, clocks->differ), number(&r, clocks->compared)};
        say_clock(&r, clock, all);
        if (clock->is_main && clocks->differ)
            say(&r, "clock.differs", parts);
    }
    *count = r.count;
    return r.list;
}
