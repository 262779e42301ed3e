/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_CHARSET_H
#define REDRESS_INTAKE_CHARSET_H

/* Decoding to UTF-8 in pieces that know nothing of each other, so that several threads can do it: UTF-8
 * with errors, UTF-16, and encodings of one and two bytes through tables that iconv fills once. The common
 * characters are taken many at a time (charset_wide). Private to this folder. */

#include "analysis/base/str.h"

struct charset;

/* NULL when the encoding is none of these, or unknown: then it is left to iconv from end to end. Freed with
 * charset_free. */
struct charset *charset_new(const char *encoding);
void charset_free(struct charset *charset);

/* What a piece became. Start with {0}. */
struct charset_piece {
    struct buf text;
    size_t *bad; /* offsets in `text` of the first replacements, at most TROUBLE_KEPT (heap) */
    size_t bad_count, bad_capacity;
    uint64_t undecodable;
};

/* Replaces what `piece` held. Bytes that stand for no character become U+FFFD each. */
void charset_decode(const struct charset *charset, struct str bytes, struct charset_piece *piece);
void charset_piece_free(struct charset_piece *piece);

/* Where a piece may begin, at or soon behind `at`. */
size_t charset_cut(const struct charset *charset, struct str bytes, size_t at);

#endif
