/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/arena.h"
#include "analysis/clock/period.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static struct period parse(const char *text) {
    struct period period;
    struct err err = {0};
    assert_true(period_parse(str_of(text), date_days(2026, 11, 21), &period, &err));
    return period;
}

static void is(const struct period *period, const char *name, int64_t first, int64_t days) {
    assert_string_equal(period->name, name);
    assert_int_equal(date_day_of(period->start), first);
    assert_int_equal(period_days(period), days);
}

static void every_form_is_read_and_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *name;
        int month, day, days;
    } forms[] = {{"2026", "2026", 1, 1, 365},
                 {"2026-H1", "2026-H1", 1, 1, 181},
                 {"2026-H2", "2026-H2", 7, 1, 184},
                 {"2026-Q3", "2026-Q3", 7, 1, 92},
                 {"2026-10", "2026-10", 10, 1, 31},
                 {"2026-12", "2026-12", 12, 1, 31},
                 {"2026-W43", "2026-W43", 10, 19, 7},
                 {"2026-10-21", "2026-10-21", 10, 21, 1},
                 {"2026-10-21..2026-10-23", "2026-10-21..2026-10-23", 10, 21, 3},
                 {" 2026-01 .. 2026-03 ", "2026-01-01..2026-03-31", 1, 1, 90},
                 {"last-week", "2026-W46", 11, 9, 7},
                 {"last-month", "2026-10", 10, 1, 31},
                 {"last-quarter", "2026-Q3", 7, 1, 92},
                 {"last-half", "2026-H1", 1, 1, 181},
                 {"last-day", "2026-11-20", 11, 20, 1}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct period period = parse(forms[i].text), again = parse(forms[i].name);
        is(&period, forms[i].name, date_days(2026, forms[i].month, forms[i].day), forms[i].days);
        assert_int_equal(again.start, period.start);
        assert_int_equal(again.end, period.end);
    }
}

static void last_week_begins_where_weeks_begin(void **state) {
    (void)state;
    struct period period;
    struct err err = {0};
    int64_t saturday = date_days(2026, 11, 21);
    assert_true(period_parse_weeks(STR("last-week"), saturday, 5, &period, &err));
    is(&period, "2026-11-14..2026-11-20", date_days(2026, 11, 14), 7);
    assert_int_equal(period.kind, PERIOD_WEEK);
    assert_true(period_parse_weeks(STR("last-week"), saturday, 6, &period, &err));
    is(&period, "2026-11-08..2026-11-14", date_days(2026, 11, 8), 7);
    assert_true(period_parse_weeks(STR("2026-W46"), saturday, 6, &period, &err));
    is(&period, "2026-W46", date_days(2026, 11, 9), 7);
}

static void other_words_are_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"",           "26-10",    "2026-13",   "2026-00",
                                        "2026-02-30", "2026-W54", "2025-W53",  "2026-Q5",
                                        "2026-H0",    "2026-1",   "2026-10-1", "last-fortnight",
                                        "2026-10x",   "1969",     "2106-01",   "2026-10-02..2026-10-01",
                                        "2026-10..",  "..",       "2026-W1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct period period;
        struct err err = {0};
        assert_false(period_parse(str_of(wrong[i]), 20000, &period, &err));
        assert_int_equal(err.kind, ERR_USAGE);
        assert_true(err.message[0]);
    }
    struct period period;
    struct err err = {0};
    period_parse(STR("2026-10-02..2026-10-01"), 0, &period, &err);
    assert_string_equal(err.message, "the period 2026-10-02..2026-10-01 ends before it starts");
}

static void neighbours(const char *text, const char *before, const char *after, const char *year_before) {
    struct period period = parse(text);
    struct period a = period_before(&period), b = period_after(&period), y = period_year_before(&period);
    assert_string_equal(a.name, before);
    assert_string_equal(b.name, after);
    assert_string_equal(y.name, year_before);
    assert_int_equal(a.end, period.start);
    assert_int_equal(b.start, period.end);
}

static void neighbours_are_of_the_same_kind(void **state) {
    (void)state;
    neighbours("2026-01", "2025-12", "2026-02", "2025-01");
    neighbours("2026-Q1", "2025-Q4", "2026-Q2", "2025-Q1");
    neighbours("2026-H1", "2025-H2", "2026-H2", "2025-H1");
    neighbours("2026", "2025", "2027", "2025");
    neighbours("2024-02-29", "2024-02-28", "2024-03-01", "2023-02-28");
    neighbours("2026-W53", "2026-W52", "2027-W01", "2025-W52");
    neighbours("2026-W01", "2025-W52", "2026-W02", "2025-W01");
    neighbours("2026-03-01..2026-03-10", "2026-02-19..2026-02-28", "2026-03-11..2026-03-20",
               "2025-03-01..2025-03-10");
    neighbours("2024-02-01..2024-02-29", "2024-01-03..2024-01-31", "2024-03-01..2024-03-29",
               "2023-02-01..2023-02-28");
}

static void weeks_may_start_on_any_weekday(void **state) {
    (void)state;
    struct period week = period_holding(PERIOD_WEEK, date_days(2026, 10, 21), 6);
    is(&week, "2026-10-18..2026-10-24", date_days(2026, 10, 18), 7);
    struct period before = period_before(&week), after = period_after(&week);
    is(&before, "2026-10-11..2026-10-17", date_days(2026, 10, 11), 7);
    is(&after, "2026-10-25..2026-10-31", date_days(2026, 10, 25), 7);
    struct period year = period_year_before(&week);
    is(&year, "2025-10-19..2025-10-25", date_days(2025, 10, 19), 7);
}

static void a_stretch_is_split_without_gaps(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    for (enum period_kind kind = PERIOD_DAY; kind <= PERIOD_YEAR; kind++) {
        size_t count;
        int64_t start = date_days(2024, 1, 15) * DATE_DAY + 3600, end = date_days(2026, 3, 2) * DATE_DAY;
        struct period *periods = period_split(kind, start, end, 3, arena, &count);
        assert_true(periods[0].start <= start && periods[0].end > start);
        assert_true(periods[count - 1].start < end && periods[count - 1].end >= end);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(periods[i].kind, kind);
            if (i)
                assert_int_equal(periods[i].start, periods[i - 1].end);
        }
    }
    size_t none;
    period_split(PERIOD_MONTH, 5, 5, 0, arena, &none);
    assert_int_equal(none, 0);
    enum period_kind kind;
    assert_true(period_kind_find(STR("quarter"), &kind) && kind == PERIOD_QUARTER);
    assert_false(period_kind_find(STR("fortnight"), &kind));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_read_and_named),
        cmocka_unit_test(last_week_begins_where_weeks_begin),
        cmocka_unit_test(other_words_are_refused),
        cmocka_unit_test(neighbours_are_of_the_same_kind),
        cmocka_unit_test(weeks_may_start_on_any_weekday),
        cmocka_unit_test(a_stretch_is_split_without_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
