/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_CLOCKING_H
#define REDRESS_TESTS_CLOCKING_H

/* Clocks over a made table, from policies written in the test or shipped. */

#include "analysis/clock/clocks.h"
#include "analysis/clock/deadline.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/table_builder.h"

enum { CLOCKING_MOST = 4 };

struct clocking {
    struct made *made;
    struct lifecycle *life;
    struct policy *policies[CLOCKING_MOST];
    struct calendar *calendars[CLOCKING_MOST];
    size_t count;
    struct clocks *clocks;
};

/* A text with a line end is YAML, else the name of a shipped policy. */
static inline void clocking_add(struct clocking *c, const char *policy) {
    struct err err = {0};
    bool shipped = !strchr(policy, '\n');
    if (shipped ? !policy_load(policy, &c->policies[c->count], &err)
                : !policy_parse(str_of(policy), "house.yaml", &c->policies[c->count], &err))
        fail_msg("%s:%zu:%zu: %s", err.file, err.line, err.column, err.message);
    const char *calendar = c->policies[c->count]->calendar;
    if (calendar && !calendar_load(calendar, &c->calendars[c->count], &err))
        fail_msg("%s", err.message);
    c->count++;
}

static inline void clocking_run(struct clocking *c, const char *table) {
    const struct calendar *calendars[CLOCKING_MOST] = {NULL};
    for (size_t i = 0; i < c->count; i++)
        calendars[i] = c->calendars[i];
    c->made = made_table(table);
    c->life = lifecycle_new(&c->made->table, 1);
    c->clocks = clocks_derive(
        &(struct clocks_options){
            .policies = c->policies, .calendars = calendars, .policy_count = c->count, .jobs = 2},
        &c->made->table, c->life);
}

static inline void clocking_free(struct clocking *c) {
    clocks_free(c->clocks);
    lifecycle_free(c->life);
    made_free(c->made);
    for (size_t i = 0; i < c->count; i++) {
        policy_free(c->policies[i]);
        calendar_free(c->calendars[i]);
    }
}

static inline const char *clocking_time(const struct column *column, size_t row, char out[DATE_TEXT]) {
    if (!column || column->codes[row] == TIME_NONE)
        return "-";
    date_format(column->codes[row], column_date_only(column, row), out);
    return out;
}

/* Deadline and warning of a clock (NULL: the main one) as text; "-" for none. */
static inline void expect_times(const struct clocking *c, const char *clock, size_t row, const char *due,
                                const char *warn) {
    char text[DATE_TEXT];
    struct deadlines deadlines = deadlines_of_clock(&c->made->table, str_of(clock));
    assert_string_equal(clocking_time(deadlines.due, row, text), due);
    if (warn)
        assert_string_equal(clocking_time(deadlines.warn, row, text), warn);
}

#endif
