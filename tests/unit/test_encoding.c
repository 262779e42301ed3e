/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/file.h"
#include "analysis/intake/charset.h"
#include "analysis/intake/decode.h"
#include "analysis/intake/encoding.h"
#include "tests/unit/cmocka_all.h"

#include <errno.h>
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
    struct decode_options options = {encoding, "x", jobs, 0};
    assert_true(decode(bytes, &options, out, &err));
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
    struct decode_options options = {"martian", "x", 1, 0};
    assert_false(decode(STR("x"), &options, &out, &err));
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

/* ---- against iconv, byte by byte */

/* What it does not take is one U+FFFD for a byte, for a unit in UTF-16. */
static size_t by_iconv(struct str bytes, const char *encoding, struct buf *out, size_t *bad) {
    iconv_t converter = iconv_open("UTF-8", encoding);
    char *in = (char *)(uintptr_t)bytes.data;
    size_t left = bytes.size, unit = strncmp(encoding, "UTF-16", 6) == 0 ? 2 : 1;
    size_t bad_count = 0;
    buf_clear(out);
    while (left) {
        char space[256], *to = space;
        size_t room = sizeof space;
        size_t result = iconv(converter, &in, &left, &to, &room);
        bool full = result == (size_t)-1 && errno == E2BIG;
        buf_add(out, (struct str){space, sizeof space - room});
        if (result != (size_t)-1 || full)
            continue;
        size_t skipped = left < unit ? left : unit;
        in += skipped;
        left -= skipped;
        bad[bad_count++] = out->size;
        buf_add(out, STR("\xEF\xBF\xBD"));
    }
    iconv_close(converter);
    return bad_count;
}

static void expect_as_by_iconv(struct str bytes, const char *encoding, unsigned jobs, size_t piece_bytes) {
    struct buf text = {0};
    struct decode_options options = {encoding, "x", jobs, piece_bytes};
    struct decoded out;
    struct file_view view;
    struct err err = {0};
    size_t *bad = heap_array(bytes.size, sizeof *bad), bad_count = by_iconv(bytes, encoding, &text, bad);
    assert_true(decode(bytes, &options, &out, &err));
    assert_true(file_map_fd(out.fd, "x", &view, &err));
    if (!str_equal(view.bytes, buf_str(&text)) || out.undecodable != bad_count)
        fail_msg("%s in pieces of %zu bytes by %u threads is not what iconv makes of it", encoding,
                 piece_bytes, jobs);
    assert_int_equal(out.bad_count, bad_count);
    for (size_t i = 0; i < bad_count; i++)
        assert_int_equal(out.bad[i], bad[i]);
    heap_free(bad);
    file_unmap(&view);
    close(out.fd);
    heap_free(out.bad);
    buf_free(&text);
}

/* Words, digits, line ends and bytes above ASCII in stretches of all lengths; the same ones every time. */
static void any_bytes(struct buf *bytes, size_t size) {
    uint64_t state = 42;
    while (bytes->size < size) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        unsigned kind = state >> 33 & 7, length = state >> 36 & 63;
        for (unsigned i = 0; i < length; i++) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            unsigned byte = state >> 40 & 0xFF;
            unsigned four = i % 2 ? 0x30 + byte % 10 : 0x81 + byte % 4;
            unsigned plain = (unsigned char)"0123456789\n, \""[byte % 14];
            buf_add_char(bytes, (char)(kind < 3   ? byte | 0x80
                                       : kind < 5 ? 0xB0 + byte % 0x28
                                       : kind < 6 ? plain
                                       : kind < 7 ? four
                                                  : byte % 0x80));
        }
    }
}

/* Every code of two bytes, in runs and alone. */
static void all_pairs(struct buf *bytes) {
    for (unsigned lead = 0x80; lead < 0x100; lead++)
        for (unsigned trail = 0x30; trail < 0x100; trail++) {
            buf_add_char(bytes, (char)lead);
            buf_add_char(bytes, (char)trail);
            if (trail % 11 == 0)
                buf_add(bytes, STR("7,\n"));
        }
}

/* Whatever the cuts and threads: so few bytes that the steps of many characters are not taken, and so many
 * that they are. UTF-8 is left out here since iconv lets code points over U+10FFFF pass. */
static void any_pieces_are_as_by_iconv(void **state) {
    (void)state;
    static const char *const encodings[] = {"GB18030",  "GBK",      "CP936",        "BIG5",      "CP950",
                                            "UTF-16LE", "UTF-16BE", "WINDOWS-1252", "ISO-8859-1"};
    static const size_t sizes[] = {1, 2, 3, 5, 17, 31, 64, 333, 4096, 0};
    static const unsigned jobs[] = {1, 2, 7};
    struct buf bytes = {0}, pairs = {0};
    any_bytes(&bytes, 6000);
    all_pairs(&pairs);
    for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++) {
        const char *as = strcmp(encodings[e], "GBK") == 0 ? "GB18030" : encodings[e];
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            expect_as_by_iconv(buf_str(&bytes), as, jobs[i % 3], sizes[i]);
        for (size_t j = 0; j < 3; j++)
            expect_as_by_iconv(buf_str(&pairs), as, jobs[j], 700);
    }
    buf_free(&bytes);
    buf_free(&pairs);
}

/* Errors of UTF-8 at any cut: one replacement for each byte that is not part of a character. */
static void broken_utf8_in_any_pieces(void **state) {
    (void)state;
    static const char broken[] =
        "中文\xE4\xB8,\xF0\x9F\x98\x80\xF4\x90\x80\x80\xED\xA0\x80\x80\x80\x80\x80é\xC0\xAF\xFF文字\xE6";
    struct buf first = {0}, text = {0};
    struct str bytes = {broken, sizeof broken - 1};
    for (size_t size = 0; size < sizeof broken; size++) {
        struct decode_options options = {"UTF-8", "x", (unsigned)(1 + size % 3), size};
        struct decoded out;
        struct file_view view;
        struct err err = {0};
        assert_true(decode(bytes, &options, &out, &err));
        assert_true(file_map_fd(out.fd, "x", &view, &err));
        buf_clear(&text);
        buf_add(&text, view.bytes);
        if (size == 0)
            buf_add(&first, view.bytes);
        assert_true(str_equal(buf_str(&text), buf_str(&first)));
        assert_int_equal(out.undecodable, 2 + 4 + 3 + 4 + 2 + 1 + 1);
        assert_int_equal(utf8_valid_prefix(view.bytes), view.bytes.size);
        file_unmap(&view);
        close(out.fd);
        heap_free(out.bad);
    }
    buf_free(&first);
    buf_free(&text);
}

/* Four bytes are what GB18030 writes Western accents with; nothing else writes such. */
static void four_bytes_are_gb18030(void **state) {
    (void)state;
    expect_found("id,text\n1,a\xC3\xA7\xC3\xA3o\n2,Stra\xC3\x9F"
                 "e\n",
                 "GB18030");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_found),       cmocka_unit_test(marks_are_obeyed),
        cmocka_unit_test(the_whole_file_counts),     cmocka_unit_test(broken_bytes_are_replaced),
        cmocka_unit_test(pieces_are_the_whole),      cmocka_unit_test(any_pieces_are_as_by_iconv),
        cmocka_unit_test(broken_utf8_in_any_pieces), cmocka_unit_test(four_bytes_are_gb18030),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
