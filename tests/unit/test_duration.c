/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/measuring.h"

static void differences_follow_the_rules_for_rows(void **state) {
    (void)state;
    struct made *made = made_table("received, closed\n"
                                   "2026-10-01 22:00, 2026-10-03 10:00\n" /* 1.5 days */
                                   "2026-10-01 22:00, 2026-10-03\n"       /* dates: 2 days */
                                   "2026-10-01, 2026-10-04 01:00\n"       /* dates: 3 days */
                                   "2026-10-05 10:00, 2026-10-04\n"       /* negative: out */
                                   "2026-10-05 10:00, \n"
                                   "2026-09-30, 2026-11-01\n");
    struct asked asked = {.made = made, .periods = "2026-10,2026-11"};
    expect(&asked, "mean_days", 0, 6.5 / 3);
    expect(&asked, "mean_hours", 0, 6.5 * 24 / 3);
    expect(&asked, "p50_days", 0, 2);
    expect(&asked, "p75_days", 0, 2.5);
    expect_none(&asked, "p90_days", 0, NOTE_FEW);
    expect_missing(&asked, "mean_days", 0, 1);
    assert_true(ask(&asked, "p50_days", 0).n == 3);
    expect(&asked, "p50_days", 1, 32);
    struct asked early = {.made = made, .periods = "2026-11", .as_of = "2026-11-01"};
    expect_none(&early, "p50_days", 0, NOTE_NO_CASES); /* not known yet at T */
    made_free(made);
}

static void quantiles_need_enough_cases(void **state) {
    (void)state;
    struct buf lines = {0};
    buf_add(&lines, STR("received, closed, weight\n"));
    for (int i = 1; i <= 10; i++)
        buf_printf(&lines, "2026-10-01, 2026-10-%02d, 1\n", 1 + i);
    buf_add_char(&lines, '\0');
    struct made *made = made_table(lines.data);
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect(&asked, "p90_days", 0, 9.1);
    expect_none(&asked, "p95_days", 0, NOTE_FEW);
    made->columns[2]->numbers[9] = 11 * NUMBER_UNIT; /* ten days eleven times: n = 20 */
    expect(&asked, "p95_days", 0, 10);
    expect(&asked, "p50_days", 0, 10);
    expect(&asked, "mean_days", 0, (45 + 110) / 20.0);
    made_free(made);
    buf_free(&lines);
}

static void limits_count_days_from_the_next_midnight(void **state) {
    (void)state;
    struct made *made = made_table("received, closed\n"
                                   "2026-10-01 10:00, 2026-10-04 23:59\n" /* third day: within 3d */
                                   "2026-10-01 10:00, 2026-10-05 00:00:01\n"
                                   "2026-10-01 10:00, 2026-10-02 10:00\n" /* 24 h to the second */
                                   "2026-10-01 10:00, 2026-10-02 10:00:01\n"
                                   "2026-10-01, 2026-10-01\n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "within_rate:3", 0, 4, 5);
    expect_share(&asked, "within_rate:3d", 0, 4, 5);
    expect_share(&asked, "within_rate:0d", 0, 1, 5);
    expect_share(&asked, "within_rate:8w", 0, 5, 5);
    expect_share(&asked, "within_rate:24h", 0, 1, 4);
    expect_missing(&asked, "within_rate:24h", 0, 1);
    expect_share(&asked, "within_rate:1440min", 0, 1, 4);
    expect_none(&asked, "within_rate:3wd", 0, NOTE_NO_CALENDAR);
    made_free(made);
    made = made_table("received, closed\n2026-10-01, 2026-10-01\n");
    asked.made = made;
    expect_none(&asked, "within_rate:24h", 0, NOTE_DATE_ONLY);
    made_free(made);
}

static void stages_have_their_own_ends(void **state) {
    (void)state;
    struct made *made = made_table("received, dispatched, resolved, closed\n"
                                   "2026-10-01 10:00, 2026-10-01 16:00, 2026-10-03, 2026-11-05\n"
                                   "2026-10-02 10:00, 2026-10-02 12:00, , \n"
                                   "2026-10-02 10:00, 2026-10-02 09:00, , \n"
                                   "2026-10-02 10:00, , , \n");
    made_stage(made, "dispatch", ROLE_RECEIVED, ROLE_DISPATCHED);
    made_stage(made, "nowhere", ROLE_RECEIVED, ROLE_FOLLOWED_UP);
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect(&asked, "mean_hours:dispatch", 0, 4);
    expect_missing(&asked, "mean_hours:dispatch", 0, 1);
    expect_none(&asked, "p50_days:nowhere", 0, NOTE_NO_COLUMN);
    expect_none(&asked, "p50_days:resolution", 0, NOTE_NO_CASES);
    made_free(made);
}

static void unknown_stages_are_refused(void **state) {
    (void)state;
    struct made *made = made_table("received, closed\n2026-10-01, 2026-10-01\n");
    made_stage(made, "forwarding", ROLE_RECEIVED, ROLE_CLOSED);
    struct arena *arena = arena_new();
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    struct period period = period_range(20000, 21000);
    struct measure_ref ref;
    struct err err = {0};
    struct figure *figures;
    assert_true(measure_find(STR("p50_days:forward"), arena, &ref, &err));
    struct measure_request request = {.table = &made->table,
                                      .life = life,
                                      .periods = &period,
                                      .period_count = 1,
                                      .as_of = period.end,
                                      .refs = &ref,
                                      .ref_count = 1};
    assert_false(measure_run(&request, arena, &figures, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.message, "p50_days: there is no stage \"forward\"");
    assert_string_equal(err.hint, "the profile has resolution, forwarding");
    lifecycle_free(life);
    arena_free(arena);
    made_free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_follow_the_rules_for_rows),
        cmocka_unit_test(quantiles_need_enough_cases),
        cmocka_unit_test(limits_count_days_from_the_next_midnight),
        cmocka_unit_test(stages_have_their_own_ends),
        cmocka_unit_test(unknown_stages_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
