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
#include <stdio.h>
#include <string.h>

/* A piece and what it becomes stay in the second-level cache of one core. */
enum { BLOCK = 4 * 1024 * 1024, PIECE = 256 * 1024, OUT_SIZE = 1024 * 1024 };

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

/* Pieces decoded side by side. Each learns where it begins in the spill when the one before it has been
 * decoded, and is written there while others are decoded, out of a cache that still holds it. */
struct pieces {
    const struct charset *charset;
    const struct decode_options *options;
    struct str bytes;
    size_t piece_bytes;
    struct piece_worker *workers;
    atomic_bool failed;
    struct work_order order;
    struct decoded *out; /* these belong to the task in the order */
    uint64_t decoded;
};

struct piece_worker {
    struct charset_piece piece;
    struct err err;
};

static size_t piece_start(const struct pieces *p, size_t piece) {
    if (piece > p->bytes.size / p->piece_bytes)
        return p->bytes.size;
    return piece ? charset_cut(p->charset, p->bytes, piece * p->piece_bytes) : 0;
}

/* Counts what was replaced, gives the offset of the piece in the output. */
static uint64_t line_up(struct pieces *p, const struct charset_piece *piece) {
    struct decoded *out = p->out;
    uint64_t at = p->decoded;
    for (size_t i = 0; i < piece->bad_count && out->bad_count < TROUBLE_KEPT; i++) {
        out->bad = heap_grow(out->bad, &out->bad_capacity, out->bad_count + 1, sizeof *out->bad);
        out->bad[out->bad_count++] = (size_t)at + piece->bad[i];
    }
    out->undecodable += piece->undecodable;
    p->decoded += piece->text.size;
    return at;
}

static void decode_piece(void *context, size_t task, unsigned worker) {
    struct pieces *p = context;
    struct piece_worker *own = &p->workers[worker];
    if (!atomic_load_explicit(&p->failed, memory_order_relaxed)) {
        size_t from = piece_start(p, task), to = piece_start(p, task + 1);
        charset_decode(p->charset, str_sub(p->bytes, from, to), &own->piece);
    }
    work_order_enter(&p->order, task);
    uint64_t at = line_up(p, &own->piece);
    work_order_leave(&p->order);
    if (!atomic_load_explicit(&p->failed, memory_order_relaxed) &&
        !file_write_at(p->out->fd, p->options->name, at, buf_str(&own->piece.text), &own->err))
        atomic_store(&p->failed, true);
}

static bool decode_pieces(const struct charset *charset, struct str bytes,
                          const struct decode_options *options, struct decoded *out, struct err *err) {
    unsigned jobs = options->jobs > WORK_MOST ? WORK_MOST : options->jobs ? options->jobs : 1;
    struct pieces p = {.charset = charset, .options = options, .bytes = bytes, .out = out};
    p.piece_bytes = options->piece_bytes ? options->piece_bytes : PIECE;
    p.workers = heap_array(jobs, sizeof *p.workers);
    atomic_init(&p.failed, false);
    work_order_init(&p.order);
    work_run(jobs, bytes.size / p.piece_bytes + 1, decode_piece, &p);
    work_order_free(&p.order);
    for (unsigned i = 0; i < jobs; i++) {
        if (p.workers[i].err.kind != ERR_NONE)
            *err = p.workers[i].err;
        charset_piece_free(&p.workers[i].piece);
    }
    heap_free(p.workers);
    return !atomic_load(&p.failed);
}

/* Encodings that only iconv knows: from end to end. */
static bool decode_stream(struct str bytes, const struct decode_options *options, struct decoded *out,
                          struct err *err) {
    iconv_t converter = iconv_open("UTF-8", options->encoding);
    if (converter == (iconv_t)-1)
        return encoding_fail(options->encoding, err);
    struct writer writer = {.out = out, .name = options->name, .err = err, .block = heap_array(OUT_SIZE, 1)};
    bool done = convert(&writer, converter, bytes);
    heap_free(writer.block);
    iconv_close(converter);
    return done;
}

bool decode(struct str bytes, const struct decode_options *options, struct decoded *out, struct err *err) {
    *out = (struct decoded){.fd = -1};
    if (encoding_is_unknown(options->encoding))
        return encoding_fail(options->encoding, err);
    out->fd = file_spill(err);
    if (out->fd < 0)
        return false;
    char name[600];
    snprintf(name, sizeof name, "the decoded text of %s", options->name);
    struct decode_options writing = *options;
    writing.name = name;
    struct charset *charset = charset_new(options->encoding);
    bool done = charset ? decode_pieces(charset, bytes, &writing, out, err)
                        : decode_stream(bytes, &writing, out, err);
    charset_free(charset);
    return done || err_hint(err, "set TMPDIR to a folder with room for it");
}
