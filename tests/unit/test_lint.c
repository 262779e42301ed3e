/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/covers.h"
#include "analysis/rules/strain.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static struct pattern made(struct arena *arena, const char *written, const struct guard *guard) {
    struct pattern pattern;
    struct err err = {0};
    assert_true(pattern_make(str_of(written), guard, arena, &pattern, &err));
    return pattern;
}

static void one_pattern_covers_another(void **state) {
    (void)state;
    static const struct {
        const char *p, *q;
        bool yes;
    } cases[] = {
        {"盗刷", "被盗刷了", true},
        {"被盗刷了", "盗刷", false},
        {"盗刷", "/(被|遭)盗刷/", true},
        {"盗刷", "/(被|遭)盗刷|诈骗/", false},
        {"/盗刷|诈骗/", "电信诈骗", true},
        {"card", "cards", false}, /* a word of its own */
        {"card*", "cards", true},
        {"*card", "debit card", true},
        {"card", "debit card", true},
        {"late fee", "no late  fee", true},
        {"/late fee/", "late fee", false}, /* a keyword's blank may be a line end */
        {"late fee", "/late fee/", false}, /* that regex also finds late fees */
        {"APP", "手机APP闪退", true},
        {"/x+/", "/x+/", true},
        {"/x+/", "xx", false}, /* true, but not proved */
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pattern p = made(arena, cases[i].p, NULL), q = made(arena, cases[i].q, NULL);
        if (covers(&p, &q) != cases[i].yes)
            fail_msg("%s and %s", cases[i].p, cases[i].q);
    }
    arena_free(arena);
}

static void a_negation_may_uncover(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct str words[] = {STR("没有"), STR("not a")};
    struct guard guard = guard_make(words, 2, arena);
    struct pattern plain = made(arena, "盗刷", NULL), guarded = made(arena, "盗刷", &guard),
                   negated = made(arena, "没有盗刷", &guard), longer = made(arena, "盗刷卡", &guard),
                   inner = made(arena, "一次盗刷", &guard), fraud = made(arena, "fraud", &guard),
                   a_fraud = made(arena, "a fraud", &guard);
    assert_true(covers(&plain, &guarded));
    assert_false(covers(&guarded, &plain));
    assert_false(covers(&guarded, &negated));
    assert_true(covers(&guarded, &longer));
    assert_true(covers(&guarded, &inner));
    assert_false(covers(&fraud, &a_fraud)); /* "not" may stand before it */
    arena_free(arena);
}

/* The lists are what asking for every pair gives. */
static void lists_agree_with_pairs(void **state) {
    (void)state;
    static const char *const words[] = {"盗刷",    "被盗刷", "/盗刷|诈骗/", "诈骗",  "电信诈骗", "card",
                                        "my card", "x",      "x y",         "/a+b/", "/a+b/",    "卡"};
    enum { COUNT = sizeof words / sizeof *words };
    struct arena *arena = arena_new();
    struct pattern patterns[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        patterns[i] = made(arena, words[i], NULL);
    struct cover_lists lists = covers_of(patterns, COUNT, arena);
    for (uint32_t q = 0; q < COUNT; q++) {
        size_t at = lists.start[q];
        for (uint32_t p = 0; p < COUNT; p++)
            if (p != q && covers(&patterns[p], &patterns[q])) {
                assert_true(at < lists.start[q + 1]);
                assert_int_equal(lists.items[at++], p);
            }
        assert_int_equal(at, lists.start[q + 1]);
    }
    assert_int_equal(lists.start[2] - lists.start[1], 2); /* 被盗刷: 盗刷, /盗刷|诈骗/ */
    arena_free(arena);
}

static void strains_come_from_the_regex(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct strain strains[STRAIN_MOST];
    struct str sample;
    size_t count = strain_find(STR("ab(c+d?)*e{2}"), arena, strains, &sample);
    assert_string_equal(sample.data, "abcdee");
    assert_int_equal(count, 4);
    assert_string_equal(strains[0].lead.data, "ab");
    assert_string_equal(strains[0].again.data, "c");
    assert_string_equal(strains[1].again.data, "cd");
    assert_string_equal(strains[3].again.data, "c"); /* without what may be left out */
    struct buf text = {0};
    strain_text(&strains[1], sample, 4, 1, &text);
    assert_string_equal(text.data, "abcdcd~abcdee");
    buf_free(&text);
    assert_int_equal(strain_find(STR("(((["), arena, strains, &sample), 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_pattern_covers_another),
        cmocka_unit_test(a_negation_may_uncover),
        cmocka_unit_test(lists_agree_with_pairs),
        cmocka_unit_test(strains_come_from_the_regex),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
