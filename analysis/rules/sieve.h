/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_RULES_SIEVE_H
#define REDRESS_RULES_SIEVE_H

/* What stands in 64 bytes of folded text, a bit for each byte: where characters begin, which are word
 * characters, and where one of some texts perhaps begins. The last is told by the half bytes of the first
 * four bytes of the texts, in sixteen groups of texts with like beginnings, so that a few instructions look
 * at 32 places (the idea is that of "Teddy" in Hyperscan). It never misses a text; how often it is wrong
 * depends on how many there are. */

#include "analysis/base/str.h"

enum { SIEVE_BLOCK = 64, SIEVE_DEPTH = 4, SIEVE_GROUPS = 16 };

struct sieve {
    /* By depth and half byte: the groups, eight by eight, of which some text has that half byte there. */
    unsigned char low[SIEVE_DEPTH][SIEVE_GROUPS / 8][16], high[SIEVE_DEPTH][SIEVE_GROUPS / 8][16];
    bool used; /* else a text may begin anywhere */
    bool wide; /* what the processor can do */
};

struct sieve_marks {
    uint64_t starts; /* of characters: any byte but 10xxxxxx */
    uint64_t words;  /* a–z, 0–9, _ */
    uint64_t maybe;  /* starts of characters at which a text may begin */
};

/* No text may be empty. */
void sieve_make(struct sieve *sieve, const struct str *texts, size_t count);

/* `bytes` holds the block and eight bytes more. */
struct sieve_marks sieve_block(const struct sieve *sieve, const char *bytes);

#endif
