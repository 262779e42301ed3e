/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/actions.h"
#include "analysis/signal/breaks.h"
#include "analysis/signal/target.h"
#include "analysis/signal/targets.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>
#include <string.h>

static struct period month(const char *name) {
    struct period period;
    struct err err = {0};
    assert_true(period_parse(str_of(name), 0, &period, &err));
    return period;
}

static struct measure_ref measure(struct arena *arena, const char *text) {
    struct measure_ref ref;
    struct err err = {0};
    assert_true(measure_find(str_of(text), arena, &ref, &err));
    return ref;
}

static const char breaks_text[] = "breaks:\n"
                                  "  - date: 2026-03-01\n"
                                  "    what: {zh: 口径调整, en: New definition}\n"
                                  "    measures: [received, 'within_rate:15d']\n"
                                  "  - {date: 2026-05-20, what: System moved}\n";

static void breaks_lie_between_periods(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct breaks breaks;
    struct err err = {0};
    assert_true(breaks_parse(str_of(breaks_text), "b.yaml", arena, &breaks, &err));
    assert_int_equal(breaks.count, 2);
    assert_string_equal(breaks.items[0].what[LANG_ZH].data, "口径调整");
    assert_string_equal(breaks.items[1].what[LANG_ZH].data, "System moved");
    struct measure_ref received = measure(arena, "received"), within = measure(arena, "within_rate:15d");
    struct measure_ref other = measure(arena, "within_rate:30d");
    struct period february = month("2026-02"), march = month("2026-03"), april = month("2026-04");
    assert_ptr_equal(breaks_between(&breaks, &received, &february, &march), &breaks.items[0]);
    assert_ptr_equal(breaks_between(&breaks, &within, &february, &march), &breaks.items[0]);
    assert_null(breaks_between(&breaks, &other, &february, &march));
    assert_null(breaks_between(&breaks, &received, &march, &april));
    /* In the second half of May: before June, and it concerns every measure. */
    struct period may = month("2026-05"), june = month("2026-06");
    assert_null(breaks_between(&breaks, &other, &april, &may));
    assert_ptr_equal(breaks_between(&breaks, &other, &may, &june), &breaks.items[1]);
    assert_ptr_equal(breaks_between(&breaks, &received, &february, &june), &breaks.items[1]);
    arena_free(arena);
}

static void fails(const char *text, const char *what, size_t line, bool actions) {
    struct arena *arena = arena_new();
    struct err err = {0};
    struct breaks breaks;
    struct actions list;
    bool read = actions ? actions_parse(str_of(text), "x.yaml", arena, &list, &err)
                        : breaks_parse(str_of(text), "x.yaml", arena, &breaks, &err);
    assert_false(read);
    if (!strstr(err.message, what))
        fail_msg("\"%s\" does not say \"%s\"", err.message, what);
    assert_int_equal(err.line, line);
    assert_int_equal(err.kind, ERR_USAGE);
    arena_free(arena);
}

static void mistakes_are_told_with_their_place(void **state) {
    (void)state;
    fails("breaks: []\nmore: 1\n", "more", 2, false);
    fails("- {what: x}\n", "date", 1, false);
    fails("- date: 2026-13-01\n  what: x\n", "2026-13-01", 1, false);
    fails("- date: 2026-03\n  what: x\n", "should be a day", 1, false);
    fails("- date: 2026-03-01\n", "what", 1, false);
    fails("- date: 2026-03-01\n  what: {zh: 好}\n", "en", 2, false);
    fails("- date: 2026-03-01\n  what: x\n  measures: [received, nosuch]\n", "nosuch", 3, false);
    fails("- 2026-03-01\n", "an entry", 1, false);
    fails("- date: 2026-03-01\n  what: x\n", "aims at nothing", 1, true);
    fails("- date: 2026-03-01\n  what: x\n  categroy: y\n", "categroy", 3, true);
    fails("actions: text\n", "actions", 1, true);
}

static void targets_are_read(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    static const struct {
        const char *text, *key;
        enum comparator comparator;
        double value;
    } good[] = {{"on_time_rate >= 95%", "on_time_rate", TARGET_AT_LEAST, 0.95},
                {"on_time_rate: ≥ 95 %", "on_time_rate", TARGET_AT_LEAST, 0.95},
                {"within_rate:15d≥0.9", "within_rate:15d", TARGET_AT_LEAST, 0.9},
                {" p50_days ≤ 4.5 ", "p50_days", TARGET_AT_MOST, 4.5},
                {"overdue_open<=0", "overdue_open", TARGET_AT_MOST, 0}};
    struct target list[5];
    for (size_t i = 0; i < 5; i++) {
        struct err err = {0};
        assert_true(target_parse(str_of(good[i].text), STR("law"), arena, &list[i], &err));
        assert_string_equal(list[i].ref.text.data, good[i].key);
        assert_int_equal(list[i].comparator, good[i].comparator);
        assert_true(list[i].value == good[i].value);
    }
    struct targets targets = {list, 5};
    struct measure_ref within = measure(arena, "within_rate:15d"), other = measure(arena, "within_rate:30d");
    assert_ptr_equal(targets_find(&targets, &within), &list[2]);
    assert_null(targets_find(&targets, &other));
    struct measure_ref on_time = measure(arena, "on_time_rate");
    assert_ptr_equal(targets_find(&targets, &on_time), &list[0]); /* the first counts */
    static const char *const bad[] = {"on_time_rate 95%",      "on_time_rate > 95%",    "nosuch >= 1",
                                      "on_time_rate >= 95",    "on_time_rate >= 120%",  "p50_days <= 5%",
                                      "p50_days <= five",      "p50_days <= ",          "p50_days <= -1",
                                      "on_time_rate >= 95 d%", "within_rate:15x >= 1%", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err err = {0};
        struct target target;
        if (target_parse(str_of(bad[i]), STR(""), arena, &target, &err))
            fail_msg("\"%s\" was taken", bad[i]);
        assert_int_equal(err.kind, ERR_USAGE);
        assert_true(err.message[0]);
    }
    arena_free(arena);
}

/* 30 in six months, 10 in four: rates 5 and 2.5 a month. R: binom.test(10, 40, 4/10)$conf.int gives
 * 0.1269148 … 0.4119621; rates (p / 4) / ((1 - p) / 6). */
static void an_effect_is_a_ratio_of_rates(void **state) {
    (void)state;
    const struct stretch before[6] = {{5, 1}, {5, 1}, {5, 1}, {5, 1}, {5, 1}, {5, 1}};
    const struct stretch since[4] = {{2.5, 1}, {2.5, 1}, {2.5, 1}, {2.5, 1}};
    struct effect effect = action_effect(before, 6, since, 4);
    assert_true(effect.before == 30 && effect.since == 10 && effect.dispersion == 1);
    assert_true(effect.rate_before == 5 && effect.rate_since == 2.5);
    assert_true(fabs(effect.ratio.value - 0.5) < 1e-12);
    assert_true(fabs(effect.ratio.low - 1.5 * 0.1269148 / (1 - 0.1269148)) < 1e-5);
    assert_true(fabs(effect.ratio.high - 1.5 * 0.4119621 / (1 - 0.4119621)) < 1e-5);
    /* The same sums out of months that jump: the interval is wider. */
    const struct stretch wild[6] = {{0, 1}, {10, 1}, {0, 1}, {10, 1}, {0, 1}, {10, 1}};
    struct effect loose = action_effect(wild, 6, since, 4);
    assert_true(loose.dispersion > 3 && loose.ratio.low < effect.ratio.low &&
                loose.ratio.high > effect.ratio.high);
    assert_true(isnan(action_effect(before, 0, since, 4).ratio.value));
    const struct stretch none[2] = {{0, 1}, {0, 1}};
    assert_true(isnan(action_effect(none, 2, none, 2).ratio.value));
    assert_true(action_effect(before, 6, none, 2).ratio.value == 0);
    assert_true(isnan(action_effect(none, 2, before, 6).ratio.value));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_lie_between_periods),
        cmocka_unit_test(mistakes_are_told_with_their_place),
        cmocka_unit_test(targets_are_read),
        cmocka_unit_test(an_effect_is_a_ratio_of_rates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
