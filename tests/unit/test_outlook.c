/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backlog against usual speed, and the next period. */
#include "analysis/signal/backlog_mix.h"
#include "analysis/signal/forecast.h"
#include "tests/unit/measuring.h"

static int64_t day(const char *name) {
    struct period period;
    struct err err = {0};
    assert_true(period_parse(str_of(name), 0, &period, &err));
    return period.start;
}

static void close_to(double value, double expected) {
    if (!(fabs(value - expected) < 1e-9))
        fail_msg("%.12g is not %.12g", value, expected);
}

/* Cards: two received on the first day, one closed on the third: S = 0.5 from then on, both aged 9 days, so
 * one is usual, and one is open. Loans: three received on the first day, closed after 1 and 4 days and open;
 * one received a day before T: S(1) = 3/4, S(4) = 3/4 · 1/2 = 3/8; 3 · 3/8 + 3/4 = 1.875 against 2 open. */
static void open_against_the_usual_speed(void **state) {
    (void)state;
    struct made *made = made_table("received,   closed,     product\n"
                                   "2026-10-01, 2026-10-03, Cards\n"
                                   "2026-10-01, ,           Cards\n"
                                   "2026-10-01, 2026-10-02, Loans\n"
                                   "2026-10-01, 2026-10-05, Loans\n"
                                   "2026-10-01, ,           Loans\n"
                                   "2026-10-09, ,           Loans\n"
                                   "2026-10-11, ,           Loans\n" /* after T */
                                   "2026-10-05, 2026-10-04, Loans\n" /* closed before received */);
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    struct arena *arena = arena_new();
    struct backlog_request request = {
        &made->table, life, NULL, made->table.by_role[ROLE_PRODUCT], day("2026-10-01"), day("2026-10-10")};
    struct backlog_mix mix = backlog_mix(&request, arena);
    assert_int_equal(mix.cell_count, 2);
    assert_true(mix.cases == 6);
    assert_true(mix.cells[0].open == 1 && mix.cells[1].open == 2 && mix.all.open == 3);
    close_to(mix.cells[0].expected, 1);
    close_to(mix.cells[1].expected, 3 * 0.375 + 0.75);
    close_to(mix.all.expected, 2.875);
    close_to(mix.all.ratio.value, 3 / 2.875);
    assert_true(fabs(mix.all.ratio.low * 2.875 - 0.618672) < 1e-6);
    assert_true(fabs(mix.all.ratio.high * 2.875 - 8.767273) < 1e-6);
    request.category = NULL;
    assert_int_equal(backlog_mix(&request, arena).cell_count, 1);
    lifecycle_free(life);
    arena_free(arena);
    made_free(made);
}

/* One received before the window is watched from the age the window finds it at, and is not counted as open
 * of the window. */
static void older_cases_enter_late(void **state) {
    (void)state;
    struct made *made = made_table("received,   closed,     product\n"
                                   "2026-09-29, 2026-10-03, Cards\n" /* at risk from age 2, closed at 4 */
                                   "2026-10-01, ,           Cards\n"
                                   "2026-10-01, 2026-10-02, Cards\n");
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    struct arena *arena = arena_new();
    struct backlog_request request = {&made->table, life, NULL, NULL, day("2026-10-01"), day("2026-10-10")};
    struct backlog_mix mix = backlog_mix(&request, arena);
    /* S(1) = 1/2, S(4) = 1/2 · 1/2; both of the window are aged 9 days. */
    close_to(mix.all.expected, 2 * 0.25);
    assert_true(mix.all.open == 1 && mix.cases == 2);
    lifecycle_free(life);
    arena_free(arena);
    made_free(made);
}

static void the_next_period_is_like_the_past(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    double counts[14], small[14], days[15];
    for (int i = 0; i < 15; i++)
        days[i] = i == 14 ? 15 : 30;
    for (int i = 0; i < 14; i++) {
        counts[i] = i % 2 ? 310 : 290;
        small[i] = 3;
    }
    counts[13] = 900; /* the newest is left out: one spike is no rule */
    const double *list[2] = {counts, small};
    size_t periods;
    struct forecast_request request = {list, 2, 14, days, 12};
    struct forecast *forecasts = forecast_next(&request, arena, &periods);
    assert_int_equal(periods, 12);
    /* Half as many days, half as many. */
    assert_true(fabs(forecasts[0].mean - 150) < 5);
    assert_true(forecasts[0].low < 135 && forecasts[0].low > 110);
    assert_true(forecasts[0].high > 165 && forecasts[0].high < 190);
    assert_true(forecasts[1].mean > 1 && forecasts[1].mean < 2.5 && forecasts[1].low == 0);
    request.past = 6;
    assert_null(forecast_next(&request, arena, &periods));
    request.past = 7;
    assert_non_null(forecast_next(&request, arena, &periods));
    assert_int_equal(periods, 6);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_against_the_usual_speed),
        cmocka_unit_test(older_cases_enter_late),
        cmocka_unit_test(the_next_period_is_like_the_past),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
