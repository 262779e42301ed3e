/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_TEXT_WIDTH_H
#define REDRESS_REPORTS_TEXT_WIDTH_H

/* Text in columns of equal width, as terminals and spreadsheet cells show it: East Asian wide characters take
 * two columns, combining marks none (Unicode's tables, from GLib). */

#include "analysis/base/str.h"

size_t text_width(struct str text);
/* Fit for one line of a terminal: invalid bytes become U+FFFD, control characters (escape sequences among
 * them) and line ends a blank. The slice itself when nothing is to do. */
struct str text_clean(struct arena *arena, struct str text);
/* At most `width` columns, cut with "…". */
struct str text_cut(struct arena *arena, struct str text, size_t width);
/* Breaks at blanks and between wide characters into lines of at most `width` columns; no line starts with
 * closing punctuation or ends with opening punctuation. At most `most` lines; the last of them is cut with
 * "…" when there is more. Returns their number. */
size_t text_wrap(struct arena *arena, struct str text, size_t width, size_t most, struct str *lines);
/* Adds the text and blanks up to `width` columns, at its end or in front. Longer texts stay whole. */
void text_left(struct buf *out, struct str text, size_t width);
void text_right(struct buf *out, struct str text, size_t width);

#endif
