/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/compared.h"
#include "tests/unit/cmocka_all.h"

static struct calendar *china, *england;

static int load(void **state) {
    (void)state;
    struct err err = {0};
    return calendar_load("china", &china, &err) && calendar_load("england-wales", &england, &err) ? 0 : -1;
}

static int unload(void **state) {
    (void)state;
    calendar_free(china);
    calendar_free(england);
    return 0;
}

static struct period named(const char *name) {
    struct period period;
    struct err err = {0};
    assert_true(period_parse(str_of(name), 0, &period, &err));
    return period;
}

static size_t compare(const char *name, const char *known, const struct calendar *calendar,
                      struct day_pair list[COMPARED_KINDS]) {
    struct period period = named(name);
    int64_t end = known ? named(known).end : period.end;
    return compared_days(&period, end, calendar, list);
}

static void is(const struct day_pair *compared, const char *now, const char *base, int64_t days_now,
               int64_t days_base, bool uneven) {
    assert_string_equal(compared->now.name, now);
    assert_string_equal(compared->base.name, base);
    assert_int_equal(compared->days_now, days_now);
    assert_int_equal(compared->days_base, days_base);
    assert_int_equal(compared->uneven, uneven);
}

/* Previous and a year before, for each kind of period; days without a calendar are calendar days. */
static void every_kind_has_its_bases(void **state) {
    (void)state;
    static const struct {
        const char *now, *previous, *year;
        int days, days_previous, days_year;
    } kinds[] = {
        {"2026-10-21", "2026-10-20", "2025-10-21", 1, 1, 1},
        {"2024-02-29", "2024-02-28", "2023-02-28", 1, 1, 1},
        {"2026-W01", "2025-W52", "2025-W01", 7, 7, 7},
        {"2020-W53", "2020-W52", "2019-W52", 7, 7, 7},
        {"2026-03", "2026-02", "2025-03", 31, 28, 31},
        {"2026-01", "2025-12", "2025-01", 31, 31, 31},
        {"2026-Q1", "2025-Q4", "2025-Q1", 90, 92, 90},
        {"2026-H1", "2025-H2", "2025-H1", 181, 184, 181},
        {"2025", "2024", "2024", 365, 366, 366},
        {"2026-10-05..2026-10-14", "2026-09-25..2026-10-04", "2025-10-05..2025-10-14", 10, 10, 10},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct day_pair list[COMPARED_KINDS];
        assert_int_equal(compare(kinds[i].now, NULL, NULL, list), 2);
        is(&list[0], kinds[i].now, kinds[i].previous, kinds[i].days, kinds[i].days_previous,
           kinds[i].days_previous == 28);
        is(&list[1], kinds[i].now, kinds[i].year, kinds[i].days, kinds[i].days_year, false);
        assert_false(list[0].part || list[0].worked);
    }
}

static void weeks_from_saturday_keep_their_weekday(void **state) {
    (void)state;
    struct day_pair list[COMPARED_KINDS];
    struct period week = period_holding(PERIOD_WEEK, date_days(2026, 10, 21), 5);
    assert_int_equal(compared_days(&week, week.end, NULL, list), 2);
    is(&list[0], "2026-10-17..2026-10-23", "2026-10-10..2026-10-16", 7, 7, false);
    is(&list[1], "2026-10-17..2026-10-23", "2025-10-18..2025-10-24", 7, 7, false);
}

static void a_part_is_held_to_the_same_days(void **state) {
    (void)state;
    struct day_pair list[COMPARED_KINDS];
    assert_int_equal(compare("2026-10", "2026-10-12", NULL, list), 2);
    is(&list[0], "2026-10-01..2026-10-12", "2026-09-01..2026-09-12", 12, 12, false);
    is(&list[1], "2026-10-01..2026-10-12", "2025-10-01..2025-10-12", 12, 12, false);
    assert_true(list[0].part && list[1].part);
    assert_int_equal(compare("2026-W43", "2026-10-21", NULL, list), 2);
    is(&list[1], "2026-10-19..2026-10-21", "2025-10-20..2025-10-22", 3, 3, false);
    assert_int_equal(compare("2026-Q3", "2026-07-10", NULL, list), 2);
    is(&list[0], "2026-07-01..2026-07-10", "2026-04-01..2026-04-10", 10, 10, false);
    /* February has no 30th: all of it, and the days say so. */
    assert_int_equal(compare("2026-03", "2026-03-30", NULL, list), 2);
    is(&list[0], "2026-03-01..2026-03-30", "2026-02", 30, 28, true);
    assert_int_equal(compare("2026-10", "2026-09-30", NULL, list), 0);
}

static void working_days_count_where_they_are_known(void **state) {
    (void)state;
    struct day_pair list[COMPARED_KINDS];
    /* October 2026 has 18 working days in China (1–7 off, the 10th made up), September 21 + the 20th − the
     * 25th; October 2025 (1–8 off, the 11th made up) 18. */
    assert_int_equal(compare("2026-10", NULL, china, list), 2);
    is(&list[0], "2026-10", "2026-09", 18, 22, true);
    is(&list[1], "2026-10", "2025-10", 18, 18, false);
    assert_true(list[0].worked && list[1].worked);
    /* 2023 is not in the calendar: calendar days, and no working days on one side only. */
    assert_int_equal(compare("2024-05", NULL, china, list), 2);
    assert_true(list[0].worked);
    assert_false(list[1].worked);
    is(&list[1], "2024-05", "2023-05", 31, 31, false);
    /* A Sunday has no working days to divide by. */
    assert_int_equal(compare("2026-10-18", NULL, china, list), 2);
    assert_false(list[0].worked);
}

static void spring_festival_joins_two_months(void **state) {
    (void)state;
    struct day_pair list[COMPARED_KINDS];
    assert_int_equal(compare("2026-02", NULL, china, list), 3);
    assert_int_equal(list[2].kind, COMPARED_FESTIVAL);
    /* By hand from the notices: January and February 2026 have 21 + 16 working days, those of 2025 19 + 19.
     */
    is(&list[2], "2026-01-01..2026-02-28", "2025-01-01..2025-02-28", 37, 38, false);
    assert_int_equal(compare("2025-02", NULL, china, list), 3);
    assert_int_equal(compare("2026-01", NULL, china, list), 2);
    assert_int_equal(compare("2026-03", NULL, china, list), 2);
    assert_int_equal(compare("2026-02", "2026-02-20", china, list), 2);
    assert_int_equal(compare("2026-02", NULL, england, list), 2);
    assert_int_equal(compare("2024-02", NULL, china, list), 2); /* 2023 is not known */
    assert_true(compared_festival_moved(china, 2025) && compared_festival_moved(china, 2026));
    assert_false(compared_festival_moved(england, 2026));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_kind_has_its_bases),
                                       cmocka_unit_test(weeks_from_saturday_keep_their_weekday),
                                       cmocka_unit_test(a_part_is_held_to_the_same_days),
                                       cmocka_unit_test(working_days_count_where_they_are_known),
                                       cmocka_unit_test(spring_festival_joins_two_months)};
    return cmocka_run_group_tests(tests, load, unload);
}
