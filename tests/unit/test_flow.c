/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/measuring.h"

static void intervals_are_counted_at_both_ends(void **state) {
    (void)state;
    struct made *made = made_table("received, closed\n"
                                   "2026-08-15, 2026-09-01\n"       /* closes on the first day */
                                   "2026-08-20, 2026-10-05 10:00\n" /* open all September */
                                   "2026-09-01, 2026-09-01\n"       /* the same day */
                                   "2026-09-10 09:00, 2026-09-30 23:59\n"
                                   "2026-09-30, 2026-10-01\n" /* the next midnight */
                                   "2026-09-12, \n"
                                   "2026-10-07, 2026-10-06\n"); /* closed before received */
    struct asked asked = {.made = made, .periods = "2026-08,2026-09,2026-10"};
    static const double carried[] = {0, 2, 3}, received[] = {2, 4, 1}, closed[] = {0, 3, 3},
                        open[] = {2, 3, 1};
    for (size_t period = 0; period < 3; period++) {
        expect(&asked, "carried_in", period, carried[period]);
        expect(&asked, "received", period, received[period]);
        expect(&asked, "closed", period, closed[period]);
        expect(&asked, "open", period, open[period]);
        expect(&asked, "reopened", period, 0);
    }
    expect_share(&asked, "flow_closure_rate", 1, 3, 6);
    expect_share(&asked, "closure_rate", 1, 3, 4);
    made_free(made);
}

static void nothing_after_t_is_known(void **state) {
    (void)state;
    struct made *made = made_table("received, closed\n"
                                   "2026-10-01, 2026-10-10\n"
                                   "2026-10-02, 2026-10-20\n"
                                   "2026-10-16, 2026-10-17\n");
    struct asked asked = {.made = made, .periods = "2026-10,2026-11", .as_of = "2026-10-15"};
    expect(&asked, "received", 0, 2);
    expect(&asked, "closed", 0, 1);
    expect(&asked, "open", 0, 1);
    expect_share(&asked, "closure_rate", 0, 1, 2);
    expect(&asked, "carried_in", 1, 1);
    expect(&asked, "open", 1, 1);
    made_free(made);
}

static void a_reopened_case_has_two_intervals(void **state) {
    (void)state;
    struct made *made = made_table("received, first_closed, reopened, closed, =closed\n"
                                   "2026-08-01, 2026-08-10, 2026-09-05, 2026-10-03, 1\n"
                                   "2026-09-01, 2026-09-02, 2026-09-03, , 0\n");
    struct asked asked = {.made = made, .periods = "2026-08,2026-09,2026-10"};
    static const double carried[] = {0, 0, 2}, reopened[] = {0, 2, 0}, closed[] = {1, 1, 1},
                        open[] = {0, 2, 1};
    for (size_t period = 0; period < 3; period++) {
        expect(&asked, "carried_in", period, carried[period]);
        expect(&asked, "reopened", period, reopened[period]);
        expect(&asked, "closed", period, closed[period]);
        expect(&asked, "open", period, open[period]);
    }
    /* before the reopening is known, the first close is the close */
    struct asked early = {.made = made, .periods = "2026-08", .as_of = "2026-09-01"};
    expect_share(&early, "closure_rate", 0, 1, 1);
    expect(&early, "mean_days", 0, 9);
    struct asked between = {.made = made, .periods = "2026-08", .as_of = "2026-09-15"};
    expect_share(&between, "closure_rate", 0, 0, 1);
    expect(&asked, "mean_days", 2, 63);
    made_free(made);
}

static void without_dates_there_is_no_flow(void **state) {
    (void)state;
    struct made *made = made_table("received, closed, =closed\n"
                                   "2026-10-01, 2026-10-10, 1\n"
                                   "2026-10-02, , 1\n"
                                   "2026-10-03, , 0\n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect_none(&asked, "open", 0, NOTE_UNDATED);
    expect(&asked, "closed", 0, 1);
    assert_string_equal(ask(&asked, "closed", 0).note, NOTE_UNDATED);
    expect_missing(&asked, "closed", 0, 1);
    expect_none(&asked, "flow_closure_rate", 0, NOTE_UNDATED);
    expect_share(&asked, "closure_rate", 0, 2, 3);
    expect(&asked, "closed_undated", 0, 1);
    made_free(made);
    made = made_table("received\n2026-10-01\n");
    asked.made = made;
    expect_none(&asked, "open", 0, NOTE_NO_CLOSE);
    expect_none(&asked, "closure_rate", 0, NOTE_NO_CLOSE);
    expect_none(&asked, "mean_days", 0, NOTE_NO_CLOSE);
    made_free(made);
}

/* ---- random cases */

static uint64_t next(uint64_t *seed, uint64_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

static void put_time(struct buf *buf, int64_t seconds, bool date_only) {
    char text[DATE_TEXT];
    date_format(seconds, date_only, text);
    buf_printf(buf, "%s,", text);
}

/* A case from two years, of any kind the rules know. */
static void put_case(struct buf *buf, uint64_t *seed, size_t row) {
    int64_t start = date_days(2025, 1, 1) * DATE_DAY;
    int64_t received = start + (int64_t)next(seed, (uint64_t)700 * DATE_DAY);
    int64_t first = received + (int64_t)next(seed, (uint64_t)60 * DATE_DAY) - DATE_DAY;
    int64_t reopened = first + (int64_t)next(seed, (uint64_t)30 * DATE_DAY) - DATE_DAY;
    int64_t closed = reopened + (int64_t)next(seed, (uint64_t)60 * DATE_DAY) - DATE_DAY;
    uint64_t kind = next(seed, 10);
    bool again = kind < 3, undated = row % 300 == 7, open = kind == 9;
    put_time(buf, received, next(seed, 3) == 0);
    if (again && next(seed, 4))
        put_time(buf, first, next(seed, 3) == 0);
    else
        buf_add(buf, STR(","));
    if (again)
        put_time(buf, reopened, next(seed, 3) == 0);
    else
        buf_add(buf, STR(","));
    if (open || undated)
        buf_add(buf, STR(","));
    else
        put_time(buf, again ? closed : first, next(seed, 3) == 0);
    buf_printf(buf, "%d,p%d,%d\n",
               undated ? 1
               : open  ? 0
                       : (int)next(seed, 3) - 1,
               (int)next(seed, 5), (int)next(seed, 4));
}

static struct made *random_cases(size_t rows, uint64_t seed) {
    struct buf buf = {0};
    buf_add(&buf, STR("received,first_closed,reopened,closed,=closed,product,weight\n"));
    for (size_t row = 0; row < rows; row++)
        put_case(&buf, &seed, row);
    buf_add_char(&buf, '\0');
    struct made *made = made_table(buf.data);
    buf_free(&buf);
    return made;
}

static const char months[] = "2024-12,2025-01,2025-02,2025-03,2025-04,2025-05,2025-06,2025-07,2025-08,"
                             "2025-10,2025-11,2025-12,2026-01,2026-02,2026-03,2026-Q2,2026-W40,2026-12,2027";

static void the_flow_foots(void **state) {
    (void)state;
    struct made *made = random_cases(3000, 42);
    struct arena *arena = arena_new();
    static const char *const as_ofs[] = {"2028-01-01", "2026-02-11", "2025-12-01"};
    for (size_t i = 0; i < 3; i++) {
        struct asked asked = {.made = made, .periods = months, .as_of = as_ofs[i], .by = "product"};
        struct figure *carried = ask_all(&asked, "carried_in", arena);
        struct figure *received = ask_all(&asked, "received", arena);
        struct figure *reopened = ask_all(&asked, "reopened", arena);
        struct figure *closed = ask_all(&asked, "closed", arena);
        struct figure *undated = ask_all(&asked, "closed_undated", arena);
        struct figure *open = ask_all(&asked, "open", arena);
        double all = 0;
        for (size_t cell = 0; cell < 6 * 19; cell++) {
            assert_true(open[cell].value >= 0);
            assert_true(carried[cell].value + received[cell].value + reopened[cell].value -
                            closed[cell].value - undated[cell].value ==
                        open[cell].value);
            all += received[cell].value + reopened[cell].value;
        }
        assert_true(all > 1000);
        for (size_t group = 1; group < 6; group++)
            for (size_t period = 1; period < 9; period++)
                assert_true(open[group * 19 + period - 1].value == carried[group * 19 + period].value);
    }
    arena_free(arena);
    made_free(made);
}

static void the_same(const struct figure *a, const struct figure *b, size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_memory_equal(&a[i].value, &b[i].value, sizeof a->value);
        assert_memory_equal(&a[i].missing, &b[i].missing, sizeof a->missing);
        assert_memory_equal(&a[i].n, &b[i].n, sizeof a->n);
    }
}

static void threads_change_nothing(void **state) {
    (void)state;
    struct made *made = random_cases(150000, 7);
    struct arena *arena = arena_new();
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count; i++) {
            const struct measure *measure = &(*family)->measures[i];
            char name[64];
            snprintf(name, sizeof name, "%s%s", measure->key,
                     measure->parameter == PARAMETER_LIMIT      ? ":15d"
                     : measure->parameter == PARAMETER_COLUMNS  ? ":product"
                     : measure->parameter == PARAMETER_SUPPLIED ? ":key"
                     : measure->parameter == PARAMETER_BASE     ? ":customers"
                                                                : "");
            struct asked asked = {.made = made, .periods = months, .by = "product", .jobs = 1};
            struct figure *one = ask_all(&asked, name, arena);
            asked.jobs = 2;
            the_same(one, ask_all(&asked, name, arena), 6 * 19);
            asked.jobs = 7;
            the_same(one, ask_all(&asked, name, arena), 6 * 19);
        }
    arena_free(arena);
    made_free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_counted_at_both_ends),
        cmocka_unit_test(nothing_after_t_is_known),
        cmocka_unit_test(a_reopened_case_has_two_intervals),
        cmocka_unit_test(without_dates_there_is_no_flow),
        cmocka_unit_test(the_flow_foots),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
