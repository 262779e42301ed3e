/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/fold.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static void assert_folds(const char *from, const char *to) {
    struct arena *arena = arena_new();
    struct str folded = fold_copy(arena, str_of(from));
    assert_string_equal(folded.data, to);
    assert_int_equal(folded.size, strlen(to));
    arena_free(arena);
}

static void one_table_for_case_width_and_script(void **state) {
    (void)state;
    assert_folds("Charged TWICE by the ATM, 3.50 USD", "charged twice by the atm, 3.50 usd");
    assert_folds("ＡＴＭ吞卡（１２３）！", "atm吞卡(123)!");
    assert_folds("帳戶餘額顯示錯誤，盜刷三千元", "账户余额显示错误,盗刷三千元");
    assert_folds("徵信報告、資料洩漏、客戶週轉", "征信报告、资料泄漏、客户周转");
    assert_folds("don’t “trust”\xC2\xA0it\xE3\x80\x80now", "don't \"trust\" it now");
    assert_folds("￥50 £5 €6 Émile ÉCOLE", "¥50 £5 €6 Émile École");
    assert_folds("\xE2\x84\xAA"
                 "elvin \xC5\xBF",
                 "kelvin s");
    assert_folds("", "");
}

static void every_code_point_folds_once_and_never_grows(void **state) {
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char in[4], out[4], twice[4];
        size_t size = utf8_encode(code, in);
        size_t folded = fold_into((struct str){in, size}, out);
        assert_true(folded <= size);
        assert_int_equal(fold_into((struct str){out, folded}, twice), folded);
        assert_memory_equal(out, twice, folded);
        size_t at = 0;
        assert_int_equal(utf8_next((struct str){out, folded}, &at), fold_code(code));
        assert_int_equal(at, folded);
    }
}

static void fold_slowly(struct str in, struct buf *out) {
    buf_clear(out);
    for (size_t at = 0; at < in.size;) {
        size_t start = at;
        char one[4];
        uint32_t code = utf8_next(in, &at);
        bool invalid = code == 0xFFFD && at - start == 1;
        buf_add(out, (struct str){one, utf8_encode(invalid ? 0x1A : fold_code(code), one)});
    }
}

/* The runs of eight and of three bytes must do what one code point at a time does, wherever they begin. */
static void runs_agree_with_single_characters(void **state) {
    (void)state;
    static const char *const pieces[] = {"A", "z@[",  "Wait 12 HOURS", "餘額", "卡", "（", "é",
                                         "😀", "\xFF", "\xE4\xBD",      "\xC0", " ",  "’",  "\xED\xA0\x80"};
    enum { PIECES = sizeof pieces / sizeof *pieces };
    uint64_t seed = 7;
    struct buf text = {0}, whole = {0}, single = {0};
    for (int round = 0; round < 20000; round++) {
        buf_clear(&text);
        for (int i = 0; i < 9; i++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            buf_add(&text, str_of(pieces[(seed >> 33) % PIECES]));
        }
        fold_slowly(buf_str(&text), &single);
        struct str folded = fold_text(buf_str(&text), &whole);
        assert_true(str_equal(folded, buf_str(&single)));
        assert_int_equal(utf8_valid_prefix(folded), folded.size);
    }
    buf_free(&text);
    buf_free(&whole);
    buf_free(&single);
}

static void places_map_back(void **state) {
    (void)state;
    struct str text = STR("我的ＡＴＭ卡被盜刷");
    struct arena *arena = arena_new();
    struct str folded = fold_copy(arena, text);
    size_t hit = str_find(folded, STR("盗刷"));
    size_t origin = fold_origin(text, hit);
    assert_true(str_equal(str_sub(text, origin, text.size), STR("盜刷")));
    assert_int_equal(fold_origin(text, folded.size), text.size);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_table_for_case_width_and_script),
        cmocka_unit_test(every_code_point_folds_once_and_never_grows),
        cmocka_unit_test(runs_agree_with_single_characters),
        cmocka_unit_test(places_map_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
