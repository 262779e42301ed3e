/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_LIFELINE_H
#define REDRESS_INTAKE_LIFELINE_H

/* Which column of dates is the receipt and which one the close, from the dates alone: what their headers say
 * is not looked at. Taking one for the other would turn every duration round, so each has to be the only one
 * that fits; where two could be meant, none is sure enough.
 *
 * Received: there in nearly all rows and not after any other date in nearly all rows, and rising with the
 * ids, which are given at the receipt. Where ids tell nothing, another column that is always there has to be
 * something else: a due date (others fall before and after it) or the last change (after all others); dates
 * that reach back over decades (birth) and constant ones (day of the export) never count.
 *
 * Closed: not before the receipt, missing in the rows that are open and there in the closed ones, as a column
 * of few words (the status) says. A column that is always there is never taken: it could as well be the last
 * change or a due date. Of several that fit equally well the later one, when they are mostly the same. */

#include "analysis/base/lang.h"
#include "analysis/intake/sample.h"

/* From here on a guess is taken; what is below it is named as a candidate. */
#define GUESS_TAKEN 0.6
#define COLUMN_NONE SIZE_MAX

struct guess {
    size_t column;
    double confidence;
    struct str why[LANG_COUNT];
};

struct lifeline_input {
    const struct sample *sample;
    const struct traits *traits;
    const struct lexicon *lexicon;
    const bool *taken;       /* by column: known to be something else */
    size_t received, status; /* known by other means, else COLUMN_NONE */
    struct arena *arena;
};

/* Surest first; only columns of dates. */
struct guesses {
    struct guess *items;
    size_t count;
};

void lifeline_received(const struct lifeline_input *input, struct guesses *guesses);
/* Needs input->received. *status is the column that told open from closed, COLUMN_NONE without. */
void lifeline_closed(const struct lifeline_input *input, struct guesses *guesses, size_t *status);
/* The column whose words are those of a status, COLUMN_NONE when there is none; *share of its cells. */
size_t lifeline_status(const struct lifeline_input *input, double *share);
/* The column with another value in each row that looks like a number of a case. */
size_t lifeline_id(const struct lifeline_input *input);

#endif
