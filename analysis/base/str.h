/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_STR_H
#define REDRESS_BASE_STR_H

/* Text as slices: a pointer and a size in bytes, not terminated by NUL, owned by somebody else (an arena,
 * a mapped file, a literal). `struct buf` is text that grows and owns its bytes. */

#include "analysis/base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct str {
    const char *data;
    size_t size;
};

/* STR("literal") as an expression; STR_INIT in static tables; STR_FMT/STR_ARG for printf's "%.*s". */
#define STR(literal) ((struct str){("" literal), sizeof(literal) - 1})
#define STR_INIT(literal)                                                                                    \
    { ("" literal), sizeof(literal) - 1 }
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)((s).size), (s).data

/* A slice over a C string (NULL gives the empty slice). */
struct str str_of(const char *text);
struct str str_sub(struct str text, size_t from, size_t to);

bool str_equal(struct str a, struct str b);
bool str_equal_ascii_nocase(struct str a, struct str b);
/* By bytes; for UTF-8 that is the order of code points. <0, 0, >0. */
int str_compare(struct str a, struct str b);
bool str_starts(struct str text, struct str prefix);
bool str_ends(struct str text, struct str suffix);
/* Position of the first `c` or of the first `needle`; `text.size` when there is none. */
size_t str_find_char(struct str text, char c);
size_t str_find(struct str text, struct str needle);
/* Without the blanks, tabs, line ends and ideographic spaces (U+3000) at both ends. */
struct str str_trim(struct str text);
/* 64-bit hash of the bytes; the same on every run and machine. */
uint64_t str_hash(struct str text);
/* Whole text as a decimal integer, sign allowed; false when it is anything else or overflows. */
bool str_to_int(struct str text, int64_t *value);

/* Copies owned by the arena, NUL-terminated behind the slice. */
struct str str_copy(struct arena *arena, struct str text);
const char *str_cstr(struct arena *arena, struct str text);
struct str str_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Strict UTF-8 (no surrogates, no overlong forms, at most U+10FFFF): the length of the valid prefix. */
size_t utf8_valid_prefix(struct str text);
/* The length of the prefix without a byte above ASCII. */
size_t utf8_ascii_prefix(struct str text);
/* Decodes the code point at *at and advances; U+FFFD and one byte further where it is invalid. */
uint32_t utf8_next(struct str text, size_t *at);
/* Writes one code point, returns 1 to 4 bytes. */
size_t utf8_encode(uint32_t code, char out[4]);

/* Start with {0}; freed with buf_free. `buf_str` is valid until the next change. */
struct buf {
    char *data;
    size_t size, capacity;
};

void buf_add(struct buf *buf, struct str text);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list arguments);
struct str buf_str(const struct buf *buf);
void buf_clear(struct buf *buf);
void buf_free(struct buf *buf);

#endif
