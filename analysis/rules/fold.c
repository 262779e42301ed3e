/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/fold.h"

#include "analysis/rules/fold_table.h"

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

/* Eight ASCII bytes to lower case at once: adding 0x3F or 0x25 to a byte below 0x80 carries into its top bit
 * exactly from 'A' and from 'Z' + 1 on. */
static uint64_t lower_eight(uint64_t word) {
    const uint64_t ones = 0x0101010101010101U;
    uint64_t from_a = word + ones * (0x80 - 'A'), after_z = word + ones * (0x80 - 'Z' - 1);
    uint64_t upper = (from_a ^ after_z) & (ones * 0x80);
    return word | upper >> 2;
}

/* Folds the ASCII run at the start of `in`; returns its length. */
static size_t fold_ascii_run(const char *in, size_t size, char *out) {
    size_t at = 0;
    for (uint64_t word; at + 8 <= size; at += 8) {
        memcpy(&word, in + at, 8);
        if (word & 0x8080808080808080U)
            break;
        word = lower_eight(word);
        memcpy(out + at, &word, 8);
    }
    for (; at < size && (unsigned char)in[at] < 0x80; at++)
        out[at] = (char)fold_ascii((unsigned char)in[at]);
    return at;
}

/* Folds the run of ideographs at the start of `in`; returns its length, the same in and out. */
static size_t fold_ideograph_run(const char *in, size_t size, char *out) {
    size_t at = 0;
    for (; at + 3 <= size; at += 3) {
        unsigned char a = (unsigned char)in[at], b = (unsigned char)in[at + 1], c = (unsigned char)in[at + 2];
        uint32_t code = (a & 0x0FU) << 12 | (b & 0x3FU) << 6 | (c & 0x3FU);
        if ((a & 0xF0) != 0xE0 || (b & 0xC0) != 0x80 || (c & 0xC0) != 0x80 || code < FOLD_FIRST ||
            code > FOLD_LAST)
            break;
        code = fold_ideograph(code);
        out[at] = (char)(0xE0 | code >> 12);
        out[at + 1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[at + 2] = (char)(0x80 | (code & 0x3F));
    }
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
        size_t run = fold_ascii_run(text.data + at, text.size - at, out + size);
        run += fold_ideograph_run(text.data + at + run, text.size - at - run, out + size + run);
        at += run;
        size += run;
        if (!run)
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
