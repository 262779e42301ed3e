/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_FOLD_H
#define REDRESS_BASE_FOLD_H

/* The one character fold that texts, keywords and the literals of regexes go through before they meet:
 *   - ASCII letters to lower case (so do U+212A and U+017F, the only others that are caseless k and s);
 *   - full-width forms (Ａ１（￥) to the usual ones, every kind of blank to a space;
 *   - curly quotes and the two hyphens of typesetting to ' " and -;
 *   - traditional characters and older variants to simplified ones (fold_table.h).
 * One code point becomes one code point, never longer in bytes; folding twice changes nothing. Nothing
 * depends on the locale. */

#include "analysis/base/str.h"

/* The fold of one code point. */
uint32_t fold_code(uint32_t code);

/* Folds `text` into `out`, which has room for text.size bytes, and returns the size written. The result is
 * valid UTF-8 whatever the input: each byte that is part of no valid sequence becomes U+001A. */
size_t fold_into(struct str text, char *out);

/* The folded text owned by the arena; and in a buffer that is overwritten. */
struct str fold_copy(struct arena *arena, struct str text);
struct str fold_text(struct str text, struct buf *scratch);

/* The offset in `text` from which the folded text has its offset `folded` (for showing a hit in context). */
size_t fold_origin(struct str text, size_t folded);

#endif
