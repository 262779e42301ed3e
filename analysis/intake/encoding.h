/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_ENCODING_H
#define REDRESS_INTAKE_ENCODING_H

/* Which encoding a file is in, found from its bytes: a byte order mark; else UTF-16 when the zero bytes all
 * stand at one side of the pairs; else UTF-8 when it is valid; else the reading under which the text of the
 * whole file (all parts of it, not its first lines) is most plausible:
 *
 *   UTF-8         when few of its characters are broken
 *   GB18030, Big5 when nearly all bytes above ASCII pair up, and most pairs are signs and characters of the
 *                 common kind (the first level of GB 2312 and of Big5, which ordinary texts are written with;
 *                 traditional characters in GBK are held against that of Big5) or have the four bytes that
 *                 only GB18030 writes
 *   WINDOWS-1252  else
 */

#include "analysis/base/err.h"
#include "analysis/base/lang.h"

struct encoding_choice {
    const char *name;               /* as iconv knows it */
    char evidence[LANG_COUNT][200]; /* why, for people */
};

/* The encoding that a byte order mark at the start names; NULL when there is none. */
const char *encoding_of_mark(struct str bytes);
/* "UTF-16LE" or "UTF-16BE" when the zero bytes among the first megabytes say so; else NULL. */
const char *encoding_of_zeros(struct str bytes);
/* The whole choice. `valid`: the bytes are known to be valid UTF-8. */
void encoding_choose(struct str bytes, bool valid, unsigned jobs, struct encoding_choice *choice);

/* The bytes speak for another encoding than the one asked for: that one, and why. A reading as western
 * letters proves nothing and is never given; nor is Chinese against an encoding that uses pairs of bytes as
 * well. */
bool encoding_doubt(struct str bytes, const char *asked, unsigned jobs, struct encoding_choice *other);

/* "UTF-8" or "utf8". */
bool encoding_is_utf8(const char *name);
/* Names no encoding that can be decoded. */
bool encoding_is_unknown(const char *name);
/* Says so and what there is (ERR_USAGE); returns false. */
bool encoding_fail(const char *name, struct err *err);

/* Where a piece of the text may begin so that no character is cut, at or soon behind `at`: where a byte
 * stands that is never part of a longer character in the encodings above (but UTF-16). */
size_t encoding_cut(struct str bytes, size_t at);

#endif
