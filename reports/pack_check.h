/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PACK_CHECK_H
#define REDRESS_REPORTS_PACK_CHECK_H

/* Whether a folder is exactly the pack that its manifest.json lists: every file there, of that size and
 * SHA-256, and nothing else. Tells a pack that may be replaced from a folder that holds somebody's work, and
 * proves a published pack unchanged. */

#include "analysis/base/err.h"

enum { PACK_SHA256 = 65 }; /* hexadecimal, with its NUL */

enum pack_state { PACK_ABSENT, PACK_EMPTY, PACK_WHOLE, PACK_DIFFERS };

enum pack_difference {
    PACK_NO_MANIFEST,  /* no manifest.json, or not one of ours */
    PACK_NOT_SEALED,   /* manifest.json is not as it was written */
    PACK_FILE_MISSING, /* listed, not there */
    PACK_FILE_CHANGED, /* other bytes than listed */
    PACK_FILE_EXTRA    /* there, not listed; also folders without a listed file, links, devices */
};

struct pack_problem {
    enum pack_difference kind;
    struct str name; /* below the folder */
};

struct pack_check {
    enum pack_state state;
    size_t file_count; /* listed */
    const struct pack_problem *problems;
    size_t problem_count;
};

/* Memory from the arena. False (ERR_IO) only when the folder cannot be read. */
bool pack_check(const char *folder, struct arena *arena, struct pack_check *check, struct err *err);
/* "notes.txt is not listed in its manifest.json" and so on. */
struct str pack_problem_text(struct arena *arena, const struct pack_problem *problem);

/* The last member of a manifest, `seal`, is the SHA-256 of all bytes before its line: an edit of the manifest
 * itself is noticed, too (one that seals it anew is not: keep the SHA-256 that verify prints elsewhere). Adds
 * the seal and the end of the document; false when the crypto library fails. */
bool pack_seal(struct buf *manifest);
bool pack_sealed(struct str manifest);

/* SHA-256 of bytes in hexadecimal; false when the crypto library fails. */
bool pack_sha256(struct str bytes, char hex[PACK_SHA256]);

#endif
