/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/query/score.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>

#define CLOSE(a, b) assert_true(fabs((a) - (b)) < 1e-6)

/* Wilson of the share of correct ones among all that are correct, false or missed, as 2 x ÷ (1 + x). */
static void the_interval_of_f1(void **state) {
    (void)state;
    static const struct {
        double hits, alarms, misses, low, high;
    } cases[] = {{8, 2, 1, 0.6056447532538904, 0.9487734169728348},
                 {0, 1, 2, 0, 0.7191778406699251},
                 {5, 0, 0, 0.7224672001371107, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double low, high;
        interval_f1(cases[i].hits, cases[i].alarms, cases[i].misses, &low, &high);
        CLOSE(low, cases[i].low);
        CLOSE(high, cases[i].high);
    }
    double low, high;
    interval_f1(0, 0, 0, &low, &high);
    assert_true(isnan(low) && isnan(high));
}

static void figures_of_a_table(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    /* Rows labelled a, b, c, d; nobody is labelled d. */
    static const uint64_t matrix[] = {50, 3, 2, 1, 4, 20, 6, 0, 1, 1, 12, 0, 0, 0, 0, 0};
    struct score_totals totals;
    score_figures(matrix, 4, arena, &totals);
    const struct score_class *b = &totals.classes[1];
    assert_int_equal(b->truth, 30);
    assert_int_equal(b->given, 24);
    CLOSE(b->precision.value, 20.0 / 24);
    CLOSE(b->recall.value, 20.0 / 30);
    CLOSE(b->f1.value, 40.0 / 54);
    assert_true(isnan(totals.classes[3].recall.value));
    CLOSE(totals.classes[3].precision.value, 0);
    CLOSE(totals.micro.value, 0.82);
    CLOSE(totals.macro_f1.value, (100.0 / 111 + 40.0 / 54 + 24.0 / 34) / 3);
    /* Derivatives taken numerically elsewhere. */
    CLOSE(totals.macro_f1.low, 0.6905279408638016);
    CLOSE(totals.macro_f1.high, 0.8744880555247438);
    CLOSE(totals.macro_recall.value, (50.0 / 56 + 20.0 / 30 + 12.0 / 14) / 3);
    arena_free(arena);
}

static const char rules[] = "language: en\n"
                            "categories:\n"
                            "  - {id: card, name: {zh: 银行卡, en: Cards}}\n"
                            "  - {id: card.fraud, name: {zh: 盗刷, en: Card fraud}, any: [stolen]}\n"
                            "  - {id: card.fee, name: {zh: 年费, en: Annual fee}, any: [fee]}\n"
                            "  - {id: app, any: [app]}\n";

static void labels_are_understood(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct rulebook *book;
    struct err err = {0};
    assert_true(rulebook_parse(str_of(rules), "x.yaml", &book, &err));
    struct classes all, tops;
    struct buf scratch = {0};
    classes_of(book, &book->axes[0], 0, arena, &all);
    classes_of(book, &book->axes[0], 1, arena, &tops);
    assert_int_equal(all.count, 4);
    assert_int_equal(tops.count, 3);
    static const struct {
        const char *label;
        uint32_t all, tops;
    } cases[] = {
        {"card.fraud", 0, 0},
        {"盗刷", 0, 0},
        {" ANNUAL fee", 1, 0},
        {"年費", 1, 0},
        {"App", 2, 1},
        {"Other", 3, 2},
        {"fraud", LABEL_UNKNOWN, LABEL_UNKNOWN},
        {"Cards", LABEL_UNKNOWN, 0},
        {"card", LABEL_UNKNOWN, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(truth_class(NULL, &all, str_of(cases[i].label), &scratch), cases[i].all);
        assert_int_equal(truth_class(NULL, &tops, str_of(cases[i].label), &scratch), cases[i].tops);
    }
    assert_true(str_equal(class_name(&tops, 0, LANGUAGE_ZH), STR("银行卡")));
    buf_free(&scratch);
    rulebook_free(book);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_interval_of_f1),
        cmocka_unit_test(figures_of_a_table),
        cmocka_unit_test(labels_are_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
