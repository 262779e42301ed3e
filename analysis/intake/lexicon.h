/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_LEXICON_H
#define REDRESS_INTAKE_LEXICON_H

/* Words by which columns are understood when no profile knows their header: what systems call the roles, what
 * their cells hold, and what usual answers mean. They stand in templates/words/columns.yaml, whose head says
 * how headers are compared; this is its reader. It knows nothing of the cells of an export. */

#include "analysis/base/err.h"
#include "analysis/intake/roles.h"
#include "analysis/intake/values.h"

/* How sure a header is that is called like the role, or as it is called sometimes. */
#define LEXICON_NAME 0.95
#define LEXICON_MAYBE 0.6

struct lexicon_role {
    struct words names, maybe; /* keys (lexicon_key) */
    struct words values;       /* as they stand */
};

struct lexicon {
    struct lexicon_role roles[ROLE_COUNT];
    struct words noise;
    struct words closed, open;            /* values of `status` */
    struct words satisfied, dissatisfied; /* answers */
    struct words no_satisfaction;         /* keys of headers that ask something else (NPS) */
    struct words outcomes[3];             /* by enum outcome */
    struct words yes, no, missing;
};

/* The shipped words, or those of a text in the same form; all is owned by the arena. */
bool lexicon_shipped(struct arena *arena, struct lexicon **lexicon, struct err *err);
bool lexicon_parse(struct str yaml, const char *name, struct arena *arena, struct lexicon **lexicon,
                   struct err *err);

/* A header as it is compared: its words in small letters with one blank between them, without brackets and
 * punctuation, for a time also without words such as date and at. */
struct str lexicon_key(struct str header, bool time, struct arena *arena);
/* Both keys of a header, and both without the words of `noise` (empty when that leaves nothing new). */
struct lexicon_keys {
    struct str plain, time, bare_plain, bare_time;
};
void lexicon_keys(const struct lexicon *lexicon, struct str header, struct arena *arena,
                  struct lexicon_keys *keys);
/* How much the header alone speaks for the role, 0 to 1; *place is its place in the list, the smaller the
 * better. */
double lexicon_match(const struct lexicon *lexicon, const struct lexicon_keys *keys, enum role role,
                     size_t *place);
/* The header asks for something that looks like satisfaction and is none. */
bool lexicon_not_satisfaction(const struct lexicon *lexicon, const struct lexicon_keys *keys);

#endif
