/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DECODE_H
#define REDRESS_INTAKE_DECODE_H

/* Bytes of a file to UTF-8. Found without being told: UTF-8 (with or without byte order mark), GB18030, and
 * else Windows-1252; the choice looks at the whole file and takes UTF-8 when it is valid, GB18030 when it
 * leaves fewer errors and its two-byte characters are nearly all of the common kind. What cannot be decoded
 * becomes U+FFFD, counted and located; nothing is dropped. */

#include "analysis/base/err.h"

/* Where decoded bytes go. */
struct decoded {
    int fd;               /* a spill file, −1 while nothing was written */
    uint64_t undecodable; /* replaced bytes */
    size_t *bad;          /* offsets of the first replacements in the output (heap) */
    size_t bad_count, bad_capacity;
};

/* The encoding of bytes that are not valid UTF-8: "UTF-8" (with errors), "GB18030" or "WINDOWS-1252". */
const char *decode_guess(struct str bytes);
bool decode_names_utf8(const char *encoding);
/* Decodes into out->fd (made here). `name` is for messages; ERR_USAGE for an unknown encoding. */
bool decode(struct str bytes, const char *encoding, const char *name, struct decoded *out, struct err *err);
/* Valid UTF-8 throughout, found by several threads. */
bool decode_is_utf8(struct str bytes, unsigned jobs);

#endif
