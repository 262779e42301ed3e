/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PUBLISHED_H
#define REDRESS_REPORTS_PUBLISHED_H

/* What was published before, and how it differs from what is true now: every figure of an earlier pack that
 * the present exports still cover is compared, and where it has changed the reason is found by computing it
 * again, step by step, with what the pack kept of its own inputs:
 *
 *   published → the present exports under the pack's rules and its as-of day      the exports were revised
 *             → the same as of today                                              more is known by now
 *             → with the present rules, units …, one after the other              those were changed
 *
 * Only what differs by its fingerprint is computed again. */

#include "analysis/query/dataset.h"
#include "reports/ledger.h"
#include "reports/manifest.h"

struct published {
    const char *folder;
    struct manifest manifest;
    struct ledger ledger;
};

/* *found is false when the folder holds no pack with figures; ERR_IO when they cannot be read. */
bool published_read(const char *folder, struct arena *arena, struct published *published, bool *found,
                    struct err *err);

enum cause {
    CAUSE_DATA,
    CAUSE_PROGRAM,
    CAUSE_PROFILE,
    CAUSE_AS_OF,
    CAUSE_RULES,
    CAUSE_POLICY,
    CAUSE_UNITS,
    CAUSE_COUNT
};

/* One step of the way from published to now, and its reasons (bits by cause; more than one where they cannot
 * be told apart). */
struct difference_step {
    unsigned causes;
    const double *figures; /* after it, by entry of the ledger; NAN = not available */
};

enum { DIFFERENCE_STEPS = 8 };

struct differences {
    const struct published *published;
    struct str other_option; /* the packs answer different questions, by this option: nothing is compared */
    size_t compared;         /* figures */
    size_t uncovered;        /* figures of periods or columns that the present exports do not hold */
    const size_t *changed;   /* entries of the ledger */
    size_t changed_count;
    struct difference_step steps[DIFFERENCE_STEPS];
    size_t step_count;
};

struct difference_input {
    const struct dataset *dataset;
    const struct period *periods; /* that the report covers, ascending */
    size_t period_count;
    enum lang lang;
    const struct published *published;
    const struct manifest *now; /* inputs, sources and options of this pack */
};

bool published_compare(const struct difference_input *input, struct arena *arena, struct differences *found,
                       struct err *err);
/* The figure of an entry before a step (0: as published). */
static inline double difference_before(const struct differences *found, size_t entry, size_t step) {
    return step ? found->steps[step - 1].figures[entry] : found->published->ledger.entries[entry].figure;
}
/* Whether two figures are different ones: beyond the last digits of a double, or one is not available. */
bool difference_between(double a, double b);

#endif
