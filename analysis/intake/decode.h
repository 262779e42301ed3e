/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DECODE_H
#define REDRESS_INTAKE_DECODE_H

/* Bytes of a file to UTF-8, by several threads where the encoding allows. What cannot be decoded becomes
 * U+FFFD, counted and located; nothing is dropped. */

#include "analysis/base/err.h"

/* Where decoded bytes go. */
struct decoded {
    int fd;               /* a spill file, −1 while nothing was written */
    uint64_t undecodable; /* replaced bytes */
    size_t *bad;          /* offsets of the first replacements in the output (heap) */
    size_t bad_count, bad_capacity;
};

/* Decodes into out->fd (made here). `name` is for messages; ERR_USAGE for an unknown encoding. */
bool decode(struct str bytes, const char *encoding, unsigned jobs, const char *name, struct decoded *out,
            struct err *err);
/* Valid UTF-8 throughout, found by several threads. */
bool decode_is_utf8(struct str bytes, unsigned jobs);

#endif
