/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_UTF8_WIDE_H
#define REDRESS_BASE_UTF8_WIDE_H

/* UTF-8 checked 32 bytes at a time. Only str.c asks; utf8_valid_prefix decides what is left. */

#include <stddef.h>

/* How many bytes from the start on are certainly whole, valid characters; 0 where the processor has no AVX2.
 * It stops early at the first block with something invalid, and up to 35 bytes before the end.
 * J. Keiser, D. Lemire: Validating UTF-8 in less than one instruction per byte (2021). */
size_t utf8_wide_prefix(const char *data, size_t size);

#endif
