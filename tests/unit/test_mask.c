/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/mask.h"
#include "tests/unit/cmocka_all.h"

static void gives(void (*mask)(struct str, struct buf *), const char *text, const char *expected) {
    struct buf out = {0};
    mask(str_of(text), &out);
    buf_add_char(&out, '\0');
    assert_string_equal(out.data, expected);
    buf_free(&out);
}

static void any_text(struct str text, struct buf *out) {
    mask_text(text, out);
}

static void masks(const char *text, const char *expected) {
    gives(any_text, text, expected);
}

static void stays(const char *text) {
    struct buf out = {0};
    assert_false(mask_text(str_of(text), &out));
    assert_true(str_equal(buf_str(&out), str_of(text)));
    buf_free(&out);
}

static void phones(void **state) {
    (void)state;
    masks("请回电13812345678谢谢", "请回电138****5678谢谢");
    masks("138-1234-5678", "138-****-5678");
    masks("138 1234 5678, 139 8765 4321", "138 **** 5678, 139 **** 4321");
    masks("13812345678 13987654321", "138****5678 139****4321");
    masks("１３８１２３４５６７８", "１３８****５６７８");
    masks("8613812345678", "861******5678");
    masks("+44 20 7946 0958", "+44 2* **** 0958");
    masks("(020) 7946 0958", "(020) **** 0958");
    masks("010-62345678", "010-****5678");
    masks("555-123-4567", "555-***-4567");
}

static void cards(void **state) {
    (void)state;
    masks("身份证11010519491231002X。", "身份证110***********002X。");
    masks("4111 1111 1111 1111", "411* **** **** 1111");
    masks("卡号6222600260001072444", "卡号622************2444");
}

static void mails(void **state) {
    (void)state;
    masks("write to jane.doe+x@mail.example.co.uk.", "write to j***@mail.example.co.uk.");
    masks("邮箱zhang@qq.com和13812345678@139.com", "邮箱z***@qq.com和1***@139.com");
}

static void other_numbers_stay(void **state) {
    (void)state;
    stays("");
    stays("On 2026-10-21 09:30:00 I paid 1,234.56 and 12345678 more");
    stays("2026-10-21 2026-10-22");
    stays("order 4111111111111112");
    stays("138123456789");
    stays("913812345678");
    stays("12345 @ home, a@b, @handle, 5 + 5");
    stays("110105 19491331 0021");
}

static void names(void **state) {
    (void)state;
    gives(mask_name, "", "");
    gives(mask_name, "John Smith", "J** S**");
    gives(mask_name, "王小明", "王**");
    gives(mask_name, "C1234567", "****4567");
    gives(mask_name, "工号12345678", "****5678");
    gives(mask_name, "C12", "****");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phones), cmocka_unit_test(cards),
        cmocka_unit_test(mails),  cmocka_unit_test(other_numbers_stay),
        cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
