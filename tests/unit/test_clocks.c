/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/clocking.h"

static uint64_t counted(const struct clocking *c, size_t clock, enum clock_count count) {
    return c->clocks->list[clock].counts[count];
}

static void days_end_with_the_day_and_hours_with_the_instant(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "calendar: china\n"
                     "clocks:\n"
                     "  worked: {limit: 10wd, warn: 7wd}\n"
                     "  days: {limit: 15d}\n"
                     "  hours: {limit: 24h}\n"
                     "  today: {limit: same day}\n"
                     "  both: {limit: 24h or 1wd}\n");
    clocking_run(&c, "received, resolved\n"
                     "2026-09-28 16:00, \n"
                     "2026-10-17, \n"
                     ", 2026-10-01\n");
    expect_times(&c, NULL, 0, "2026-10-16", "2026-10-13");
    expect_times(&c, "worked", 1, "2026-10-30", "2026-10-27");
    expect_times(&c, "days", 0, "2026-10-13", "2026-10-11");
    expect_times(&c, "hours", 0, "2026-09-29 16:00:00", "2026-09-29 13:36:00");
    expect_times(&c, "hours", 1, "-", "-"); /* a day has no hours */
    expect_times(&c, "today", 0, "2026-09-28", "2026-09-28");
    expect_times(&c, "both", 0, "2026-09-29", NULL);
    expect_times(&c, "both", 1, "2026-10-19", NULL); /* Saturday: the working day is the later end anyway */
    expect_times(&c, "days", 2, "-", "-");
    assert_int_equal(counted(&c, 2, CLOCK_NO_TIME), 1);
    assert_int_equal(counted(&c, 2, CLOCK_TIMED), 1);
    assert_int_equal(counted(&c, 0, CLOCK_TIMED), 2);
    assert_true(c.clocks->list[0].in_workdays && !c.clocks->list[1].in_workdays);
    assert_non_null(table_column(&c.made->table, STR("deadline")));
    assert_non_null(table_column(&c.made->table, STR("warn_at:days")));
    assert_non_null(table_stage(&c.made->table, STR("hours")));
    clocking_free(&c);
}

static void the_version_of_the_day_of_receipt_holds(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "versions:\n"
                     "  - {from: 2026-01-01, to: 2026-06-30, clocks: {reply: {limit: 15d}}}\n"
                     "  - {from: 2026-07-01, clocks: {reply: {limit: 10d}, check: {limit: 1d}}}\n");
    clocking_run(&c, "received, resolved\n"
                     "2025-12-31 23:59, \n"
                     "2026-06-30 23:59, \n"
                     "2026-07-01 00:00, \n");
    expect_times(&c, "reply", 0, "-", "-");
    expect_times(&c, "reply", 1, "2026-07-15", "2026-07-13");
    expect_times(&c, "reply", 2, "2026-07-11", "2026-07-10");
    expect_times(&c, "check", 1, "-", "-");
    expect_times(&c, "check", 2, "2026-07-02", "2026-07-01");
    assert_int_equal(counted(&c, 0, CLOCK_NO_LIMIT), 1);
    assert_int_equal(counted(&c, 1, CLOCK_NO_LIMIT), 2);
    clocking_free(&c);
}

static void the_first_case_that_fits_gives_the_limit(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "clocks:\n"
                     "  reply:\n"
                     "    cases:\n"
                     "      - {when: {level: [simple], channel: [Web, App]}, limit: 3d}\n"
                     "      - {when: {category_all: [card]}, limit: 5d}\n"
                     "      - {when: {category: [praise]}, limit: none}\n"
                     "      - {when: {colour: [red]}, limit: 1d}\n"
                     "    limit: 9d\n");
    clocking_run(&c, "received, resolved, level, channel, category, set:category_all\n"
                     "2026-10-01, , Simple, App, praise, \n"
                     "2026-10-01, , Simple, Letter, card.fraud, app+card.fraud\n"
                     "2026-10-01, , Simple, Letter, cards, cards\n"
                     "2026-10-01, , , , praise, praise\n");
    expect_times(&c, NULL, 0, "2026-10-04", NULL);
    expect_times(&c, NULL, 1, "2026-10-06", NULL);
    expect_times(&c, NULL, 2, "2026-10-10", NULL);
    expect_times(&c, NULL, 3, "-", NULL);
    assert_int_equal(c.clocks->list[0].passed_over_count, 1);
    assert_true(str_equal(c.clocks->list[0].passed_over[0], STR("colour")));
    clocking_free(&c);
}

static void cases_may_be_for_exports_that_lack_a_role(void **state) {
    (void)state;
    static const char policy[] = "clocks: {reply: {limit: 9d, cases: [{when: {level: [a]}, limit: 1d},\n"
                                 "  {when: {category: [card]}, without: [level, issue], limit: 3d}]}}\n";
    struct clocking with = {.count = 0}, without = {.count = 0};
    clocking_add(&with, policy);
    clocking_run(&with, "received, resolved, level, category\n2026-10-01, , b, card\n");
    expect_times(&with, NULL, 0, "2026-10-10", NULL);
    clocking_add(&without, policy);
    clocking_run(&without, "received, resolved, category\n2026-10-01, , card\n");
    expect_times(&without, NULL, 0, "2026-10-04", NULL);
    clocking_free(&with);
    clocking_free(&without);
}

static void a_clock_without_its_times_is_not_available(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "clocks: {order: {from: received, to: registered, limit: 1h}, reply: {limit: 15d},\n"
                     "         call: {from: closed, to: followed_up, limit: 7d}}\n");
    clocking_run(&c, "received, resolved, followed_up\n"
                     "2026-10-01, 2026-10-04, \n"
                     "2026-10-01, , \n");
    assert_null(deadlines_of_clock(&c.made->table, STR("order")).due);
    assert_true(deadlines_named(&c.made->table, STR("order")));
    assert_false(deadlines_named(&c.made->table, STR("ordered")));
    assert_true(c.clocks->list[0].lacks == role_bit(ROLE_REGISTERED));
    assert_null(deadlines_of(&c.made->table).due); /* the first clock is the main one, available or not */
    expect_times(&c, "reply", 0, "2026-10-16", NULL);
    expect_times(&c, "call", 0, "2026-10-11", "2026-10-10"); /* the answer serves for the close */
    expect_times(&c, "call", 1, "-", "-");
    assert_int_equal(counted(&c, 2, CLOCK_NO_START), 1);
    clocking_free(&c);
}

static void days_beyond_the_calendar_are_counted(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "calendar: china\nclocks: {reply: {limit: 3wd}}\n");
    clocking_add(&c, "clocks: {other: {limit: 3wd}}\n");
    clocking_run(&c, "received, resolved\n"
                     "2026-12-28, \n"
                     "2026-12-29, \n"
                     "2023-12-31, \n"
                     "2023-12-30, \n");
    expect_times(&c, "reply", 0, "2026-12-31", NULL);
    expect_times(&c, "reply", 1, "-", NULL);
    expect_times(&c, "reply", 2, "2024-01-04", NULL);
    expect_times(&c, "reply", 3, "-", NULL);
    assert_int_equal(counted(&c, 0, CLOCK_UNCOVERED), 2);
    assert_int_equal(counted(&c, 1, CLOCK_UNCOVERED), 4); /* no calendar */
    clocking_free(&c);
}

static void ends_on_days_off_roll(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c,
                 "calendar: china\nroll: next_workday\nclocks: {reply: {limit: 15d}, hours: {limit: 24h}}\n");
    clocking_run(&c, "received, resolved\n"
                     "2026-09-18 10:00, \n"
                     "2026-09-25 10:00, \n");
    expect_times(&c, "reply", 0, "2026-10-08", "2026-10-01"); /* 3 October is a holiday */
    expect_times(&c, "reply", 1, "2026-10-10", NULL);         /* a Saturday that is worked */
    expect_times(&c, "hours", 1, "2026-09-26 10:00:00", NULL);
    clocking_free(&c);
}

static void extensions_move_the_end_and_never_shorten_it(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "clocks:\n"
                     "  law: {limit: 15d, extension: {limit: 60d, when: {status: [Extended]}}}\n"
                     "  own: {limit: 15d, extension: {to: promised}}\n");
    clocking_run(&c, "received, resolved, extended_to, status, promised\n"
                     "2026-10-01, , 2026-11-10, , 2026-10-31 12:00\n"
                     "2026-10-01, , 2026-12-31, , \n"
                     "2026-10-01, , 2026-10-05, , \n"
                     "2026-10-01, , , Extended, \n"
                     "2026-10-01, , , Open, \n");
    expect_times(&c, "law", 0, "2026-11-10", "2026-11-06");
    expect_times(&c, "law", 1, "2026-11-30", "2026-11-24");
    expect_times(&c, "law", 2, "2026-10-16", "2026-10-14");
    expect_times(&c, "law", 3, "2026-11-30", "2026-11-24");
    expect_times(&c, "law", 4, "2026-10-16", "2026-10-14");
    expect_times(&c, "own", 0, "2026-10-31 12:00:00", "2026-10-28 10:48:00");
    assert_int_equal(counted(&c, 0, CLOCK_EXTENDED), 3);
    clocking_free(&c);
}

static void pauses_stop_the_service_clock_alone(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "calendar: china\n"
                     "clocks:\n"
                     "  law: {limit: 5wd}\n"
                     "  own: {limit: 5wd, service: true}\n"
                     "  days: {limit: 5d, service: true}\n"
                     "  hours: {limit: 24h, service: true}\n");
    clocking_run(&c, "received, resolved, pause_from, pause_to\n"
                     "2026-10-12 09:00, , 2026-10-13 10:00, 2026-10-19 12:00\n"
                     "2026-10-12 09:00, , 2026-10-13 08:00, \n"
                     "2026-10-12 09:00, , 2026-10-20 10:00, 2026-10-22 10:00\n"
                     "2026-10-12 09:00, 2026-10-15 09:00, 2026-10-13 08:00, \n"
                     "2026-10-12 09:00, , , \n"
                     "2026-10-12 09:00, , 2026-10-13, 2026-10-14\n");
    expect_times(&c, "law", 0, "2026-10-19", NULL);
    expect_times(&c, "own", 0, "2026-10-23", "2026-10-22");
    expect_times(&c, "days", 0, "2026-10-23", NULL);
    expect_times(&c, "hours", 0, "2026-10-13 09:00:00", NULL); /* over before the pause */
    expect_times(&c, "own", 1, "-", "-");
    expect_times(&c, "hours", 1, "-", "-");
    expect_times(&c, "own", 2, "2026-10-19", NULL);
    expect_times(&c, "hours", 3, "2026-10-15 10:00:00", NULL); /* up to the answer */
    expect_times(&c, "own", 3, "2026-10-21", NULL);
    expect_times(&c, "own", 4, "2026-10-19", NULL);
    expect_times(&c, "hours", 5, "-", NULL); /* by days, no hours are known */
    assert_int_equal(counted(&c, 1, CLOCK_PAUSED), 1);
    assert_int_equal(counted(&c, 3, CLOCK_NO_TIME), 1);
    clocking_free(&c);
}

static void the_first_policy_has_the_main_clock(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "clocks: {first: {limit: 1d}, reply: {limit: 3d, main: true}}\n");
    clocking_add(&c, "clocks: {law: {limit: 15d, main: true}, reply: {limit: 30d}}\n");
    clocking_run(&c, "received, resolved, due\n2026-10-01, , 2026-10-04\n2026-10-01, , 2026-10-09\n");
    expect_times(&c, NULL, 0, "2026-10-04", NULL);
    expect_times(&c, "reply", 0, "2026-10-04", NULL);
    expect_times(&c, "law", 0, "2026-10-16", NULL);
    expect_times(&c, "house-reply", 0, "2026-10-31", NULL);
    expect_times(&c, "export", 1, "2026-10-09", NULL);
    assert_true(c.clocks->compared == 2 && c.clocks->differ == 1);
    assert_false(deadlines_of(&c.made->table).ends_at_close);
    clocking_free(&c);
}

static void policies_name_tiers(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "escalation: {regulator: {channel: [\"12378\"]}, media: [Press]}\n");
    clocking_run(&c, "received, channel, escalated, =escalation\n"
                     "2026-10-01, 12378, , 0\n"
                     "2026-10-01, 12378, Press, 5\n"
                     "2026-10-01, 12378, , 1\n"
                     "2026-10-01, Web, Police, 5\n"
                     "2026-10-01, Press, , 0\n");
    static const int8_t tiers[] = {TIER_REGULATOR, TIER_MEDIA, TIER_HEAD_OFFICE, TIER_OTHER, TIER_MEDIA};
    for (size_t row = 0; row < 5; row++)
        assert_int_equal(c.made->table.meanings[MEANING_ESCALATION][row], tiers[row]);
    clocking_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_end_with_the_day_and_hours_with_the_instant),
        cmocka_unit_test(the_version_of_the_day_of_receipt_holds),
        cmocka_unit_test(the_first_case_that_fits_gives_the_limit),
        cmocka_unit_test(cases_may_be_for_exports_that_lack_a_role),
        cmocka_unit_test(a_clock_without_its_times_is_not_available),
        cmocka_unit_test(days_beyond_the_calendar_are_counted),
        cmocka_unit_test(ends_on_days_off_roll),
        cmocka_unit_test(extensions_move_the_end_and_never_shorten_it),
        cmocka_unit_test(pauses_stop_the_service_clock_alone),
        cmocka_unit_test(the_first_policy_has_the_main_clock),
        cmocka_unit_test(policies_name_tiers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
