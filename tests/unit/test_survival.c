/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/survival.h"
#include "tests/unit/measuring.h"

static void close_to(double value, double expected) {
    if (fabs(value - expected) > 5e-7)
        fail_msg("%.9g is not %.9g", value, expected);
}

/* The check values: closed at 1,2,2,3,5,8,8,13,20,30, open at 12,25,40,60. */
static void kaplan_meier_has_the_check_values(void **state) {
    (void)state;
    static const int closed[] = {30, 2, 2, 3, 5, 8, 8, 13, 20, 1}, open[] = {12, 25, 40, 60};
    static const int64_t ages[] = {0, 8, 15, 30, 60, 61};
    struct survival *survival = survival_new();
    struct survival_share shares[6];
    for (size_t i = 0; i < 10; i++)
        survival_add(survival, true, 0, closed[i], true, 1);
    for (size_t i = 0; i < 4; i++)
        survival_add(survival, true, 0, open[i], false, 1);
    survival_finish(survival);
    survival_at(survival, ages, 6, shares);
    close_to(shares[0].share, 1);
    close_to(shares[1].share, 0.5);
    close_to(shares[2].share, 0.416667);
    close_to(shares[3].share, 0.222222);
    close_to(shares[4].share, 0.222222);
    assert_true(isnan(shares[5].share));
    /* Greenwood's sum at 8: 1/(14·13) + 2/(13·11) + 1/(11·10) + 1/(10·9) + 2/(9·7), on the scale log(−log S).
     */
    close_to(shares[1].low, 0.228595);
    close_to(shares[1].high, 0.722128);
    assert_true(isnan(shares[0].low));
    assert_int_equal(survival_median(survival), 8);
    assert_int_equal(survival_cases(survival), 14);
    survival_free(survival);
}

/* (enter, leave, closed) with delayed entry; `weight` times each. */
static void add_delayed(struct survival *survival, uint32_t weight) {
    static const int cases[][3] = {{0, 1, 1},  {0, 2, 1},   {0, 2, 1},  {1, 3, 1},  {0, 5, 1},
                                   {2, 8, 1},  {4, 8, 1},   {0, 12, 0}, {6, 13, 1}, {10, 20, 1},
                                   {3, 25, 0}, {15, 30, 1}, {20, 40, 0}};
    for (size_t i = 0; i < 13; i++)
        survival_add(survival, cases[i][0] == 0, cases[i][0], cases[i][1], cases[i][2], weight);
    survival_finish(survival);
}

static void delayed_entry_has_the_check_values(void **state) {
    (void)state;
    static const int64_t ages[] = {1, 2, 3, 5, 8, 13, 20, 30};
    static const double expected[] = {0.8, 0.48, 0.36, 0.288, 0.1728, 0.1152, 0.0768, 0.0384};
    for (uint32_t weight = 1; weight < 4; weight++) {
        struct survival *survival = survival_new();
        struct survival_share shares[8];
        add_delayed(survival, weight);
        survival_at(survival, ages, 8, shares);
        for (size_t i = 0; i < 8; i++)
            close_to(shares[i].share, expected[i]);
        assert_int_equal(survival_median(survival), 2);
        assert_int_equal(survival_cases(survival), 13 * weight);
        survival_free(survival);
    }
}

/* The same cases as rows: the period starts at day 100, a case that enters at age a was received at 100 − a.
 * Those that enter at 0 come in on the first day of the period; T = day 140 cuts the open one at 40. */
static void rows_give_the_same(void **state) {
    (void)state;
    struct made *made = made_table("received, closed\n"
                                   "2026-10-01, 2026-10-02\n"
                                   "2026-10-01, 2026-10-03\n"
                                   "2026-10-01, 2026-10-03\n"
                                   "2026-09-30, 2026-10-03\n"
                                   "2026-10-01, 2026-10-06\n"
                                   "2026-09-29, 2026-10-07\n"
                                   "2026-09-27, 2026-10-05\n"
                                   "2026-09-25, 2026-10-08\n"
                                   "2026-09-21, 2026-10-11\n"
                                   "2026-09-16, 2026-10-16\n"
                                   "2026-09-11, \n"
                                   "2026-09-28, \n" /* open at T, age 23 */
                                   "2026-10-09, \n" /* open at T, age 12 */
                                   "2026-09-01, 2026-09-20\n"
                                   "2026-10-30, 2026-10-31\n");
    struct asked asked = {.made = made, .periods = "2026-10-01..2026-10-20"};
    expect(&asked, "km_p50_days", 0, 2);
    expect(&asked, "settled_within:1", 0, 0.2);
    expect(&asked, "settled_within:2d", 0, 1 - 0.48);
    expect(&asked, "settled_within:3", 0, 1 - 0.36);
    expect(&asked, "settled_within:8d", 0, 1 - 0.1728);
    expect(&asked, "settled_within:192h", 0, 1 - 0.1728);
    expect(&asked, "settled_within:30d", 0, 1 - 0.0384);
    expect_none(&asked, "settled_within:6w", 0, NOTE_BEYOND);
    expect_none(&asked, "settled_within:3wd", 0, NOTE_NO_CALENDAR);
    assert_true(ask(&asked, "km_p50_days", 0).n == 13);
    made_free(made);
}

static void closed_on_the_day_of_receipt_is_age_0(void **state) {
    (void)state;
    struct made *made = made_table("received, closed\n"
                                   "2026-10-01, 2026-10-01\n"
                                   "2026-10-05, 2026-10-05\n"
                                   "2026-10-06, 2026-10-05\n" /* negative: left out */
                                   "2026-10-07, 2026-10-10\n");
    struct asked asked = {.made = made, .periods = "2026-10,2026-11"};
    expect(&asked, "km_p50_days", 0, 0);
    expect(&asked, "settled_within:0", 0, 2.0 / 3);
    expect_missing(&asked, "km_p50_days", 0, 1);
    expect_none(&asked, "km_p50_days", 1, NOTE_NO_CASES);
    made_free(made);
    made = made_table("received, closed\n2026-10-01, 2026-10-02\n2026-10-01, \n2026-10-02, \n");
    asked.made = made;
    expect_none(&asked, "km_p50_days", 0, NOTE_NOT_REACHED);
    made_free(made);
}

/* A long-open case is carried through every period; one in the gap of a reopening is not there. */
static void open_cases_are_carried(void **state) {
    (void)state;
    struct made *made = made_table("received, first_closed, reopened, closed\n"
                                   "2026-05-01, , , 2026-09-03\n"
                                   "2026-05-01, 2026-06-10, 2026-08-10, 2026-08-20\n");
    struct asked asked = {.made = made, .periods = "2026-05,2026-06,2026-07,2026-08,2026-09,2026-10"};
    static const double n[] = {2, 2, 1, 2, 1, 0};
    for (size_t period = 0; period < 6; period++)
        assert_true(ask(&asked, "km_p50_days", period).n == (n[period]));
    expect(&asked, "km_p50_days", 2, 125);
    expect(&asked, "km_p50_days", 3, 111);
    made_free(made);
}

/* ---- the definition itself, slowly: every age, every case */

enum { CASES = 400, MONTHS = 6, AGES = 40 };

struct slow_case {
    int64_t received, closed; /* days; INT64_MAX = open */
};

static uint64_t next(uint64_t *seed, uint64_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

static double slow_share(const struct slow_case *cases, const struct period *period, int64_t as_of,
                         int64_t age) {
    double share = 1;
    int64_t start = date_day_of(period->start), end = date_day_of(period->end);
    for (int64_t t = 0; t <= age; t++) {
        double at_risk = 0, closed = 0;
        for (size_t i = 0; i < CASES; i++) {
            const struct slow_case *c = &cases[i];
            bool known = c->closed < as_of;
            int64_t leave = (known ? c->closed : as_of) - c->received;
            if (c->received >= end || c->received >= as_of || (known && c->closed < start))
                continue;
            bool entered = c->received >= start || start - c->received < t;
            at_risk += entered && t <= leave;
            closed += entered && known && leave == t;
        }
        if (closed > 0)
            share *= 1 - closed / at_risk;
    }
    return share;
}

static struct made *random_cases(struct slow_case *cases, uint64_t seed) {
    struct buf lines = {0};
    buf_add(&lines, STR("received, closed\n"));
    int64_t first = date_days(2026, 1, 1);
    for (size_t i = 0; i < CASES; i++) {
        char received[DATE_TEXT], closed[DATE_TEXT] = "";
        cases[i].received = first + (int64_t)next(&seed, 181);
        cases[i].closed = cases[i].received + (int64_t)(next(&seed, 30) * next(&seed, 4));
        if (next(&seed, 6) == 0)
            cases[i].closed = INT64_MAX;
        else
            date_format_day(cases[i].closed, closed);
        date_format_day(cases[i].received, received);
        buf_printf(&lines, "%s, %s\n", received, closed);
    }
    buf_add_char(&lines, '\0');
    struct made *made = made_table(lines.data);
    buf_free(&lines);
    return made;
}

static void random_cases_agree_with_the_definition(void **state) {
    (void)state;
    struct slow_case cases[CASES];
    struct period periods[64];
    struct made *made = random_cases(cases, 5);
    struct asked asked = {
        .made = made, .periods = "2026-01,2026-02,2026-03,2026-04,2026-05,2026-06", .as_of = "2026-06-20"};
    asked_periods(&asked, periods);
    for (int64_t age = 0; age < AGES; age += 3) {
        char name[32];
        struct arena *arena = arena_new();
        snprintf(name, sizeof name, "settled_within:%d", (int)age);
        struct figure *figures = ask_all(&asked, name, arena);
        for (size_t i = 0; i < MONTHS; i++)
            assert_true(fabs(figures[i].value -
                             (1 - slow_share(cases, &periods[i], date_days(2026, 6, 20), age))) < 1e-9);
        arena_free(arena);
    }
    made_free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kaplan_meier_has_the_check_values),
        cmocka_unit_test(delayed_entry_has_the_check_values),
        cmocka_unit_test(rows_give_the_same),
        cmocka_unit_test(closed_on_the_day_of_receipt_is_age_0),
        cmocka_unit_test(open_cases_are_carried),
        cmocka_unit_test(random_cases_agree_with_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
