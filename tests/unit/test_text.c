/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/out_text.h"
#include "reports/text_width.h"
#include "tests/unit/cmocka_all.h"
#include "tests/unit/sample_report.h"

#include <string.h>

static void widths_are_those_of_a_terminal(void **state) {
    (void)state;
    assert_int_equal(text_width(STR("abc")), 3);
    assert_int_equal(text_width(STR("投诉 A")), 6);
    assert_int_equal(text_width(STR("ｆｕｌｌ")), 8);
    assert_int_equal(text_width(STR("e\xCC\x81")), 1); /* combining acute */
    assert_int_equal(text_width(STR("▇▏─—−…")), 6);
    assert_int_equal(text_width(STR("😀")), 2);
}

static void texts_are_cut_and_cleaned(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    assert_string_equal(text_cut(arena, STR("排队等待时间长"), 7).data, "排队等…");
    assert_string_equal(text_cut(arena, STR("排队等待时间长"), 8).data, "排队等…");
    assert_string_equal(text_cut(arena, STR("排队"), 4).data, "排队");
    assert_string_equal(text_clean(arena, STR("a\x1B[31m\nb\377c")).data, "a [31m b\xEF\xBF\xBD"
                                                                          "c");
    arena_free(arena);
}

static void lines_break_where_readers_expect(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct str lines[8];
    assert_int_equal(text_wrap(arena, STR("the queue was long"), 10, 8, lines), 2);
    assert_true(str_equal(lines[0], STR("the queue")));
    assert_true(str_equal(lines[1], STR("was long")));
    assert_int_equal(text_wrap(arena, STR("等了两小时，没有叫号"), 10, 8, lines), 3);
    assert_true(str_equal(lines[0], STR("等了两小"))); /* 时， stays together */
    assert_int_equal(text_wrap(arena, STR("aaaaaaaaaaaaaaaaaaaaa"), 10, 8, lines), 3);
    assert_int_equal(text_wrap(arena, STR("one two three four"), 9, 1, lines), 1);
    assert_true(str_equal(lines[0], STR("one two …")));
    arena_free(arena);
}

/* At most 80 columns and 25 lines. */
static void assert_fits(struct str text) {
    size_t lines = 0;
    while (text.size) {
        size_t end = str_find_char(text, '\n');
        assert_true(end < text.size);
        struct str line = str_sub(text, 0, end);
        if (text_width(line) > TEXT_COLUMNS)
            fail_msg("%zu columns: " STR_FMT, text_width(line), STR_ARG(line));
        assert_false(str_ends(line, STR(" ")));
        text = str_sub(text, end + 1, text.size);
        lines++;
    }
    assert_true(lines <= TEXT_LINES);
}

static void summaries_fit_a_screen(void **state) {
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct report *(*const samples[])(struct arena *, enum lang) = {sample_report, sample_report_hostile,
                                                                        sample_report_empty};
        for (size_t i = 0; i < 3; i++) {
            struct arena *arena = arena_new();
            struct buf out = {0};
            report_text(samples[i](arena, (enum lang)lang), &out);
            assert_fits(buf_str(&out));
            assert_int_equal(utf8_valid_prefix(buf_str(&out)), out.size);
            buf_free(&out);
            arena_free(arena);
        }
    }
}

static void only_reliable_changes_are_named(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct buf out = {0};
    report_text(sample_report(arena, LANG_EN), &out);
    struct str text = buf_str(&out);
    assert_true(str_find(text, STR("+20.1\xC2\xA0% rose")) < text.size);
    assert_true(str_find(text, STR("−4.4\xC2\xA0% fell")) == text.size);
    assert_true(str_find(text, STR("reliably missed")) < text.size);
    buf_free(&out);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_those_of_a_terminal),   cmocka_unit_test(texts_are_cut_and_cleaned),
        cmocka_unit_test(lines_break_where_readers_expect), cmocka_unit_test(summaries_fit_a_screen),
        cmocka_unit_test(only_reliable_changes_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
