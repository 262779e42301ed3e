/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/decode.h"

#include "analysis/base/file.h"
#include "analysis/base/work.h"
#include "analysis/intake/charset.h"
#include "analysis/intake/encoding.h"
#include "analysis/intake/trouble.h"

#include <errno.h>
#include <iconv.h>
#include <stdatomic.h>
#include <string.h>

enum { BLOCK = 4 * 1024 * 1024, OUT_SIZE = 1024 * 1024 };

struct check {
    struct str bytes;
    atomic_bool invalid;
};

static bool is_continuation(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* A block begins behind the continuation bytes at its start (they belong to a character of the block before,
 * which reads on over its end); more than three of them are invalid anyhow. */
static size_t block_start(struct str bytes, size_t block) {
    size_t at = block * BLOCK;
    for (int i = 0; i < 3 && at > 0 && at < bytes.size && is_continuation(bytes.data[at]); i++)
        at++;
    return at < bytes.size ? at : bytes.size;
}

static void check_block(void *context, size_t block, unsigned worker) {
    (void)worker;
    struct check *check = context;
    if (atomic_load_explicit(&check->invalid, memory_order_relaxed))
        return;
    struct str part =
        str_sub(check->bytes, block_start(check->bytes, block), block_start(check->bytes, block + 1));
    if (utf8_valid_prefix(part) < part.size)
        atomic_store(&check->invalid, true);
}

bool decode_is_utf8(struct str bytes, unsigned jobs) {
    struct check check = {.bytes = bytes};
    atomic_init(&check.invalid, false);
    work_run(jobs, bytes.size / BLOCK + 1, check_block, &check);
    return !atomic_load(&check.invalid);
}

struct writer {
    struct decoded *out;
    const char *name;
    char *block;
    size_t used;
    uint64_t written;
    struct err *err;
};

static bool flush(struct writer *w) {
    struct str block = {w->block, w->used};
    w->written += w->used;
    w->used = 0;
    return file_write_all(w->out->fd, w->name, block, w->err);
}

static bool put_replacement(struct writer *w) {
    struct decoded *out = w->out;
    if (OUT_SIZE - w->used < 3 && !flush(w))
        return false;
    if (out->bad_count < TROUBLE_KEPT) {
        out->bad = heap_grow(out->bad, &out->bad_capacity, out->bad_count + 1, sizeof *out->bad);
        out->bad[out->bad_count++] = (size_t)w->written + w->used;
    }
    out->undecodable++;
    memcpy(w->block + w->used, "\xEF\xBF\xBD", 3);
    w->used += 3;
    return true;
}

static bool put(struct writer *w, struct str bytes) {
    while (bytes.size) {
        size_t room = OUT_SIZE - w->used, taken = bytes.size < room ? bytes.size : room;
        memcpy(w->block + w->used, bytes.data, taken);
        w->used += taken;
        bytes = str_sub(bytes, taken, bytes.size);
        if (w->used == OUT_SIZE && !flush(w))
            return false;
    }
    return true;
}

/* Invalid UTF-8 is not left to iconv, which lets code points over U+10FFFF pass. */
static bool repair(struct writer *w, struct str bytes) {
    while (bytes.size) {
        size_t valid = utf8_valid_prefix(bytes);
        if (!put(w, str_sub(bytes, 0, valid)))
            return false;
        bytes = str_sub(bytes, valid, bytes.size);
        if (bytes.size && !put_replacement(w))
            return false;
        bytes = str_sub(bytes, bytes.size > 0, bytes.size);
    }
    return flush(w);
}

/* iconv until the input ends; each byte it does not take becomes U+FFFD. */
static bool convert(struct writer *w, iconv_t converter, struct str bytes) {
    char *in = (char *)(uintptr_t)bytes.data;
    size_t left = bytes.size;
    while (left) {
        char *to = w->block + w->used;
        size_t room = OUT_SIZE - w->used;
        size_t result = iconv(converter, &in, &left, &to, &room);
        int reason = errno;
        w->used = OUT_SIZE - room;
        if (result == (size_t)-1 && reason == E2BIG) {
            if (!flush(w))
                return false;
        } else if (result == (size_t)-1) { /* EILSEQ, or EINVAL: cut off at the end */
            in++;
            left--;
            if (!put_replacement(w))
                return false;
        }
    }
    return flush(w);
}

/* Pieces decoded side by side and written in order, a few at a time. */
struct wave {
    const struct charset *charset;
    struct str bytes;
    size_t first; /* number of the first piece */
    struct charset_piece *pieces;
};

static size_t piece_start(const struct wave *wave, size_t piece) {
    if (piece > wave->bytes.size / BLOCK)
        return wave->bytes.size;
    return piece ? charset_cut(wave->charset, wave->bytes, piece * BLOCK) : 0;
}

static void decode_piece(void *context, size_t task, unsigned worker) {
    (void)worker;
    struct wave *wave = context;
    size_t piece = wave->first + task;
    charset_decode(wave->charset,
                   str_sub(wave->bytes, piece_start(wave, piece), piece_start(wave, piece + 1)),
                   &wave->pieces[task]);
}

static bool write_piece(struct decoded *out, uint64_t *written, const struct charset_piece *piece,
                        const char *name, struct err *err) {
    for (size_t i = 0; i < piece->bad_count && out->bad_count < TROUBLE_KEPT; i++) {
        out->bad = heap_grow(out->bad, &out->bad_capacity, out->bad_count + 1, sizeof *out->bad);
        out->bad[out->bad_count++] = (size_t)*written + piece->bad[i];
    }
    out->undecodable += piece->undecodable;
    *written += piece->text.size;
    return file_write_all(out->fd, name, buf_str(&piece->text), err);
}

static bool decode_pieces(const struct charset *charset, struct str bytes, unsigned jobs, const char *name,
                          struct decoded *out, struct err *err) {
    size_t most = (size_t)jobs * 2, count = bytes.size / BLOCK + 1;
    struct wave wave = {.charset = charset, .bytes = bytes};
    wave.pieces = heap_array(most, sizeof *wave.pieces);
    uint64_t written = 0;
    bool done = true;
    for (; done && wave.first < count; wave.first += most) {
        size_t pieces = count - wave.first < most ? count - wave.first : most;
        work_run(jobs, pieces, decode_piece, &wave);
        for (size_t i = 0; done && i < pieces; i++)
            done = write_piece(out, &written, &wave.pieces[i], name, err);
    }
    for (size_t i = 0; i < most; i++)
        charset_piece_free(&wave.pieces[i]);
    heap_free(wave.pieces);
    return done;
}

/* UTF-8 with errors, and encodings that only iconv knows: from end to end. */
static bool decode_stream(struct str bytes, const char *encoding, const char *name, struct decoded *out,
                          struct err *err) {
    bool utf8 = encoding_is_utf8(encoding);
    iconv_t converter = utf8 ? NULL : iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1)
        return encoding_fail(encoding, err);
    struct writer writer = {.out = out, .name = name, .err = err, .block = heap_array(OUT_SIZE, 1)};
    bool done = utf8 ? repair(&writer, bytes) : convert(&writer, converter, bytes);
    heap_free(writer.block);
    if (!utf8)
        iconv_close(converter);
    return done;
}

bool decode(struct str bytes, const char *encoding, unsigned jobs, const char *name, struct decoded *out,
            struct err *err) {
    *out = (struct decoded){.fd = -1};
    if (encoding_is_unknown(encoding))
        return encoding_fail(encoding, err);
    out->fd = file_spill(err);
    if (out->fd < 0)
        return false;
    struct charset *charset = charset_new(encoding);
    bool done = charset ? decode_pieces(charset, bytes, jobs, name, out, err)
                        : decode_stream(bytes, encoding, name, out, err);
    charset_free(charset);
    return done;
}
