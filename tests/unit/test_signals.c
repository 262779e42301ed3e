/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts, funnels and terms. */
#include "analysis/signal/funnel.h"
#include "analysis/signal/target.h"
#include "analysis/signal/terms.h"
#include "analysis/signal/terms_words.h"
#include "tests/unit/printed.h"

#include <math.h>

#define MATHLIB_STANDALONE 1
#include <Rmath.h>

static struct figure between(double value, double low, double high) {
    struct figure figure = figure_none(UNIT_SHARE, NULL);
    figure.value = value;
    figure.low = low;
    figure.high = high;
    return figure;
}

static void verdicts_say_how_sure(void **state) {
    (void)state;
    struct figure figure = between(0.92, 0.90, 0.94);
    assert_int_equal(target_verdict(&figure, 0.90, false), VERDICT_MET);
    assert_int_equal(target_verdict(&figure, 0.91, false), VERDICT_HIT);
    assert_int_equal(target_verdict(&figure, 0.92, false), VERDICT_HIT);
    assert_int_equal(target_verdict(&figure, 0.93, false), VERDICT_MISS);
    assert_int_equal(target_verdict(&figure, 0.94, false), VERDICT_MISS);
    assert_int_equal(target_verdict(&figure, 0.95, false), VERDICT_MISSED);
    assert_int_equal(target_verdict(&figure, 0.95, true), VERDICT_MET);
    assert_int_equal(target_verdict(&figure, 0.93, true), VERDICT_HIT);
    assert_int_equal(target_verdict(&figure, 0.91, true), VERDICT_MISS);
    assert_int_equal(target_verdict(&figure, 0.89, true), VERDICT_MISSED);
    assert_int_equal(target_verdict(&figure, NAN, true), VERDICT_NONE);
    figure = between(0.92, NAN, NAN);
    assert_int_equal(target_verdict(&figure, 0.90, false), VERDICT_HIT);
    assert_int_equal(target_verdict(&figure, 0.95, false), VERDICT_MISS);
    figure = figure_none(UNIT_SHARE, NULL);
    assert_int_equal(target_verdict(&figure, 0.95, false), VERDICT_NONE);
}

static void log_odds_have_the_check_values(void **state) {
    (void)state;
    struct terms_odds odds = terms_odds(30, 1000, 10, 4000, 500);
    printed(odds.delta, "2.005727");
    printed(odds.z, "6.316183");
    struct terms_odds turned = terms_odds(10, 4000, 30, 1000, 500);
    assert_true(fabs(turned.delta + odds.delta) < 1e-12 && fabs(turned.z + odds.z) < 1e-12);
    assert_true(terms_odds(0, 1000, 0, 4000, 500).z == 0);
    assert_true(terms_odds(3, 0, 1, 10, 500).z == 0);
}

static struct term *rank(struct terms *terms, const char *const *first, const char *const *second,
                         struct arena *arena, size_t *count) {
    for (; *first; first++)
        terms_add(terms, (struct str){*first, strlen(*first)}, 0, 10);
    for (; *second; second++)
        terms_add(terms, (struct str){*second, strlen(*second)}, 1, 100);
    const struct terms_options options = {.min_z = 3};
    return terms_rank(terms, &options, arena, count);
}

static void chinese_needs_no_segmenter(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct terms *terms = terms_new();
    const char *const now[] = {"在南湖支行排隊等候兩小時。", "排队等候太久,叫号机坏了", "排队等候,排队等候!",
                               NULL};
    const char *const past[] = {
        "信用卡被盗刷", "收费不合理,要求退费", "柜员态度不好", "手机银行登录不了", "支行收费", NULL};
    size_t count;
    struct term *list = rank(terms, now, past, arena, &count);
    assert_true(count >= 1);
    assert_memory_equal(list[0].text.data, "排队等候", 12);
    assert_int_equal(list[0].text.size, 12);
    assert_true(list[0].in[0] == 30 && list[0].in[1] == 0);
    for (size_t i = 1; i < count; i++)
        assert_true(str_find(list[i].text, STR("排队")) == list[i].text.size);
    terms_free(terms);
    arena_free(arena);
}

static void latin_text_is_words(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct terms *terms = terms_new();
    const char *const now[] = {"Refund never came, 12345", "the REFUND is late", "No refund!", NULL};
    const char *const past[] = {"the card was stolen", "the app is slow", "a rude clerk", "fees, fees", NULL};
    size_t count;
    struct term *list = rank(terms, now, past, arena, &count);
    assert_true(count >= 1 && list[0].text.size == 6);
    assert_memory_equal(list[0].text.data, "refund", 6);
    for (size_t i = 0; i < count; i++)
        assert_true(list[i].text.data[0] > '9' && str_find(list[i].text, STR(" ")) == list[i].text.size);
    terms_free(terms);
    terms = terms_new();
    assert_non_null(terms_rank(terms, &(struct terms_options){0}, arena, &count));
    assert_int_equal(count, 0);
    terms_free(terms);
    arena_free(arena);
}

/* No term begins or ends with a particle or holds one, and what every letter says is no term. */
static void terms_are_words(void **state) {
    (void)state;
    static const char *const cut[] = {"的事",     "那天",     "我把",     "你们",     "天的",
                                      "了一张罚", "是摆设吗", "监控是摆", "找说没看", "日的事"};
    static const char *const whole[] = {"到账", "还款", "目的", "卷帘门", "过户",  "收不到",
                                        "退还", "在线", "成都", "会员费", "地下室"};
    static const char *const empty[] = {"反映", "反映问题", "来电反映", "客户来电", "况反映"};
    static const char *const words[] = {"say",     "need", "something", "the",
                                        "january", "didn", "yourself",  "able"};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        if (!terms_gram_is_cut(str_of(cut[i])))
            fail_msg("%s is a piece", cut[i]);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (terms_gram_is_cut(str_of(whole[i])) || terms_gram_is_empty(str_of(whole[i])))
            fail_msg("%s is a word", whole[i]);
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (!terms_gram_is_empty(str_of(empty[i])))
            fail_msg("%s tells nothing", empty[i]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!terms_word_is_empty(str_of(words[i])))
            fail_msg("%s tells nothing", words[i]);
    assert_false(terms_word_is_empty(STR("refund")) || terms_word_is_empty(STR("barrier")));
}

/* 反映问题 takes its debris with it, 门口 that of 口卷帘门; what they are made of besides is told. */
static void debris_is_not_told(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct terms *terms = terms_new();
    const char *const now[] = {"来电反映问题，门口卷帘门响", "来电反映问题，门口车位被占",
                               "来电反映问题，门口卷帘门坏", NULL};
    const char *const past[] = {"信用卡被盗刷",     "收费不合理", "柜员态度不好",
                                "手机银行登录不了", "支行收费",   NULL};
    size_t count;
    struct term *list = rank(terms, now, past, arena, &count);
    assert_true(count >= 2);
    assert_true(str_equal(list[0].text, STR("门口")));
    assert_true(str_equal(list[1].text, STR("卷帘门")));
    terms_free(terms);
    arena_free(arena);
}

static void terms_have_their_place(void **state) {
    (void)state;
    assert_int_equal(terms_place(STR("no coffee, a fee"), STR("fee")), 13);
    assert_int_equal(terms_place(STR("coffee"), STR("fee")), 6);
    assert_int_equal(terms_place(STR("fee2 fee"), STR("fee")), 5);
    assert_int_equal(terms_place(STR("窗口排队"), STR("排队")), 6);
    assert_int_equal(terms_place(STR(""), STR("fee")), 0);
}

/* Sifting changes nothing but the room that rare terms need. */
static void sifted_terms_are_the_same(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct terms *plain = terms_new(), *sifted = terms_new();
    for (int sift = 1; sift >= 0; sift--)
        for (int i = 0; i < 400; i++) {
            const char *topic = i % 3 ? "refund of the card" : "排队等候太久";
            struct str text = str_printf(arena, "%s word%d", i < 60 ? topic : "the app is slow", i % 90);
            if (sift && i < 200)
                terms_sift(sifted, text);
            if (!sift) {
                terms_add(plain, text, i >= 200, 1);
                terms_add(sifted, text, i >= 200, 1);
            }
        }
    size_t count, other;
    struct term *a = terms_rank(plain, &(struct terms_options){.min_z = 1}, arena, &count);
    struct term *b = terms_rank(sifted, &(struct terms_options){.min_z = 1}, arena, &other);
    assert_int_equal(count, other);
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++) {
        assert_true(str_equal(a[i].text, b[i].text) && a[i].odds.z == b[i].odds.z);
        assert_false(str_equal(a[i].text, STR("the")));
    }
    terms_free(plain);
    terms_free(sifted);
    arena_free(arena);
}

/* 40 units, each of them at 10 %: nobody stands out, and the limits are the binomial's. */
static void equal_units_make_no_outlier(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct funnel_unit units[40];
    for (int i = 0; i < 40; i++)
        units[i] = (struct funnel_unit){10 * (i + 1), 100 * (i + 1)};
    struct funnel funnel = funnel_make(FUNNEL_SHARE, units, 40, arena);
    assert_true(fabs(funnel.centre - 0.1) < 1e-12 && funnel.tau == 0);
    for (int i = 0; i < 40; i++) {
        const struct funnel_place *place = &funnel.places[i];
        assert_int_equal(place->beyond, 0);
        assert_true(place->limits.low998 < place->limits.low95 && place->limits.low95 < 0.1);
        assert_true(place->limits.high998 > place->limits.high95 && place->limits.high95 > 0.1);
    }
    /* qbinom(.975, 100, .1) = 16, pbinom(16) = .9794, dbinom(16) = .0193: (17 - .0044 / .0193) / 100;
     * qbinom(.025) = 5, pbinom(5) = .0576, dbinom(5) = .0339: (5 - .0326 / .0339) / 100. */
    struct funnel_limits limits = funnel_limits_at(&funnel, 100);
    printed(limits.high95, "0.168");
    printed(limits.low95, "0.040");
    arena_free(arena);
}

/* A unit is beyond a limit exactly when a count as extreme has a probability below that of the limit. */
static void beyond_is_the_exact_test(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    for (int size = 1; size <= 60; size++)
        for (int count = 0; count <= size; count++) {
            struct funnel_unit units[2] = {{count, size}, {870000 - count, 1000000 - size}};
            struct funnel funnel = funnel_make(FUNNEL_SHARE, units, 2, arena);
            double up = pbinom(count - 1, size, 0.87, 0, 0), down = pbinom(count, size, 0.87, 1, 0);
            int expected = up < 0.001 ? 2 : up < 0.025 ? 1 : down < 0.001 ? -2 : down < 0.025 ? -1 : 0;
            assert_int_equal(funnel.places[0].beyond, expected);
        }
    arena_free(arena);
}

static void one_of_many_stands_out(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct funnel_unit units[20];
    for (int i = 0; i < 20; i++)
        units[i] = (struct funnel_unit){50 + (i * 7) % 11 - 5, 5};
    units[3].count = 95;
    units[4].count = 34;
    struct funnel funnel = funnel_make(FUNNEL_RATE, units, 20, arena);
    assert_int_equal(funnel.places[3].beyond, 2);
    assert_int_equal(funnel.places[4].beyond, -1);
    assert_true(funnel.places[3].value == 19);
    assert_int_equal(funnel.places[5].beyond, 0);
    arena_free(arena);
}

/* Rates of equal size whose roots lie 1 above and below a centre, so every z is ±2√size, none winsorised
 * away: τ² = (Σz² − (I − 1)) ÷ (Σw − Σw² ÷ Σw) with w = 4 × size. */
static void differing_units_widen_the_funnel(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct funnel_unit units[20];
    for (int i = 0; i < 20; i++)
        units[i] = (struct funnel_unit){(i % 2 ? 121 : 81) * 10, 10};
    struct funnel funnel = funnel_make(FUNNEL_RATE, units, 20, arena);
    double centre = sqrt(101), w = 40, sum = 0;
    assert_true(fabs(funnel.centre - 101) < 1e-9);
    for (int i = 0; i < 20; i++)
        sum += pow(((i % 2 ? 11 : 9) - centre) * sqrt(w), 2);
    double tau = sqrt((sum - 19) / (20 * w - w));
    assert_true(fabs(funnel.tau - tau) < 1e-9 && tau > 0.9);
    double half = 1.959963984540054 * sqrt(1 / w + tau * tau);
    assert_true(fabs(funnel.places[0].limits.high95 - pow(centre + half, 2)) < 1e-6);
    for (int i = 0; i < 20; i++)
        assert_int_equal(funnel.places[i].beyond, 0);
    arena_free(arena);
}

static void units_without_size_have_no_place(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct funnel_unit units[] = {{3, 0}, {5, 4}, {1, 10}, {NAN, 10}, {2, 10}};
    struct funnel funnel = funnel_make(FUNNEL_SHARE, units, 5, arena);
    assert_true(fabs(funnel.centre - 0.15) < 1e-12);
    assert_true(isnan(funnel.places[0].value) && isnan(funnel.places[1].limits.high95));
    assert_true(funnel.places[2].value == 0.1);
    funnel = funnel_make(FUNNEL_RATE, units, 1, arena);
    assert_true(isnan(funnel.centre) && isnan(funnel_limits_at(&funnel, 10).low95));
    struct funnel_unit none[] = {{0, 10}, {0, 20}, {0, 30}};
    funnel = funnel_make(FUNNEL_SHARE, none, 3, arena);
    assert_true(funnel.centre == 0 && funnel.places[0].limits.high998 == 0 && funnel.places[0].beyond == 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_say_how_sure),
        cmocka_unit_test(log_odds_have_the_check_values),
        cmocka_unit_test(chinese_needs_no_segmenter),
        cmocka_unit_test(latin_text_is_words),
        cmocka_unit_test(terms_are_words),
        cmocka_unit_test(debris_is_not_told),
        cmocka_unit_test(terms_have_their_place),
        cmocka_unit_test(sifted_terms_are_the_same),
        cmocka_unit_test(equal_units_make_no_outlier),
        cmocka_unit_test(beyond_is_the_exact_test),
        cmocka_unit_test(one_of_many_stands_out),
        cmocka_unit_test(differing_units_widen_the_funnel),
        cmocka_unit_test(units_without_size_have_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
