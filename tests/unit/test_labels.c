/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/labels.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static void both_languages_know_every_id(void **state) {
    (void)state;
    assert_non_null(label_id(0));
    for (size_t i = 0; label_id(i); i++)
        for (int lang = 0; lang < LANG_COUNT; lang++)
            if (!label_known((enum lang)lang, label_id(i)))
                fail_msg("%s.po lacks %s", lang == LANG_ZH ? "zh" : "en", label_id(i));
}

static unsigned slots(struct str text) {
    unsigned set = 0;
    for (size_t at = 0; at + 2 < text.size; at++)
        if (text.data[at] == '{' && text.data[at + 2] == '}')
            set |= 1U << (text.data[at + 1] - '0');
    return set;
}

static void both_languages_have_the_same_slots(void **state) {
    (void)state;
    for (size_t i = 0; label_id(i); i++)
        if (slots(label(LANG_ZH, label_id(i))) != slots(label(LANG_EN, label_id(i))))
            fail_msg("{…} of %s differ between zh.po and en.po", label_id(i));
}

static void ids_are_sorted(void **state) {
    (void)state;
    for (size_t i = 1; label_id(i); i++)
        assert_true(strcmp(label_id(i - 1), label_id(i)) < 0);
}

static void texts_are_found_and_filled(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    assert_true(str_equal(label(LANG_ZH, "kpi.change_prev"), STR("环比")));
    assert_true(str_equal(label(LANG_EN, "no.such.id"), STR("no.such.id")));
    assert_false(label_known(LANG_EN, "no.such.id"));
    struct str pages[] = {STR("3"), STR("{0}")};
    assert_string_equal(label_fill(arena, LANG_EN, "page.number", pages, 2).data, "Page 3 of {0}");
    assert_string_equal(label_fill(arena, LANG_ZH, "page.number", pages, 1).data, "第 3 页，共 {1} 页");
    arena_free(arena);
}

static void one_is_not_many(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const struct str one = STR("1"), many = STR("21"), fraction = STR("1.0");
    assert_string_equal(label_fill(arena, LANG_EN, "unit.days", &one, 1).data, "1\xC2\xA0"
                                                                               "day");
    assert_string_equal(label_fill(arena, LANG_EN, "unit.days", &many, 1).data, "21\xC2\xA0"
                                                                                "days");
    assert_string_equal(label_fill(arena, LANG_EN, "unit.days", &fraction, 1).data, "1.0\xC2\xA0"
                                                                                    "days");
    assert_string_equal(label_fill(arena, LANG_EN, "value.rest", &one, 1).data, "1 other");
    assert_string_equal(label_fill(arena, LANG_ZH, "value.rest", &one, 1).data, "其余 1 项");
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_know_every_id),
        cmocka_unit_test(both_languages_have_the_same_slots),
        cmocka_unit_test(ids_are_sorted),
        cmocka_unit_test(texts_are_found_and_filled),
        cmocka_unit_test(one_is_not_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
