/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "reports/format.h"
#include "tests/unit/cmocka_all.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#define NBSP "\xC2\xA0"

static struct arena *arena;

static struct figure figure_of(enum unit unit, double value) {
    struct figure figure = figure_none(unit, NULL);
    figure.value = value;
    return figure;
}

static const char *shown(enum unit unit, double value) {
    struct figure figure = figure_of(unit, value);
    return format_figure(arena, LANG_EN, &figure).data;
}

static void units_are_written_as_people_read_them(void **state) {
    (void)state;
    assert_string_equal(shown(UNIT_COUNT, 1234567), "1,234,567");
    assert_string_equal(shown(UNIT_COUNT, 84), "84");
    assert_string_equal(shown(UNIT_COUNT, 4.2), "4.2");
    assert_string_equal(shown(UNIT_COUNT, 27.3), "27");
    assert_string_equal(shown(UNIT_SHARE, 0.869), "86.9" NBSP "%");
    assert_string_equal(shown(UNIT_SHARE, 1), "100.0" NBSP "%");
    assert_string_equal(shown(UNIT_DAYS, 3.2), "3.2" NBSP "days");
    assert_string_equal(shown(UNIT_DAYS, 0.25), "0.25" NBSP "days");
    assert_string_equal(shown(UNIT_HOURS, 1234.56), "1,234.6" NBSP "hours");
    assert_string_equal(shown(UNIT_MONEY, 12345.6), "12,345.60");
    assert_string_equal(shown(UNIT_CHANGE, 0.123), "+12.3" NBSP "%");
    assert_string_equal(shown(UNIT_CHANGE, -0.123), "−12.3" NBSP "%");
    assert_string_equal(shown(UNIT_POINTS, 0.012), "+1.2" NBSP "pp");
    assert_string_equal(shown(UNIT_SCORE, 3.14), "3.14");
    assert_string_equal(shown(UNIT_SCORE, 0.0042), "0.004");
    struct figure points = figure_of(UNIT_POINTS, 0.012);
    assert_string_equal(format_figure(arena, LANG_ZH, &points).data, "+1.2" NBSP "个百分点");
    assert_string_equal(format_value(arena, UNIT_DAYS, 3.2).data, "3.2");
}

static void halves_go_away_from_zero_as_decimals_are_read(void **state) {
    (void)state;
    assert_string_equal(shown(UNIT_COUNT, 10.5), "11");
    assert_string_equal(shown(UNIT_COUNT, -10.5), "−11");
    assert_string_equal(shown(UNIT_SHARE, 0.0625), "6.3" NBSP "%");
    assert_string_equal(shown(UNIT_SHARE, 0.8695), "87.0" NBSP "%"); /* the double lies below */
    assert_string_equal(shown(UNIT_DAYS, 2.25), "2.3" NBSP "days");
    assert_string_equal(shown(UNIT_MONEY, 1.005), "1.01");
    assert_string_equal(shown(UNIT_SHARE, 0.99949), "99.9" NBSP "%");
    assert_string_equal(shown(UNIT_SHARE, 0.9995), "100.0" NBSP "%");
    assert_string_equal(shown(UNIT_DAYS, 0.996), "1.00" NBSP "days");
}

static void zero_has_no_sign(void **state) {
    (void)state;
    assert_string_equal(shown(UNIT_COUNT, -0.0), "0");
    assert_string_equal(shown(UNIT_CHANGE, -0.0), "0.0" NBSP "%");
    assert_string_equal(shown(UNIT_CHANGE, -0.0004), "0.0" NBSP "%");
    assert_string_equal(shown(UNIT_CHANGE, 0.0004), "0.0" NBSP "%");
    assert_false(signbit(format_rounded(UNIT_CHANGE, -0.0004)));
    assert_string_equal(format_number(arena, -0.0).data, "0");
}

static void what_is_not_available_is_a_dash(void **state) {
    (void)state;
    assert_string_equal(shown(UNIT_SHARE, NAN), "—");
    assert_string_equal(shown(UNIT_COUNT, INFINITY), "—");
    struct figure none = figure_none(UNIT_DAYS, NULL);
    assert_string_equal(format_figure_n(arena, LANG_EN, &none).data, "—");
    assert_int_equal(format_interval(arena, LANG_EN, &none).size, 0);
    assert_true(isnan(format_rounded(UNIT_DAYS, NAN)));
    assert_int_equal(format_number(arena, NAN).size, 0);
    assert_int_equal(format_number(arena, -INFINITY).size, 0);
}

static void extremes_stay_readable(void **state) {
    (void)state;
    assert_string_equal(shown(UNIT_COUNT, 999999999999999), "999,999,999,999,999");
    assert_string_equal(shown(UNIT_COUNT, 9007199254740993.0), "9.0e+15");
    assert_string_equal(shown(UNIT_MONEY, -DBL_MAX), "−1.8e+308");
    assert_true(format_rounded(UNIT_MONEY, DBL_MAX) > 1.79e308);
    assert_string_equal(shown(UNIT_MONEY, DBL_MIN), "0.00");
    assert_string_equal(shown(UNIT_DAYS, 0.004), "0.00" NBSP "days");
    assert_string_equal(shown(UNIT_DAYS, 0.005), "0.01" NBSP "days");
}

static void trust_stands_beside_the_value(void **state) {
    (void)state;
    struct figure share = figure_of(UNIT_SHARE, 73.0 / 84);
    share.numerator = 73;
    share.denominator = share.n = 84;
    share.low = 0.781;
    share.high = 0.926;
    assert_string_equal(format_figure_n(arena, LANG_EN, &share).data, "86.9" NBSP "% (73/84)");
    assert_string_equal(format_figure_n(arena, LANG_ZH, &share).data, "86.9" NBSP "%（73/84）");
    assert_string_equal(format_interval(arena, LANG_EN, &share).data, "78.1–92.6" NBSP "%");
    struct figure days = figure_of(UNIT_DAYS, 3.2);
    days.n = 1084;
    assert_string_equal(format_figure_n(arena, LANG_EN, &days).data, "3.2" NBSP "days (n = 1,084)");
    struct figure change = figure_of(UNIT_CHANGE, 0.02);
    change.n = 84;
    change.low = -0.012;
    change.high = 0.051;
    assert_string_equal(format_figure_n(arena, LANG_EN, &change).data, "+2.0" NBSP "%");
    assert_string_equal(format_interval(arena, LANG_EN, &change).data, "−1.2 … +5.1" NBSP "%");
}

static void rounded_values_are_what_is_printed(void **state) {
    (void)state;
    assert_true(format_rounded(UNIT_SHARE, 0.8694) == 0.869);
    assert_true(format_rounded(UNIT_POINTS, -0.01249) == -0.012);
    assert_true(format_rounded(UNIT_DAYS, 3.25) == 3.3);
    assert_true(format_rounded(UNIT_DAYS, 0.254) == 0.25);
    assert_true(format_rounded(UNIT_COUNT, 1234) == 1234);
    assert_true(format_rounded(UNIT_MONEY, 1.005) == 1.01);
}

static void numbers_read_back_as_the_same_double(void **state) {
    (void)state;
    assert_string_equal(format_number(arena, 0.1).data, "0.1");
    assert_string_equal(format_number(arena, 1.0 / 3).data, "0.3333333333333333");
    assert_string_equal(format_number(arena, 20000000).data, "20000000");
    assert_string_equal(format_number(arena, -2.5).data, "-2.5");
    uint64_t bits = 88172645463325252U;
    for (int i = 0; i < 20000; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        union {
            uint64_t bits;
            double value;
        } any = {bits};
        if (isfinite(any.value))
            assert_true(strtod(format_number(arena, any.value).data, NULL) == any.value);
    }
}

static void times_and_periods(void **state) {
    (void)state;
    int64_t start = date_days(2026, 10, 1) * DATE_DAY, end = date_days(2026, 11, 1) * DATE_DAY;
    assert_string_equal(format_time(arena, start + 3661, false).data, "2026-10-01 01:01:01");
    assert_string_equal(format_time(arena, start, true).data, "2026-10-01");
    assert_string_equal(format_end(arena, LANG_EN, end).data, "end of 2026-10-31");
    assert_string_equal(format_end(arena, LANG_ZH, end).data, "2026-10-31 24:00");
    assert_string_equal(format_end(arena, LANG_ZH, end + 60).data, "2026-11-01 00:01:00");
    assert_string_equal(format_period(arena, LANG_EN, start, end).data, "2026-10-01 to 2026-10-31");
    assert_string_equal(format_period(arena, LANG_EN, start, start + DATE_DAY).data, "2026-10-01");
}

static int begin(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int end_all(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_written_as_people_read_them),
        cmocka_unit_test(halves_go_away_from_zero_as_decimals_are_read),
        cmocka_unit_test(zero_has_no_sign),
        cmocka_unit_test(what_is_not_available_is_a_dash),
        cmocka_unit_test(extremes_stay_readable),
        cmocka_unit_test(trust_stands_beside_the_value),
        cmocka_unit_test(rounded_values_are_what_is_printed),
        cmocka_unit_test(numbers_read_back_as_the_same_double),
        cmocka_unit_test(times_and_periods),
    };
    return cmocka_run_group_tests(tests, begin, end_all);
}
