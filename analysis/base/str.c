/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/str.h"

#include "analysis/base/utf8_wide.h"

#include <stdio.h>
#include <string.h>

struct str str_of(const char *text) {
    return (struct str){text ? text : "", text ? strlen(text) : 0};
}

struct str str_sub(struct str text, size_t from, size_t to) {
    return (struct str){text.data + from, to - from};
}

bool str_equal(struct str a, struct str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static unsigned char ascii_lower(char c) {
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool str_equal_ascii_nocase(struct str a, struct str b) {
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
            return false;
    return true;
}

int str_compare(struct str a, struct str b) {
    size_t common = a.size < b.size ? a.size : b.size;
    int order = common ? memcmp(a.data, b.data, common) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

bool str_starts(struct str text, struct str prefix) {
    return text.size >= prefix.size && str_equal(str_sub(text, 0, prefix.size), prefix);
}

bool str_ends(struct str text, struct str suffix) {
    return text.size >= suffix.size && str_equal(str_sub(text, text.size - suffix.size, text.size), suffix);
}

size_t str_find_char(struct str text, char c) {
    const char *hit = text.size ? memchr(text.data, c, text.size) : NULL;
    return hit ? (size_t)(hit - text.data) : text.size;
}

size_t str_find(struct str text, struct str needle) {
    const char *hit = text.size ? memmem(text.data, text.size, needle.data, needle.size) : NULL;
    return hit ? (size_t)(hit - text.data) : text.size;
}

static size_t blank_at_start(struct str text) {
    if (text.size && memchr(" \t\r\n\v\f", text.data[0], 6))
        return 1;
    return str_starts(text, STR("\xE3\x80\x80")) ? 3 : 0;
}

static size_t blank_at_end(struct str text) {
    if (text.size && memchr(" \t\r\n\v\f", text.data[text.size - 1], 6))
        return 1;
    return str_ends(text, STR("\xE3\x80\x80")) ? 3 : 0;
}

struct str str_trim(struct str text) {
    for (size_t n; (n = blank_at_start(text)) > 0;)
        text = str_sub(text, n, text.size);
    for (size_t n; (n = blank_at_end(text)) > 0;)
        text.size -= n;
    return text;
}

/* Eight bytes a step: multiply, fold the halves (the construction of wyhash and mum-hash, with own
 * constants). Not keyed: dictionaries are rebuilt every run and grow by load, so a crafted export can make
 * them slow, never wrong. */
static uint64_t mix(uint64_t a, uint64_t b) {
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load_tail(const char *data, size_t size) {
    uint64_t word = 0;
    memcpy(&word, data, size);
    return word;
}

uint64_t str_hash(struct str text) {
    const uint64_t k0 = 0x9E3779B97F4A7C15U, k1 = 0xD1B54A32D192ED03U;
    uint64_t hash = text.size * k0;
    size_t at = 0;
    for (; at + 8 <= text.size; at += 8)
        hash = mix(hash ^ load_tail(text.data + at, 8), k1) + k0;
    if (at < text.size)
        hash = mix(hash ^ load_tail(text.data + at, text.size - at), k1) + k0;
    return mix(hash ^ k1, k0);
}

bool str_to_int(struct str text, int64_t *value) {
    size_t at = text.size && (text.data[0] == '-' || text.data[0] == '+');
    if (at == text.size)
        return false;
    int64_t sum = 0;
    for (; at < text.size; at++) {
        if (text.data[at] < '0' || text.data[at] > '9' || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, text.data[at] - '0', &sum))
            return false;
    }
    *value = text.data[0] == '-' ? -sum : sum;
    return true;
}

struct str str_copy(struct arena *arena, struct str text) {
    char *copy = arena_alloc(arena, text.size + 1);
    if (text.size)
        memcpy(copy, text.data, text.size);
    return (struct str){copy, text.size};
}

const char *str_cstr(struct arena *arena, struct str text) {
    return str_copy(arena, text).data;
}

struct str str_printf(struct arena *arena, const char *format, ...) {
    struct buf buf = {0};
    va_list arguments;
    va_start(arguments, format);
    buf_vprintf(&buf, format, arguments);
    va_end(arguments);
    struct str copy = str_copy(arena, buf_str(&buf));
    buf_free(&buf);
    return copy;
}

/* Bytes of the sequence at data[0] when it is valid UTF-8 (Unicode 15, table 3-7), else 0. */
static size_t sequence_length(const unsigned char *data, size_t left) {
    unsigned char first = data[0];
    if (first < 0x80)
        return 1;
    size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || left < length)
        return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (first == 0xE0)
        low = 0xA0;
    if (first == 0xED)
        high = 0x9F;
    if (first == 0xF0)
        low = 0x90;
    if (first == 0xF4)
        high = 0x8F;
    if (data[1] < low || data[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((data[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

static bool eight_ascii(const char *data) {
    uint64_t word;
    memcpy(&word, data, 8);
    return (word & 0x8080808080808080U) == 0;
}

size_t utf8_valid_prefix(struct str text) {
    size_t at = utf8_wide_prefix(text.data, text.size);
    while (at < text.size) {
        if (at + 8 <= text.size && eight_ascii(text.data + at)) {
            at += 8;
            continue;
        }
        size_t length = sequence_length((const unsigned char *)text.data + at, text.size - at);
        if (!length)
            return at;
        at += length;
    }
    return at;
}

size_t utf8_ascii_prefix(struct str text) {
    size_t at = 0;
    for (uint64_t words[4]; at + sizeof words <= text.size; at += sizeof words) {
        memcpy(words, text.data + at, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080U)
            break;
    }
    while (at + 8 <= text.size && eight_ascii(text.data + at))
        at += 8;
    while (at < text.size && (unsigned char)text.data[at] < 0x80)
        at++;
    return at;
}

uint32_t utf8_next(struct str text, size_t *at) {
    const unsigned char *data = (const unsigned char *)text.data + *at;
    size_t length = sequence_length(data, text.size - *at);
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    *at += length ? length : 1;
    if (!length)
        return 0xFFFD;
    uint32_t code = data[0] & masks[length];
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (data[i] & 0x3F);
    return code;
}

size_t utf8_encode(uint32_t code, char out[4]) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(leads[length] | code);
    return length;
}

static void buf_reserve(struct buf *buf, size_t more) {
    buf->data = heap_grow(buf->data, &buf->capacity, buf->size + more + 1, 1);
}

void buf_add(struct buf *buf, struct str text) {
    buf_reserve(buf, text.size);
    if (text.size)
        memcpy(buf->data + buf->size, text.data, text.size);
    buf->size += text.size;
    buf->data[buf->size] = '\0';
}

void buf_add_char(struct buf *buf, char c) {
    buf_add(buf, (struct str){&c, 1});
}

void buf_vprintf(struct buf *buf, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    if (size > 0) {
        buf_reserve(buf, (size_t)size);
        vsnprintf(buf->data + buf->size, (size_t)size + 1, format, again);
        buf->size += (size_t)size;
    }
    va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    buf_vprintf(buf, format, arguments);
    va_end(arguments);
}

struct str buf_str(const struct buf *buf) {
    return (struct str){buf->data ? buf->data : "", buf->size};
}

void buf_clear(struct buf *buf) {
    buf->size = 0;
}

void buf_free(struct buf *buf) {
    heap_free(buf->data);
    *buf = (struct buf){0};
}
