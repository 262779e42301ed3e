/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/repeat.h"
#include "tests/unit/measuring.h"

static void responses_are_of_closed_cases(void **state) {
    (void)state;
    struct made *made = made_table("received, first_response, dispatched, due, closed\n"
                                   "2026-10-01 10:00, 2026-10-01 11:00, , 2026-10-09, 2026-10-05 10:00\n"
                                   "2026-10-01 10:00, 2026-10-01 14:00, , 2026-10-03, 2026-10-05 10:00\n"
                                   "2026-10-01 10:00, 2026-10-02, 2026-10-02, 2026-10-09, 2026-10-05 10:00\n"
                                   "2026-10-01 10:00, , , , 2026-10-05 10:00\n"
                                   "2026-10-01 10:00, 2026-10-01 09:00, , , 2026-10-05 10:00\n"
                                   "2026-10-01 10:00, 2026-10-01 12:00, , , \n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect(&asked, "first_response_p50_hours", 0, 4);
    expect_missing(&asked, "first_response_p50_hours", 0, 2);
    expect_share(&asked, "transferred_rate", 0, 1, 5);
    expect_share(&asked, "first_contact_rate", 0, 1, 3);
    expect_missing(&asked, "first_contact_rate", 0, 2);
    made_free(made);
    made = made_table("received, closed, first_contact\n"
                      "2026-10-01, 2026-10-05, y\n2026-10-01, 2026-10-05, n\n"
                      "2026-10-01, 2026-10-05,\n2026-10-01, , y\n");
    asked.made = made;
    expect_share(&asked, "first_contact_rate", 0, 1, 2);
    expect_none(&asked, "transferred_rate", 0, NOTE_NO_COLUMN);
    expect_none(&asked, "first_response_p50_hours", 0, NOTE_NO_COLUMN);
    made_free(made);
}

static void first_closes_get_their_30_days(void **state) {
    (void)state;
    struct made *made = made_table("received, first_closed, reopened, closed\n"
                                   "2026-08-01, , , 2026-09-01\n"                     /* judged 10-01 */
                                   "2026-08-01, 2026-09-05, 2026-10-05, 2026-10-06\n" /* within 30 days */
                                   "2026-08-01, 2026-09-05, 2026-10-06, 2026-10-07\n" /* a day too late */
                                   "2026-08-01, 2026-09-05, , 2026-10-06\n" /* undated: one interval */
                                   "2026-08-01, , , 2026-08-31\n"           /* judged 09-30 */
                                   "2026-08-01, , , 2026-10-02\n");         /* judged 11-01 */
    struct asked asked = {.made = made, .periods = "2026-09,2026-10,2026-11"};
    expect_share(&asked, "reopen_rate", 0, 0, 1);
    expect_share(&asked, "reopen_rate", 1, 1, 3);
    assert_string_equal(ask(&asked, "reopen_rate", 1).note, NOTE_WINDOW);
    expect_share(&asked, "reopen_rate", 2, 0, 2);
    expect_missing(&asked, "reopen_rate", 2, 1);
    made_free(made);
    made = made_table("received, closed\n2026-08-01, 2026-09-02\n");
    asked.made = made;
    expect_none(&asked, "reopen_rate", 1, NOTE_NO_COLUMN);
    made_free(made);
}

static void repeats(const char *rows, const char *expected) {
    struct buf text = {0};
    buf_printf(&text, "received, customer, category\n2026-01-01, zz, x\n%s", rows);
    buf_add_char(&text, '\0');
    struct made *made = made_table(text.data);
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    int8_t flags[32];
    char got[32] = {0};
    repeat_flags(&made->table, life, made->columns[2], NULL, flags);
    for (size_t row = 1; row < made->table.rows; row++)
        got[row - 1] = flags[row] == 1 ? 'y' : flags[row] == 0 ? 'n' : '-';
    assert_string_equal(got, expected);
    lifecycle_free(life);
    made_free(made);
    buf_free(&text);
}

static void repeats_are_found(void **state) {
    (void)state;
    repeats("2026-10-01, a, x\n2026-10-31, a, x\n2026-12-01, a, x\n", "nyn");
    repeats("2026-10-31, a, x\n2026-10-01, a, x\n", "yn"); /* whatever the order of rows */
    repeats("2026-10-01, a, x\n2026-10-02, a, y\n2026-10-03, b, x\n", "nnn");
    repeats("2026-10-01, , x\n2026-10-02, , x\n2026-10-03, a, other\n2026-10-04, a, other\n"
            "2026-10-03, b,\n2026-10-04, b,\n",
            "------");
    /* instants where both have clock times: 30 days to the second */
    repeats("2026-10-01 10:00, a, x\n2026-10-31 10:00, a, x\n", "ny");
    repeats("2026-10-01 10:00, a, x\n2026-10-31 10:00:01, a, x\n", "nn");
    repeats("2026-10-01 10:00, a, x\n2026-10-01 10:00, a, x\n2026-10-01 10:01, a, x\n", "nny");
    /* else dates: the same day is not before */
    repeats("2026-10-01, a, x\n2026-10-01 10:00, a, x\n2026-10-02 09:00, a, x\n", "nny");
    repeats("2026-10-01 10:00, a, x\n2026-10-31, a, x\n", "ny");
    repeats("2026-10-01, a, x\n2026-10-01, a, x\n2026-10-01, a, x\n", "nnn");
    /* the first 30 days of data know no past, but are one */
    repeats("2026-01-30, a, x\n2026-01-31, a, x\n", "-y");
}

static void repeats_need_history(void **state) {
    (void)state;
    struct made *made = made_table("received, customer, flag:repeat\n2026-09-02, a,\n2026-10-15, a, n\n");
    struct asked asked = {.made = made, .periods = "2026-09,2026-10"};
    expect_none(&asked, "repeat_rate", 0, NOTE_HISTORY);
    expect_share(&asked, "repeat_rate", 1, 0, 1);
    made_free(made);
    made = made_table("received, customer\n2026-09-02, a\n");
    asked.made = made;
    expect_none(&asked, "repeat_rate", 0, NOTE_NO_CATEGORY);
    made_free(made);
}

static void escalations_are_counted_by_tier(void **state) {
    (void)state;
    struct made *made =
        made_table("received, =escalation, weight\n"
                   "2026-10-01, 0, 3\n2026-10-01, 1, 1\n2026-10-01, 2, 2\n2026-10-02, 5, 1\n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "escalation_rate", 0, 4, 7);
    expect_share(&asked, "escalation_rate:regulator", 0, 2, 7);
    expect_share(&asked, "escalation_rate(media)", 0, 0, 7);
    made_free(made);
    made = made_table("received\n2026-10-01\n");
    asked.made = made;
    expect_none(&asked, "escalation_rate", 0, NOTE_NO_COLUMN);
    struct measure_ref ref;
    struct err err = {0};
    struct arena *arena = arena_new();
    assert_false(measure_find(STR("escalation_rate:king"), arena, &ref, &err));
    assert_string_equal(err.message, "\"king\" is not a tier of escalation");
    arena_free(arena);
    made_free(made);
}

static void outcomes_are_of_those_that_have_one(void **state) {
    (void)state;
    struct made *made = made_table("received, closed, =outcome, validity\n"
                                   "2026-10-01, 2026-10-02, 2, valid\n"
                                   "2026-10-01, 2026-10-02, 1, communicative\n"
                                   "2026-10-01, 2026-10-02, 0, valid\n"
                                   "2026-10-01, 2026-10-02, , other\n"
                                   "2026-10-01, , 2, valid\n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "upheld_rate", 0, 2, 3);
    expect_missing(&asked, "upheld_rate", 0, 1);
    expect_share(&asked, "valid_rate", 0, 2, 3);
    expect_missing(&asked, "valid_rate", 0, 1);
    made_free(made);
    made = made_table("received, closed\n2026-10-01, 2026-10-02\n");
    asked.made = made;
    expect_none(&asked, "upheld_rate", 0, NOTE_NO_COLUMN);
    expect_none(&asked, "valid_rate", 0, NOTE_NO_CATEGORY);
    made_free(made);
}

static void amounts_are_those_given(void **state) {
    (void)state;
    struct made *made = made_table("received, closed, amount, weight\n"
                                   "2026-10-01, 2026-10-02, 100.5, 1\n"
                                   "2026-10-01, 2026-10-02, 20, 2\n"
                                   "2026-10-01, 2026-10-02, -5.25, 1\n"
                                   "2026-10-01, 2026-10-02, , 1\n"
                                   "2026-10-01, , 1000, 1\n");
    struct asked asked = {.made = made, .periods = "2026-10,2026-11"};
    expect(&asked, "amount_total", 0, 135.25);
    expect(&asked, "amount_p50", 0, 20);
    expect_missing(&asked, "amount_p50", 0, 1);
    expect_none(&asked, "amount_total", 1, NOTE_NO_CASES);
    made_free(made);
}

static void silence_is_never_in_the_denominator(void **state) {
    (void)state;
    struct made *made = made_table("received, closed, =satisfaction, =satisfaction_first, followed_up\n"
                                   "2026-10-01, 2026-10-02, 2, 1, 2026-10-09\n"
                                   "2026-10-01, 2026-10-02, 1, 1, 2026-10-09\n"
                                   "2026-10-01, 2026-10-02, 2, -1, \n"
                                   "2026-10-01, 2026-10-02, -1, 1, 2026-11-09\n"
                                   "2026-10-01, 2026-10-02, 0, 0, \n"
                                   "2026-10-01, , 2, 2, \n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "satisfaction_rate", 0, 2, 3);
    expect_missing(&asked, "satisfaction_rate", 0, 2);
    struct figure rate = ask(&asked, "satisfaction_rate", 0);
    expect(&asked, "satisfaction_rate_low", 0, rate.low);
    expect(&asked, "satisfaction_rate_high", 0, rate.high);
    assert_true(rate.low > 0.2 && rate.high < 0.95);
    expect_share(&asked, "satisfaction_floor", 0, 2, 5);
    expect_share(&asked, "satisfaction_ceiling", 0, 4, 5);
    expect_share(&asked, "response_rate", 0, 3, 5);
    expect_share(&asked, "followup_rate", 0, 2, 5); /* that of November is not known at T */
    expect_share(&asked, "regained_rate", 0, 1, 2);
    made_free(made);
}

static void records_are_checked(void **state) {
    (void)state;
    struct made *made = made_table("received, quality_ok, dispatch_ok, unit, text, amount\n"
                                   "2026-10-01, y, n, a, hello, 1\n"
                                   "2026-10-01, n, , a, , 1\n"
                                   "2026-10-01, , y, , hello, \n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_share(&asked, "quality_rate", 0, 1, 2);
    expect_share(&asked, "dispatch_rate", 0, 1, 2);
    expect_share(&asked, "filled_rate:unit+text", 0, 1, 3);
    expect_share(&asked, "filled_rate:unit", 0, 2, 3);
    expect_share(&asked, "filled_rate:received+amount", 0, 2, 3);
    expect_none(&asked, "filled_rate:region", 0, NOTE_NO_COLUMN);
    made_free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(responses_are_of_closed_cases),
        cmocka_unit_test(first_closes_get_their_30_days),
        cmocka_unit_test(repeats_are_found),
        cmocka_unit_test(repeats_need_history),
        cmocka_unit_test(escalations_are_counted_by_tier),
        cmocka_unit_test(outcomes_are_of_those_that_have_one),
        cmocka_unit_test(amounts_are_those_given),
        cmocka_unit_test(silence_is_never_in_the_denominator),
        cmocka_unit_test(records_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
