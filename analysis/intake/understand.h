/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_UNDERSTAND_H
#define REDRESS_INTAKE_UNDERSTAND_H

/* What the columns of an export mean whose header no profile knows: first by what their headers are called
 * (lexicon.h), then by their cells (lifeline.h for the dates). The result is a profile like any other, with
 * the reasons beside it.
 *
 * An export is understood when its receipt is; where not even that is called by a known name, the close has
 * to be found as well, or denied ("closed="): a guess at one of the two alone is how they get exchanged. A
 * header that only has a date and nothing else of a complaint is none. */

#include "analysis/intake/lifeline.h"
#include "analysis/intake/profile.h"
#include "analysis/intake/reason.h"

struct understand_input {
    const struct str *headers;
    size_t count;
    /* What the user says: by role the column, COLUMN_NONE when nothing is said, COLUMN_DENIED when there is
     * to be none. */
    const size_t *said;
    const struct sample *sample;
    const struct lexicon *lexicon;
    const struct profile *plain; /* what the profile starts from */
    struct arena *arena;
};
#define COLUMN_DENIED (SIZE_MAX - 1)

struct understanding {
    bool understood;
    struct profile *profile;
    struct reason reasons[ROLE_COUNT];
    struct guesses received, closed; /* all candidates by their dates, surest first */
    const struct traits *traits;     /* by column */
    struct str missing;              /* "received", "closed" or both, when not understood */
    bool headless;                   /* because the header looks like a row */
    bool bare;                       /* because nothing but a date speaks of complaints */
};

void understand(const struct understand_input *input, struct understanding *understanding);

/* Puts the usual answers into a profile that has a column for satisfaction and does not say what satisfies;
 * false when they are not known (a scale of recommendation, other numbers). */
bool understand_answers(const struct lexicon *lexicon, struct str header, const struct traits *traits,
                        struct arena *arena, struct profile *profile);

#endif
