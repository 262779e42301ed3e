/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_CHARSET_WIDE_H
#define REDRESS_INTAKE_CHARSET_WIDE_H

/* The common characters of an encoding decoded many at a time (AVX2). Only charset.c asks: each takes what it
 * can from `at` on, puts its UTF-8 at *out and moves that on, and gives back where it stopped: before another
 * kind of character or near the end; at once where the processor has no AVX2. At *out there is room for
 * three times the bytes left and CHARSET_WIDE_ROOM more. */

#include "analysis/base/str.h"

enum { CHARSET_WIDE_ROOM = 64 };

/* ASCII, and pairs of bytes that become three. `pairs` as in charset.c, 256 for each first byte from 0x80 on;
 * NULL where there are none. */
size_t charset_wide_table(const uint32_t *pairs, struct str bytes, size_t at, char **out);
/* UTF-16: ASCII, and units that become three bytes. */
size_t charset_wide_units(bool big_endian, struct str bytes, size_t at, char **out);

#endif
