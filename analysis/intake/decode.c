/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/decode.h"

#include "analysis/base/file.h"
#include "analysis/base/work.h"
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

/* Bytes that are not valid UTF-8. */
static uint64_t count_utf8_errors(struct str bytes) {
    uint64_t errors = 0;
    for (size_t at = 0; at < bytes.size;) {
        at += utf8_valid_prefix(str_sub(bytes, at, bytes.size));
        errors += at < bytes.size;
        at += at < bytes.size;
    }
    return errors;
}

/* How the bytes read as GB18030: characters of two bytes, those of them from GB 2312 (both bytes from A1 on,
 * what ordinary Chinese text is written with), and errors. */
struct chinese {
    uint64_t pairs, common, errors;
};

static bool is_gb_trail(unsigned char c) {
    return c >= 0x40 && c <= 0xFE && c != 0x7F;
}

static struct chinese read_as_chinese(struct str bytes) {
    struct chinese seen = {0};
    const unsigned char *data = (const unsigned char *)bytes.data;
    for (size_t i = 0; i < bytes.size; i++) {
        if (data[i] < 0x80)
            continue;
        unsigned char next = i + 1 < bytes.size ? data[i + 1] : 0;
        if (data[i] == 0x80 || data[i] == 0xFF || !next)
            seen.errors++;
        else if (next >= '0' && next <= '9')
            i += 3; /* a four-byte character */
        else if (is_gb_trail(next)) {
            seen.pairs++;
            seen.common += data[i] >= 0xA1 && data[i] <= 0xF7 && next >= 0xA1;
            i++;
        } else
            seen.errors++;
    }
    return seen;
}

bool decode_names_utf8(const char *encoding) {
    return str_equal_ascii_nocase(str_of(encoding), STR("UTF-8")) ||
           str_equal_ascii_nocase(str_of(encoding), STR("UTF8"));
}

const char *decode_guess(struct str bytes) {
    uint64_t utf8 = count_utf8_errors(bytes);
    struct chinese chinese = read_as_chinese(bytes);
    if (chinese.errors * 20 <= chinese.pairs && chinese.common * 10 >= chinese.pairs * 9 &&
        chinese.errors < utf8)
        return "GB18030";
    uint64_t high = 0;
    for (size_t i = 0; i < bytes.size; i++)
        high += ((unsigned char)bytes.data[i] & 0x80) != 0;
    return utf8 * 4 < high ? "UTF-8" : "WINDOWS-1252";
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

bool decode(struct str bytes, const char *encoding, const char *name, struct decoded *out, struct err *err) {
    bool utf8 = decode_names_utf8(encoding);
    iconv_t converter = utf8 ? NULL : iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) {
        err_set(err, ERR_USAGE, "unknown encoding \"%s\"", encoding);
        return err_hint(err, "use a name that iconv knows: UTF-8, GB18030, WINDOWS-1252, UTF-16LE, BIG5 …");
    }
    *out = (struct decoded){.fd = file_spill(err)};
    struct writer writer = {.out = out, .name = name, .err = err};
    bool done = out->fd >= 0;
    if (done) {
        writer.block = heap_array(OUT_SIZE, 1);
        done = utf8 ? repair(&writer, bytes) : convert(&writer, converter, bytes);
        heap_free(writer.block);
    }
    if (!utf8)
        iconv_close(converter);
    return done;
}
