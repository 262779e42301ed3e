/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_FOLD_TABLE_H
#define REDRESS_BASE_FOLD_TABLE_H

/* The ideographs that fold, as a set of bits and the targets of its members in order: bit `c % 64` of word
 * (c − FOLD_FIRST) / 64 says that c folds, and the number of bits before it is its place in fold_target.
 * 11 kB, so that it stays in the first-level cache. Only fold.c reads it. */

#include <stdint.h>

enum { FOLD_FIRST = 0x3400, FOLD_LAST = 0x9FFF, FOLD_WORDS = (FOLD_LAST + 1 - FOLD_FIRST) / 64 };

extern const uint64_t fold_folds[FOLD_WORDS];
extern const uint16_t fold_rank[FOLD_WORDS];
extern const uint16_t fold_target[];

#endif
