/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/file.h"
#include "analysis/intake/charset.h"
#include "analysis/intake/decode.h"
#include "analysis/intake/encoding.h"
#include "tests/unit/cmocka_all.h"

#include <iconv.h>
#include <string.h>
#include <unistd.h>

static const char chinese[] =
    "编号,时间,内容\n1,2026-01-02,\"银行卡被盗刷，请尽快处理\"\n2,2026-01-03,客服态度很差\n";
static const char traditional[] =
    "編號,時間,內容\n1,2026-01-02,信用卡被盜刷，請盡快處理\n2,2026-01-03,客服態度很差\n";
static const char western[] =
    "número;descrição;situação\n1;reclamação não atendida;já é tarde\n2;cobrança indevida;não\n";
static const char accented[] =
    "n°,motif,détail\n1,réclamation,très déçu\n2,rejetée,à l’été – «déjà» payé\n3,Größe,ÄÖÜ\n";
static const char quoted[] = "id,text\n1,it’s the bank’s “fault” – twice\n2,the café’s card\n";

static void encode(const char *text, const char *to, struct buf *out) {
    iconv_t converter = iconv_open(to, "UTF-8");
    char *from = (char *)(uintptr_t)text, space[4096], *at = space;
    size_t left = strlen(text), room = sizeof space;
    assert_int_equal(iconv(converter, &from, &left, &at, &room), 0);
    iconv_close(converter);
    buf_clear(out);
    buf_add(out, (struct str){space, sizeof space - room});
}

static void expect_found(const char *text, const char *encoding) {
    struct buf bytes = {0};
    encode(text, encoding, &bytes);
    struct encoding_choice choice;
    encoding_choose(buf_str(&bytes), decode_is_utf8(buf_str(&bytes), 1), 2, &choice);
    if (strcmp(choice.name, encoding) != 0)
        fail_msg("%s taken for %s: %s", encoding, choice.name, choice.evidence[LANG_EN]);
    buf_free(&bytes);
}

static void encodings_are_found(void **state) {
    (void)state;
    expect_found(chinese, "UTF-8");
    expect_found(chinese, "GB18030");
    expect_found(chinese, "UTF-16LE");
    expect_found(chinese, "UTF-16BE");
    expect_found(traditional, "BIG5");
    expect_found(traditional, "UTF-8");
    expect_found(traditional, "GB18030");
    expect_found(accented, "WINDOWS-1252");
    expect_found(western, "WINDOWS-1252");
    expect_found(western, "UTF-16LE");
    expect_found(quoted, "GB18030");
    expect_found(quoted, "WINDOWS-1252");
    expect_found("id,text\n1,plain\n", "UTF-8");
}

static void marks_are_obeyed(void **state) {
    (void)state;
    assert_string_equal(encoding_of_mark(STR("\xEF\xBB\xBFid")), "UTF-8");
    assert_string_equal(encoding_of_mark(STR("\xFF\xFEi\0")), "UTF-16LE");
    assert_string_equal(encoding_of_mark(STR("\xFE\xFF\0i")), "UTF-16BE");
    assert_string_equal(encoding_of_mark(STR("\xFF\xFE\0\0i\0\0\0")), "UTF-32LE");
    assert_null(encoding_of_mark(STR("id")));
    assert_null(encoding_of_zeros(STR("id,text\n1,a\0b\n2,c\n")));
    assert_true(encoding_is_unknown("martian"));
    assert_false(encoding_is_unknown("Shift_JIS"));
}

/* The first lines are plain, the last one is not: the whole file counts. */
static void the_whole_file_counts(void **state) {
    (void)state;
    struct buf text = {0}, bytes = {0};
    for (int i = 0; i < 600000; i++)
        buf_add(&text, STR("12345,plain\n"));
    encode("7,银行卡被盗刷\n", "GB18030", &bytes);
    buf_add(&text, buf_str(&bytes));
    struct encoding_choice choice;
    encoding_choose(buf_str(&text), false, 2, &choice);
    assert_string_equal(choice.name, "GB18030");
    buf_free(&text);
    buf_free(&bytes);
}

static void decoded(struct str bytes, const char *encoding, unsigned jobs, struct decoded *out,
                    struct buf *text) {
    struct err err = {0};
    struct file_view view;
    assert_true(decode(bytes, encoding, jobs, "x", out, &err));
    assert_true(file_map_fd(out->fd, "x", &view, &err));
    buf_clear(text);
    buf_add(text, view.bytes);
    file_unmap(&view);
    close(out->fd);
}

static void expect_decoded(struct str bytes, const char *encoding, const char *expected, uint64_t bad) {
    struct decoded out;
    struct buf text = {0};
    decoded(bytes, encoding, 2, &out, &text);
    buf_add_char(&text, '\0');
    assert_string_equal(text.data, expected);
    assert_int_equal(out.undecodable, bad);
    heap_free(out.bad);
    buf_free(&text);
}

static void broken_bytes_are_replaced(void **state) {
    (void)state;
    expect_decoded(STR("a\xD6\xD0\xFF"), "GB18030", "a中\xEF\xBF\xBD", 1);
    expect_decoded(STR("\x95\x32\x82\x36,\x81\x30\x81\x30"), "GB18030", "\xF0\xA0\x80\x80,\xC2\x80", 0);
    expect_decoded(STR("\x81\x30\x81"), "GBK",
                   "\xEF\xBF\xBD"
                   "0\xEF\xBF\xBD",
                   2);
    expect_decoded(STR("\x81,\x93x\x94"), "WINDOWS-1252", "\xEF\xBF\xBD,“x”", 1);
    expect_decoded(STR("a\0\x3D\xD8\x00\xDE"
                       "b"),
                   "UTF-16LE", "a\xF0\x9F\x98\x80\xEF\xBF\xBD", 1);
    expect_decoded(STR("\xD8\x3D\0a"), "UTF-16BE",
                   "\xEF\xBF\xBD"
                   "a",
                   1);
    expect_decoded(STR("\xE4\xB8\xAD\xE4"), "utf8", "中\xEF\xBF\xBD", 1);
    expect_decoded(STR("\x82\xA0"), "Shift_JIS", "あ", 0);
    struct err err = {0};
    struct decoded out;
    assert_false(decode(STR("x"), "martian", 1, "x", &out, &err));
    assert_int_equal(err.kind, ERR_USAGE);
}

/* Pieces decoded side by side are what one reader makes of the whole. */
static void pieces_are_the_whole(void **state) {
    (void)state;
    static const char *const encodings[] = {"GB18030", "UTF-16LE"};
    struct buf piece = {0}, bytes = {0}, one = {0}, many = {0};
    for (int e = 0; e < 2; e++) {
        encode(chinese, encodings[e], &piece);
        buf_clear(&bytes);
        while (bytes.size < 9000000) {
            buf_add(&bytes, buf_str(&piece));
            buf_add(&bytes, e ? STR("\x3D\xD8\x00\xDE\x00\xDC") : STR("\xB5\xB5\xFF"));
        }
        struct decoded first, second;
        decoded(buf_str(&bytes), encodings[e], 1, &first, &one);
        decoded(buf_str(&bytes), encodings[e], 3, &second, &many);
        assert_true(str_equal(buf_str(&one), buf_str(&many)));
        assert_int_equal(utf8_valid_prefix(buf_str(&one)), one.size);
        assert_int_equal(first.undecodable, second.undecodable);
        assert_true(first.undecodable > 10000);
        for (size_t i = 0; i < first.bad_count; i++) {
            assert_int_equal(first.bad[i], second.bad[i]);
            assert_memory_equal(one.data + first.bad[i], "\xEF\xBF\xBD", 3);
        }
        heap_free(first.bad);
        heap_free(second.bad);
    }
    buf_free(&piece);
    buf_free(&bytes);
    buf_free(&one);
    buf_free(&many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_found),   cmocka_unit_test(marks_are_obeyed),
        cmocka_unit_test(the_whole_file_counts), cmocka_unit_test(broken_bytes_are_replaced),
        cmocka_unit_test(pieces_are_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
