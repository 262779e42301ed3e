/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/calendar.h"
#include "tests/unit/cmocka_all.h"

static struct calendar *shipped(const char *name) {
    struct calendar *calendar = NULL;
    struct err err = {0};
    if (!calendar_load(name, &calendar, &err))
        fail_msg("%s: %s:%zu:%zu: %s", name, err.file, err.line, err.column, err.message);
    return calendar;
}

static int64_t day(int year, int month, int date) {
    return date_days(year, month, date);
}

static int64_t at(int month, int date, int hour, int minute) {
    return date_seconds((struct date_civil){2026, month, date, hour, minute, 0});
}

/* ---- the shipped data */

static void china_moves_its_weekends(void **state) {
    (void)state;
    struct calendar *china = shipped("china");
    assert_true(calendar_first(china) == day(2024, 1, 1) && calendar_last(china) == day(2026, 12, 31));
    assert_false(calendar_is_workday(china, day(2026, 2, 16)));
    assert_true(calendar_is_workday(china, day(2026, 2, 14)));  /* a Saturday before the festival */
    assert_true(calendar_is_workday(china, day(2026, 2, 28)));  /* and after it */
    assert_false(calendar_is_workday(china, day(2026, 2, 22))); /* Sunday */
    assert_false(calendar_is_workday(china, day(2026, 10, 11)));
    assert_true(calendar_is_workday(china, day(2026, 10, 10)));
    /* Working days of a year are announced with the notices: 251, 248 and 248. */
    static const int worked[] = {251, 248, 248};
    for (int year = 2024; year <= 2026; year++)
        assert_int_equal(calendar_workdays_in(china, day(year, 1, 1), day(year + 1, 1, 1)),
                         worked[year - 2024]);
    calendar_free(china);
}

/* Substitute days: a bank holiday is never on a weekend, and there are 8 (England) or 11 (US) of them, one
 * more in England in the year of the coronation; 12 in the US when New Year's Day is observed in December. */
static void holidays_of_england_and_the_us_are_weekdays(void **state) {
    (void)state;
    static const char *const names[] = {"england-wales", "us-federal"};
    static const int off[2][5] = {{9, 8, 8, 8, 8}, {11, 11, 11, 11, 12}};
    for (int which = 0; which < 2; which++) {
        struct calendar *calendar = shipped(names[which]);
        for (int year = 2023; year <= 2027; year++) {
            int weekdays = 0, worked = 0;
            for (int64_t d = day(year, 1, 1); d < day(year + 1, 1, 1); d++) {
                weekdays += date_weekday(d) < 5;
                worked += calendar_is_workday(calendar, d);
                assert_false(date_weekday(d) >= 5 && calendar_is_workday(calendar, d));
            }
            assert_int_equal(weekdays - worked, off[which][year - 2023]);
        }
        calendar_free(calendar);
    }
}

static void every_shipped_calendar_names_its_source(void **state) {
    (void)state;
    static const char *const names[] = {"china", "england-wales", "us-federal", "australia"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct calendar *calendar = shipped(names[i]);
        assert_true(calendar_source(calendar).size > 20 && calendar_name(calendar).size > 5);
        calendar_free(calendar);
    }
}

/* ---- arithmetic, against counting day by day */

static int64_t slow_count(const struct calendar *calendar, int64_t from, int64_t to) {
    int64_t count = 0;
    for (int64_t d = from + 1; d <= to; d++)
        count += calendar_is_workday(calendar, d);
    return count;
}

static int64_t slow_add(const struct calendar *calendar, int64_t from, int64_t n) {
    int64_t step = n < 0 ? -1 : 1;
    while (n != 0) {
        from += step;
        if (!calendar_covers(calendar, from))
            return CALENDAR_UNKNOWN;
        n -= step * calendar_is_workday(calendar, from);
    }
    return from;
}

static void working_days_agree_with_counting(void **state) {
    (void)state;
    struct calendar *china = shipped("china");
    int64_t first = calendar_first(china), last = calendar_last(china);
    uint64_t random = 1;
    for (int i = 0; i < 20000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        int64_t from = first + (int64_t)(random >> 33) % (last - first + 1);
        int64_t to = first + (int64_t)(random >> 13 & 0xFFFFF) % (last - first + 1);
        int64_t n = (int64_t)(random >> 50) % 60 - 25;
        int64_t count = calendar_workdays(china, from, to);
        assert_int_equal(count, to >= from ? slow_count(china, from, to) : -slow_count(china, to, from));
        assert_int_equal(calendar_add(china, from, n), slow_add(china, from, n));
    }
    calendar_free(china);
}

static void adding_is_additive_and_has_an_inverse(void **state) {
    (void)state;
    struct calendar *china = shipped("china");
    for (int64_t d = day(2024, 6, 1); d < day(2026, 6, 1); d++) {
        for (int64_t a = -12; a <= 12; a++) {
            int64_t there = calendar_add(china, d, a);
            if (a >= 0)
                assert_int_equal(calendar_workdays(china, d, there), a);
            for (int64_t b = -3; b <= 12 && calendar_is_workday(china, d); b += 3)
                assert_int_equal(calendar_add(china, there, b), calendar_add(china, d, a + b));
            if (calendar_is_workday(china, d))
                assert_int_equal(calendar_add(china, there, -a), d);
        }
        int64_t rolled = calendar_roll(china, d);
        assert_true(rolled >= d && calendar_is_workday(china, rolled) &&
                    calendar_workdays_in(china, d, rolled) == 0);
        /* Counting over two stretches is counting over both. */
        assert_int_equal(calendar_workdays(china, d, d + 40),
                         calendar_workdays(china, d, d + 11) + calendar_workdays(china, d + 11, d + 40));
    }
    calendar_free(china);
}

static void days_outside_are_unknown(void **state) {
    (void)state;
    struct calendar *china = shipped("china");
    int64_t first = calendar_first(china), last = calendar_last(china);
    assert_int_equal(calendar_workdays(china, first - 1, first + 3), 3); /* only days counted matter */
    assert_int_equal(calendar_workdays(china, first - 2, first + 3), CALENDAR_UNKNOWN);
    assert_int_equal(calendar_workdays(china, last, last), 0);
    assert_int_equal(calendar_workdays(china, last, last + 1), CALENDAR_UNKNOWN);
    assert_int_equal(calendar_workdays(china, last + 1, last), CALENDAR_UNKNOWN);
    assert_int_equal(calendar_add(china, first - 1, 1), day(2024, 1, 2));
    assert_int_equal(calendar_add(china, last - 1, 2), CALENDAR_UNKNOWN);
    assert_int_equal(calendar_add(china, last + 5, 1), CALENDAR_UNKNOWN);
    assert_int_equal(calendar_roll(china, last + 1), CALENDAR_UNKNOWN);
    assert_false(calendar_is_workday(china, last + 1));
    calendar_free(china);
}

/* ---- opening hours */

static const char with_hours[] = "years: {2026: {off: [2026-05-01..2026-05-03], work: [2026-05-09]}}\n"
                                 "hours:\n"
                                 "  - {from: 2026-01-01, open: [\"09:00-12:00\", \"13:00-17:00\"], "
                                 "saturday: [\"09:30-12:00\"]}\n"
                                 "  - {from: 2026-06-01, open: [\"08:00-16:00\"], friday: []}\n";

static struct calendar *parsed(const char *yaml) {
    struct calendar *calendar = NULL;
    struct err err = {0};
    if (!calendar_parse(str_of(yaml), "cal.yaml", &calendar, &err))
        fail_msg("%zu:%zu: %s", err.line, err.column, err.message);
    return calendar;
}

static void open_time_is_overlap_with_the_hours(void **state) {
    (void)state;
    struct calendar *calendar = parsed(with_hours);
    assert_true(calendar_has_hours(calendar));
    assert_int_equal(calendar_open_seconds(calendar, at(4, 29, 0, 0), at(4, 30, 0, 0)), 7 * 3600);
    assert_int_equal(calendar_open_seconds(calendar, at(4, 29, 11, 0), at(4, 29, 14, 0)), 2 * 3600);
    assert_int_equal(calendar_open_seconds(calendar, at(4, 30, 16, 0), at(5, 4, 10, 0)), 2 * 3600);
    assert_int_equal(calendar_open_seconds(calendar, at(5, 16, 0, 0), at(5, 17, 0, 0)), 9000); /* Saturday */
    assert_int_equal(calendar_open_seconds(calendar, at(5, 2, 0, 0), at(5, 3, 0, 0)), 0);      /* a holiday */
    assert_int_equal(calendar_open_seconds(calendar, at(5, 9, 0, 0), at(5, 10, 0, 0)),
                     7 * 3600); /* made up */
    assert_int_equal(calendar_open_seconds(calendar, at(6, 4, 0, 0), at(6, 6, 0, 0)),
                     8 * 3600); /* no Friday */
    assert_int_equal(calendar_open_seconds(calendar, at(6, 2, 9, 0), at(6, 1, 9, 0)), -8 * 3600);
    assert_int_equal(calendar_open_seconds(calendar, at(12, 31, 15, 0), at(12, 31, 24, 0)), 3600);
    assert_int_equal(calendar_open_seconds(calendar, at(12, 31, 15, 0), at(13, 1, 0, 1)), CALENDAR_UNKNOWN);
    calendar_free(calendar);
    calendar = shipped("china");
    assert_int_equal(calendar_open_seconds(calendar, at(5, 6, 0, 0), at(5, 7, 0, 0)), CALENDAR_UNKNOWN);
    calendar_free(calendar);
}

static void open_time_agrees_with_the_minutes(void **state) {
    (void)state;
    struct calendar *calendar = parsed(with_hours);
    int64_t start = at(4, 24, 0, 0), open = 0;
    for (int64_t minute = 0; minute < 60 * 24 * 60; minute++) {
        int64_t from = start + minute * 60;
        int64_t one = calendar_open_seconds(calendar, from, from + 60);
        assert_true(one == 0 || one == 60);
        assert_int_equal(calendar_open_seconds(calendar, start, from), open);
        open += one;
    }
    calendar_free(calendar);
}

/* ---- mistakes */

static void expect_mistake(const char *yaml, size_t line, size_t column, const char *message) {
    struct calendar *calendar = NULL;
    struct err err = {0};
    assert_false(calendar_parse(str_of(yaml), "cal.yaml", &calendar, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.message, message);
    assert_string_equal(err.file, "cal.yaml");
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
}

static void mistakes_are_told_with_their_place(void **state) {
    (void)state;
    expect_mistake("years:\n  2026:\n    off: [2026-10-01..2026-10-07]\n    work: [2026-10-10, 2026-10-03]\n",
                   4, 24, "2026-10-03 is both a day off and a working day");
    expect_mistake("years:\n  2026: {off: [2026-10-01, 2026-10-01]}\n", 2, 28,
                   "2026-10-01 stands here twice");
    expect_mistake("years: {2026: {work: [2026-10-14]}}\n", 1, 23,
                   "2026-10-14 is a working day anyway, no weekend to make up for");
    expect_mistake("years: {2026: {off: [2025-10-14]}}\n", 1, 22, "this day does not lie in 2026");
    expect_mistake("years: {2026: {off: [2026-02-29]}}\n", 1, 22, "expected a day or a range of days");
    expect_mistake("years: {2026: {off: [2026-02-04..2026-02-03]}}\n", 1, 22,
                   "this range ends before it begins");
    expect_mistake("years: {2024: {}, 2026: {}}\n", 1, 8, "the years from 2024 to 2026 have a gap");
    expect_mistake("years: {26: {}}\n", 1, 9, "expected a year from 1970 to 2106");
    expect_mistake("name: none\n", 1, 1, "a calendar needs its years");
    expect_mistake("weekend: [samstag]\nyears: {2026: {}}\n", 1, 11, "expected a weekday");
    expect_mistake("years: {2026: {holidays: []}}\n", 1, 16, "unknown key \"holidays\"");
    expect_mistake("years: {2026: {}}\nhours: [{open: [\"09:00-12:00\"]}]\n", 2, 9,
                   "opening hours need the day `from` which they hold");
    expect_mistake("years: {2026: {}}\nhours: [{from: 2026-01-01, open: [\"9-12\"]}]\n", 2, 36,
                   "expected opening hours");
    expect_mistake("years: {2026: {}}\nhours: [{from: 2026-01-01, open: [\"12:00-09:00\"]}]\n", 2, 36,
                   "these hours end before they begin");
    expect_mistake(
        "years: {2026: {}}\nhours: [{from: 2026-01-01, open: [\"09:00-12:00\", \"11:00-13:00\"]}]\n", 2, 51,
        "these hours overlap with those before them");
}

static void an_unknown_name_lists_the_shipped_ones(void **state) {
    (void)state;
    struct calendar *calendar = NULL;
    struct err err = {0};
    assert_false(calendar_load("atlantis", &calendar, &err));
    assert_string_equal(err.message, "there is no calendar \"atlantis\"");
    assert_string_equal(err.hint, "name one of australia, china, england-wales, us-federal, or a file");
    err = (struct err){0};
    assert_false(calendar_load("./not-there.yaml", &calendar, &err));
    assert_int_equal(err.kind, ERR_USAGE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(china_moves_its_weekends),
        cmocka_unit_test(holidays_of_england_and_the_us_are_weekdays),
        cmocka_unit_test(every_shipped_calendar_names_its_source),
        cmocka_unit_test(working_days_agree_with_counting),
        cmocka_unit_test(adding_is_additive_and_has_an_inverse),
        cmocka_unit_test(days_outside_are_unknown),
        cmocka_unit_test(open_time_is_overlap_with_the_hours),
        cmocka_unit_test(open_time_agrees_with_the_minutes),
        cmocka_unit_test(mistakes_are_told_with_their_place),
        cmocka_unit_test(an_unknown_name_lists_the_shipped_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
