/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes in any encoding become valid UTF-8, the same whole and in two pieces; every replacement is
 * counted and at the place it is said to be. The first byte chooses the encoding and the threads, the second
 * where to cut. */
#include "analysis/base/file.h"
#include "analysis/intake/charset.h"
#include "analysis/intake/decode.h"
#include "analysis/intake/encoding.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds)
        abort();
}

static void check_places(struct str text, const size_t *bad, size_t count, uint64_t undecodable) {
    check(utf8_valid_prefix(text) == text.size);
    check(count <= undecodable);
    for (size_t i = 0; i < count; i++) {
        check(bad[i] + 3 <= text.size && memcmp(text.data + bad[i], "\xEF\xBF\xBD", 3) == 0);
        check(i == 0 || bad[i] > bad[i - 1]);
    }
}

static void in_pieces(const char *encoding, struct str bytes, size_t at) {
    struct charset *charset = charset_new(encoding);
    if (!charset)
        return;
    struct charset_piece whole = {0}, first = {0}, second = {0};
    size_t cut = charset_cut(charset, bytes, at < bytes.size ? at : bytes.size);
    check(cut <= bytes.size);
    charset_decode(charset, bytes, &whole);
    charset_decode(charset, str_sub(bytes, 0, cut), &first);
    charset_decode(charset, str_sub(bytes, cut, bytes.size), &second);
    check_places(buf_str(&whole.text), whole.bad, whole.bad_count, whole.undecodable);
    check(whole.undecodable == first.undecodable + second.undecodable);
    buf_add(&first.text, buf_str(&second.text));
    check(str_equal(buf_str(&whole.text), buf_str(&first.text)));
    charset_piece_free(&whole);
    charset_piece_free(&first);
    charset_piece_free(&second);
    charset_free(charset);
}

static void through_a_file(const char *encoding, struct str bytes, unsigned jobs, size_t piece_bytes,
                           struct buf *text, struct decoded *out) {
    struct file_view view = {.bytes = STR("")};
    struct decode_options options = {encoding, "fuzz", jobs, piece_bytes};
    struct err err = {0};
    if (decode(bytes, &options, out, &err)) {
        check(out->fd < 0 || file_map_fd(out->fd, "fuzz", &view, &err));
        check_places(view.bytes, out->bad, out->bad_count, out->undecodable);
        buf_add(text, view.bytes);
        file_unmap(&view);
    } else
        check(err.kind != ERR_NONE && err.message[0]);
    if (out->fd >= 0)
        close(out->fd);
}

/* One piece, and as many small ones as there are bytes for. */
static void any_pieces(const char *encoding, struct str bytes, unsigned jobs, size_t piece_bytes) {
    struct decoded one = {.fd = -1}, many = {.fd = -1};
    struct buf text = {0}, same = {0};
    through_a_file(encoding, bytes, 1, 0, &text, &one);
    through_a_file(encoding, bytes, jobs, piece_bytes, &same, &many);
    check(str_equal(buf_str(&text), buf_str(&same)));
    check(one.undecodable == many.undecodable && one.bad_count == many.bad_count);
    check(!one.bad_count || memcmp(one.bad, many.bad, one.bad_count * sizeof *one.bad) == 0);
    heap_free(one.bad);
    heap_free(many.bad);
    buf_free(&text);
    buf_free(&same);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"UTF-8", "UTF-16LE",     "UTF-16BE", "GB18030",
                                        "BIG5",  "WINDOWS-1252", NULL};
    if (size < 2)
        return 0;
    char *copy = heap_array(size - 2, 1);
    memcpy(copy, data + 2, size - 2);
    struct str bytes = {copy, size - 2};
    const char *name = names[data[0] % 7];
    struct encoding_choice choice;
    encoding_choose(bytes, decode_is_utf8(bytes, 1), 1, &choice);
    check(!encoding_is_unknown(choice.name));
    in_pieces(name ? name : choice.name, bytes, data[1]);
    any_pieces(name ? name : choice.name, bytes, 1 + (data[0] >> 7) * 2, 1 + data[1] % 80);
    heap_free(copy);
    return 0;
}
