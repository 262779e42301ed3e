/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/change.h"
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/printed.h"
#include "reports/format.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>
#include <stdlib.h>

static struct figure of(enum unit unit, double value) {
    struct figure figure = figure_none(unit, NULL);
    figure.value = value;
    return figure;
}

static void prints(enum unit unit, double value, double printed) {
    assert_true(figure_printed(unit, value) == printed);
    assert_true(figure_printed(unit, -value) == -printed);
}

static void values_are_rounded_as_they_are_printed(void **state) {
    (void)state;
    prints(UNIT_COUNT, 12, 12);
    prints(UNIT_SHARE, 0.8694, 0.869);
    prints(UNIT_SHARE, 0.8695, 0.87);
    prints(UNIT_DAYS, 3.25, 3.3);
    prints(UNIT_DAYS, 3.2499, 3.2);
    prints(UNIT_DAYS, 0.994, 0.99);
    prints(UNIT_DAYS, 0.996, 1);
    prints(UNIT_HOURS, 99.95, 100);
    prints(UNIT_MONEY, 1234.565, 1234.57);
    assert_true(isnan(figure_printed(UNIT_DAYS, NAN)));
    /* and as the text of a document says */
    struct arena *arena = arena_new();
    for (int i = 0; i < 20000; i++) {
        double value = i * 0.0013 + 1.0 / 3 / (i + 1);
        assert_true(strtod(format_value(arena, UNIT_DAYS, value).data, NULL) ==
                    figure_printed(UNIT_DAYS, value));
    }
    arena_free(arena);
}

static void changes_are_of_printed_values(void **state) {
    (void)state;
    struct figure now = of(UNIT_DAYS, 3.34), base = of(UNIT_DAYS, 2.96), change = change_of(&now, &base);
    assert_int_equal(change.unit, UNIT_CHANGE);
    assert_true(fabs(change.value - 0.1) < 1e-12); /* 3.3 against 3.0 */
    now = of(UNIT_SHARE, 0.8694);
    base = of(UNIT_SHARE, 0.8);
    change = change_of(&now, &base);
    assert_int_equal(change.unit, UNIT_POINTS);
    assert_true(fabs(change.value - 0.069) < 1e-12);
    now = of(UNIT_COUNT, 3);
    base = of(UNIT_COUNT, 0);
    change = change_of(&now, &base);
    assert_false(figure_available(&change));
    assert_string_equal(change.note, NOTE_NEW);
    change = change_of(&base, &base);
    assert_string_equal(change.note, NOTE_BOTH_ZERO);
    base = of(UNIT_COUNT, NAN);
    change = change_of(&now, &base);
    assert_string_equal(change.note, NOTE_NO_BASE);
}

static bool reliable_counts(double now, int64_t days_now, double base, int64_t days_base) {
    struct figure a = of(UNIT_COUNT, now), b = of(UNIT_COUNT, base);
    return change_reliable(&a, days_now, &b, days_base);
}

static void rose_is_said_when_the_test_passes(void **state) {
    (void)state;
    assert_true(reliable_counts(60, 31, 30, 31));
    assert_false(reliable_counts(6, 31, 3, 31));
    assert_false(reliable_counts(330, 31, 300, 31));
    assert_false(reliable_counts(310, 31, 280, 28)); /* the same a day */
    struct figure a = figure_share(90, 100, 0), b = figure_share(70, 100, 0), c = figure_share(88, 100, 0);
    assert_true(change_reliable(&a, 31, &b, 30));
    assert_false(change_reliable(&a, 31, &c, 30));
    struct figure days = of(UNIT_DAYS, 3), more = of(UNIT_DAYS, 30);
    assert_false(change_reliable(&days, 31, &more, 31));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_rounded_as_they_are_printed),
        cmocka_unit_test(changes_are_of_printed_values),
        cmocka_unit_test(rose_is_said_when_the_test_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
