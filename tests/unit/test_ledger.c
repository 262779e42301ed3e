/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/ledger.h"
#include "reports/published.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>

static void a_ledger_reads_back_as_written(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const struct ledger_entry entries[] = {
        {STR("2026-09"), STR(""), STR(""), STR("on_time_rate"), 1.0 / 3},
        {STR("2026-09"), STR("unit"), STR("=A, \"B\"\nC"), STR("received"), 12},
        {STR("2026-10"), STR("unit"), STR(""), STR("p50_days:forwarding"), NAN},
    };
    struct ledger ledger = {entries, 3}, back;
    struct buf csv = {0};
    ledger_write(&ledger, &csv);
    assert_true(ledger_read(buf_str(&csv), arena, &back));
    assert_int_equal(back.count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_true(str_equal(back.entries[i].period, entries[i].period));
        assert_true(str_equal(back.entries[i].by, entries[i].by));
        assert_true(str_equal(back.entries[i].value, entries[i].value));
        assert_true(str_equal(back.entries[i].measure, entries[i].measure));
        assert_false(difference_between(back.entries[i].figure, entries[i].figure));
    }
    assert_true(back.entries[0].figure == 1.0 / 3);
    buf_free(&csv);
    arena_free(arena);
}

static void other_tables_are_no_ledger(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",
        "period,by,value,measure\n2026-09,,,received\n",
        "period,by,value,measure,figures\n2026-09,,,received,3\n",
        "period,by,value,measure,figure\n2026-09,,,received,3x\n",
        "period,by,value,measure,figure\n2026-09,,,received\n",
        "period,by,value,measure,figure\n2026-09,,\"x\"y,received,3\n",
    };
    struct arena *arena = arena_new();
    struct ledger ledger;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(ledger_read(str_of(texts[i]), arena, &ledger));
    arena_free(arena);
}

static void last_digits_are_no_difference(void **state) {
    (void)state;
    assert_false(difference_between(0.1 + 0.2, 0.3));
    assert_false(difference_between(NAN, NAN));
    assert_true(difference_between(NAN, 0));
    assert_true(difference_between(0.300001, 0.3));
    assert_true(difference_between(1000001, 1000000));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger_reads_back_as_written),
        cmocka_unit_test(other_tables_are_no_ledger),
        cmocka_unit_test(last_digits_are_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
