/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/fold.h"

#include "analysis/base/fold_table.h"

#include <string.h>

enum { SUBSTITUTE = 0x1A };

static uint32_t fold_ideograph(uint32_t code) {
    uint32_t word = (code - FOLD_FIRST) >> 6, bit = code & 63;
    uint64_t bits = fold_folds[word];
    if (!(bits >> bit & 1))
        return code;
    uint64_t before = bits & (((uint64_t)1 << bit) - 1);
    return fold_target[fold_rank[word] + (unsigned)__builtin_popcountll(before)];
}

static uint32_t fold_ascii(uint32_t code) {
    return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
}

/* U+2000 … U+206F. */
static uint32_t fold_punctuation(uint32_t code) {
    if (code <= 0x200A || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F)
        return ' ';
    if (code == 0x2010 || code == 0x2011)
        return '-';
    if (code == 0x2018 || code == 0x2019)
        return '\'';
    return code == 0x201C || code == 0x201D ? '"' : code;
}

/* U+FF01 … U+FFE6. */
static uint32_t fold_width(uint32_t code) {
    static const uint16_t signs[] = {0xA2, 0xA3, 0xAC, 0xAF, 0xA6, 0xA5, 0x20A9};
    if (code <= 0xFF5E)
        return fold_ascii(code - 0xFF01 + '!');
    return code >= 0xFFE0 ? signs[code - 0xFFE0] : code;
}

uint32_t fold_code(uint32_t code) {
    if (code < 0x80)
        return fold_ascii(code);
    if (code >= FOLD_FIRST && code <= FOLD_LAST)
        return fold_ideograph(code);
    if (code >= 0x2000 && code <= 0x206F)
        return fold_punctuation(code);
    if (code >= 0xFF01 && code <= 0xFFE6)
        return fold_width(code);
    switch (code) {
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x3000:
        return ' ';
    case 0x17F:
        return 's';
    case 0x212A:
        return 'k';
    default:
        return code;
    }
}

/* Sixteen bytes at once, by whatever the processor has for that. */
typedef unsigned char sixteen __attribute__((vector_size(16)));

static sixteen load_sixteen(const char *in) {
    sixteen bytes;
    memcpy(&bytes, in, sizeof bytes);
    return bytes;
}

static bool is_ascii(sixteen bytes) {
    uint64_t halves[2];
    memcpy(halves, &bytes, sizeof halves);
    return !((halves[0] | halves[1]) & 0x8080808080808080U);
}

static void store_lower(sixteen bytes, char *out) {
    sixteen upper = (sixteen)((bytes >= 'A') & (bytes <= 'Z'));
    bytes |= upper & ('a' - 'A');
    memcpy(out, &bytes, sizeof bytes);
}

/* Folds the ASCII run at the start of `in`; returns its length. */
static size_t fold_ascii_run(const char *in, size_t size, char *out) {
    size_t at = 0;
    for (; at + 32 <= size; at += 32) {
        sixteen first = load_sixteen(in + at), second = load_sixteen(in + at + 16);
        if (!is_ascii(first | second))
            break;
        store_lower(first, out + at);
        store_lower(second, out + at + 16);
    }
    for (; at < size && (unsigned char)in[at] < 0x80; at++)
        out[at] = (char)fold_ascii((unsigned char)in[at]);
    return at;
}

/* Three bytes that are one character other than a surrogate; those of E0 may be overlong and are left out. */
static bool is_three(uint32_t bytes) {
    return (bytes & 0xC0C0F0) == 0x8080E0 && (bytes & 0xFF) != 0xE0 && (bytes & 0x20FF) != 0x20ED;
}

/* The first three of four bytes, the first one lowest whatever the machine. */
static uint32_t load_four(const char *data) {
    uint32_t bytes;
    memcpy(&bytes, data, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap32(bytes);
#endif
    return bytes;
}

static bool folds(uint32_t code) {
    if (code >= FOLD_FIRST && code <= FOLD_LAST)
        return fold_folds[(code - FOLD_FIRST) >> 6] >> (code & 63) & 1;
    return (code >= 0x2000 && code <= 0x206F) || code >= 0xFF01 || fold_code(code) != code;
}

/* Folds the run of characters of three bytes at the start of `in`; returns its length, and that of what it
 * wrote in *size. Most of them stay as they are: those are copied four bytes at a time, the fourth to be
 * written over. */
static size_t fold_three_run(const char *in, size_t left, char *out, size_t *size) {
    size_t at = 0;
    char *to = out;
    for (; at + 4 <= left; at += 3) {
        uint32_t bytes = load_four(in + at);
        if (!is_three(bytes))
            break;
        uint32_t code = (bytes & 0x0F) << 12 | (bytes >> 2 & 0xFC0) | (bytes >> 16 & 0x3F);
        if (!folds(code)) {
            memcpy(to, in + at, 4);
            to += 3;
        } else {
            to += utf8_encode(fold_code(code), to);
        }
    }
    *size = (size_t)(to - out);
    return at;
}

/* The fold of the sequence or stray byte at *at, which advances; returns the bytes written to `out`. */
static size_t fold_one(struct str text, size_t *at, char *out) {
    size_t start = *at;
    uint32_t code = utf8_next(text, at);
    bool invalid = code == 0xFFFD && *at - start == 1;
    return utf8_encode(invalid ? SUBSTITUTE : fold_code(code), out);
}

size_t fold_into(struct str text, char *out) {
    size_t at = 0, size = 0;
    while (at < text.size) {
        size_t run = fold_ascii_run(text.data + at, text.size - at, out + size), written;
        at += run;
        size += run;
        size_t three = fold_three_run(text.data + at, text.size - at, out + size, &written);
        at += three;
        size += written;
        if (!run && !three)
            size += fold_one(text, &at, out + size);
    }
    return size;
}

struct str fold_copy(struct arena *arena, struct str text) {
    char *out = arena_alloc(arena, text.size + 1);
    return (struct str){out, fold_into(text, out)};
}

struct str fold_text(struct str text, struct buf *scratch) {
    scratch->data = heap_grow(scratch->data, &scratch->capacity, text.size + 1, 1);
    scratch->size = fold_into(text, scratch->data);
    return buf_str(scratch);
}

size_t fold_origin(struct str text, size_t folded) {
    size_t at = 0, size = 0;
    while (at < text.size && size < folded) {
        char one[4];
        size += fold_one(text, &at, one);
    }
    return at;
}
