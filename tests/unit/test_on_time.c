/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/clocking.h"
#include "tests/unit/measuring.h"

static void deadlines_fall_in_their_period(void **state) {
    (void)state;
    struct made *made =
        made_table("received, due, resolved, closed\n"
                   "2026-09-20, 2026-10-05, 2026-10-05 23:59, 2026-10-20\n"       /* answered, not closed */
                   "2026-09-20, 2026-10-05, 2026-10-06, 2026-10-06\n"             /* late by 1 day */
                   "2026-10-01, 2026-10-10 12:00, 2026-10-10 12:00, 2026-11-02\n" /* open at the end */
                   "2026-10-01, 2026-10-10 12:00, 2026-10-10 18:00, 2026-10-11\n" /* late */
                   "2026-10-01, 2026-10-10 12:00, 2026-10-10, 2026-10-10\n"       /* kept, by dates */
                   "2026-10-01, 2026-10-12, , \n"                                 /* overdue */
                   "2026-10-01, 2026-10-31, , \n" /* overdue at the very end */
                   "2026-10-01, 2026-11-01, , \n" /* not yet due */
                   "2026-10-01, , 2026-10-02, 2026-10-02\n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "on_time_rate", 0, 1, 7);
    expect_missing(&asked, "on_time_rate", 0, 1);
    expect_share(&asked, "on_time_rate:export", 0, 1, 7);
    expect_share(&asked, "on_time_rate_closed", 0, 1, 4);
    expect_missing(&asked, "on_time_rate_closed", 0, 1);
    expect(&asked, "overdue_open", 0, 3);
    expect(&asked, "due_within:7", 0, 1);
    expect(&asked, "due_within:0", 0, 0);
    expect(&asked, "due_within:24h", 0, 1);
    expect(&asked, "mean_delay_days", 0, (15 + 1 + 1) / 3.0);
    expect_none(&asked, "due_within:5wd", 0, NOTE_NO_CALENDAR);
    made_free(made);
}

static void states_at_the_end_follow_each_period(void **state) {
    (void)state;
    struct made *made =
        made_table("received, due, resolved, closed\n"
                   "2026-07-10, 2026-08-05, 2026-10-02, 2026-10-02\n"
                   "2026-08-10, 2026-08-05, , \n"                     /* due before received */
                   "2026-08-10, 2026-09-30, 2026-09-30, 2026-11-01\n" /* answered in time, not closed */
                   "2026-08-30, 2026-10-09, , \n");
    struct asked asked = {.made = made, .periods = "2026-07,2026-08,2026-09,2026-10", .as_of = "2026-10-05"};
    static const double overdue[] = {0, 2, 3, 2}, due[] = {1, 0, 1, 1};
    for (size_t period = 0; period < 4; period++) {
        expect(&asked, "overdue_open", period, overdue[period]);
        expect(&asked, "due_within:10", period, due[period]);
    }
    made_free(made);
}

static void a_flag_answers_what_it_can(void **state) {
    (void)state;
    struct made *made = made_table("received, closed, on_time\n"
                                   "2026-10-01, 2026-11-01, y\n"
                                   "2026-10-02, 2026-10-03, n\n"
                                   "2026-10-02, 2026-10-03, y\n"
                                   "2026-10-02, 2026-10-03, \n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "on_time_rate", 0, 2, 3);
    expect_missing(&asked, "on_time_rate", 0, 1);
    assert_string_equal(ask(&asked, "on_time_rate", 0).note, NOTE_BY_FLAG);
    expect_share(&asked, "on_time_rate_closed", 0, 1, 2);
    expect_none(&asked, "overdue_open", 0, NOTE_NO_COLUMN);
    expect_none(&asked, "mean_delay_days", 0, NOTE_NO_COLUMN);
    expect_none(&asked, "on_time_rate:export", 0, NOTE_NO_COLUMN);
    made_free(made);
    made = made_table("received, closed\n2026-10-01, 2026-11-01\n");
    asked.made = made;
    expect_none(&asked, "on_time_rate", 0, NOTE_NO_COLUMN);
    made_free(made);
}

static void closed_without_a_date_is_not_late(void **state) {
    (void)state;
    struct made *made = made_table("received, due, closed, =closed\n"
                                   "2026-10-01, 2026-10-05, , 1\n"
                                   "2026-10-01, 2026-10-05, , 0\n"
                                   "2026-10-01, 2026-10-05, 2026-10-03, 0\n" /* status decides: open */
                                   "2026-10-01, 2026-10-05, 2026-10-03, 1\n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "on_time_rate", 0, 1, 3);
    expect(&asked, "overdue_open", 0, 2);
    made_free(made);
}

/* 90 % of the time from receipt to the due date, in whole days where it is a day. */
static void due_soon_is_between_warning_and_deadline(void **state) {
    (void)state;
    struct made *made = made_table("received, due, resolved, closed\n"
                                   "2026-10-01, 2026-10-11, , \n"             /* warned after 10 October */
                                   "2026-10-01, 2026-10-21, , \n"             /* after 19 October */
                                   "2026-10-01, 2026-10-21, , 2026-10-20\n"   /* closed on the 20th */
                                   "2026-10-11 00:00, 2026-10-21 00:00, , \n" /* warned at 20 October 0:00 */
                                   "2026-10-01, , , \n");
    static const struct {
        const char *as_of;
        double soon, overdue;
    } days[] = {{"2026-10-10", 0, 0}, {"2026-10-11", 1, 0}, {"2026-10-12", 0, 1},
                {"2026-10-20", 2, 1}, {"2026-10-21", 2, 1}, {"2026-10-22", 0, 3}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct asked asked = {.made = made, .periods = "2026-10", .as_of = days[i].as_of};
        expect(&asked, "due_soon", 0, days[i].soon);
        expect(&asked, "overdue_open", 0, days[i].overdue);
    }
    struct asked each = {.made = made, .periods = "2026-10-10,2026-10-11,2026-10-19,2026-10-20,2026-10-21"};
    static const double soon[] = {1, 0, 2, 2, 0};
    for (size_t period = 0; period < 5; period++)
        expect(&each, "due_soon", period, soon[period]);
    made_free(made);
}

static void working_days_ahead_follow_the_calendar(void **state) {
    (void)state;
    struct calendar *china;
    struct err err = {0};
    assert_true(calendar_load("china", &china, &err));
    struct made *made = made_table("received, due, resolved, closed\n"
                                   "2026-09-01, 2026-10-08, , \n"
                                   "2026-09-01, 2026-10-10, , \n"
                                   "2026-09-01, 2026-09-30, , \n");
    struct asked asked = {.made = made, .periods = "2026-09", .calendar = china};
    expect(&asked, "due_within:1wd", 0, 1); /* 8 October is the first working day of it */
    expect(&asked, "due_within:2wd", 0, 1);
    expect(&asked, "due_within:3wd", 0, 2); /* 10 October, a Saturday, is worked */
    expect(&asked, "due_within:7d", 0, 0);
    struct asked before = {.made = made, .periods = "2026-09-28,2026-09-29", .calendar = china};
    expect(&before, "due_within:1wd", 0, 0);
    expect(&before, "due_within:1wd", 1, 1);
    made_free(made);
    calendar_free(china);
}

/* Three days are answered, one in time; the fourth waits. Stages of the case have their own clocks. */
static void clocks_of_policies_are_judged(void **state) {
    (void)state;
    struct clocking c = {.count = 0};
    clocking_add(&c, "calendar: china\n"
                     "clocks:\n"
                     "  reply: {main: true, limit: 3wd}\n"
                     "  hours: {limit: 24h}\n"
                     "  call: {from: closed, to: followed_up, limit: 2d}\n"
                     "  look: {to: first_response, limit: 1d}\n"
                     "  order: {to: registered, limit: 1h}\n");
    clocking_run(&c, "received, first_response, resolved, closed, followed_up\n"
                     "2026-10-12, 2026-10-13, 2026-10-15, 2026-10-20, 2026-10-22\n"
                     "2026-10-12, 2026-10-14, 2026-10-19, 2026-10-20, 2026-10-24\n"
                     "2026-10-12, , 2026-10-16, 2026-10-16, \n"
                     "2026-10-12, , , , \n");
    struct asked asked = {.made = c.made, .periods = "2026-10"};
    expect_share(&asked, "on_time_rate", 0, 1, 4);
    expect_share(&asked, "on_time_rate:reply", 0, 1, 4);
    expect_share(&asked, "on_time_rate_closed", 0, 1, 3);
    expect(&asked, "overdue_open", 0, 1);
    expect(&asked, "mean_delay_days", 0, (2 + 1) / 2.0); /* working days */
    expect_none(&asked, "on_time_rate:hours", 0, NOTE_DATE_ONLY);
    expect_none(&asked, "on_time_rate:order", 0, NOTE_NO_COLUMN);
    expect_share(&asked, "on_time_rate:call", 0, 1, 3); /* nobody called the third, though it is closed */
    expect(&asked, "overdue_open:call", 0, 1);
    expect_share(&asked, "on_time_rate:look", 0, 1, 3); /* the third was closed unlooked at: unknown */
    expect_missing(&asked, "on_time_rate:look", 0, 1);
    expect(&asked, "overdue_open:look", 0, 1);
    expect(&asked, "p50_days:call", 0, 3);
    expect(&asked, "p50_workdays:reply", 0, 4);
    expect_none(&asked, "p50_days:order", 0, NOTE_NO_COLUMN);
    clocking_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_of_policies_are_judged),
        cmocka_unit_test(due_soon_is_between_warning_and_deadline),
        cmocka_unit_test(working_days_ahead_follow_the_calendar),
        cmocka_unit_test(deadlines_fall_in_their_period),
        cmocka_unit_test(states_at_the_end_follow_each_period),
        cmocka_unit_test(a_flag_answers_what_it_can),
        cmocka_unit_test(closed_without_a_date_is_not_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
