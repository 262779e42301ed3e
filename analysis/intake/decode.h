/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_DECODE_H
#define REDRESS_INTAKE_DECODE_H

/* Bytes of a file to UTF-8, by several threads where the encoding allows (charset.h). What cannot be decoded
 * becomes U+FFFD, counted and located; nothing is dropped. */

#include "analysis/base/err.h"

/* Where decoded bytes go. */
struct decoded {
    int fd;               /* a spill file, −1 while nothing was written */
    uint64_t undecodable; /* replaced bytes */
    size_t *bad;          /* offsets of the first replacements in the output (heap) */
    size_t bad_count, bad_capacity;
};

struct decode_options {
    const char *encoding;
    const char *name; /* of the file, for messages */
    unsigned jobs;
    size_t piece_bytes; /* what a thread takes at a time; 0 = as fits its cache. The result is the same */
};

/* Decodes into out->fd (made here). ERR_USAGE for an unknown encoding; ERR_IO when there is no room for the
 * text in the folder for temporary files. */
bool decode(struct str bytes, const struct decode_options *options, struct decoded *out, struct err *err);
/* Valid UTF-8 throughout, found by several threads. */
bool decode_is_utf8(struct str bytes, unsigned jobs);

#endif
