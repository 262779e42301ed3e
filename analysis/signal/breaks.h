/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_BREAKS_H
#define REDRESS_SIGNAL_BREAKS_H

/* Recorded breaks of a series: days from which figures mean something else than before (a new definition, a
 * channel taken over, a moved system). Control charts start anew there, and figures from both sides are not
 * comparable.
 *
 *     breaks:
 *       - date: 2026-03-01
 *         what: {zh: 并入信用卡热线, en: Card hotline taken over}     # or one text
 *         measures: [received, closed]                               # default: all */

#include "analysis/clock/period.h"
#include "analysis/measure/measure.h"

#include <string.h>

struct series_break {
    int64_t day;
    struct str what[LANG_COUNT];
    const struct measure_ref *refs; /* NULL = every measure */
    size_t ref_count;
};

struct breaks {
    const struct series_break *items; /* in the order of the file */
    size_t count;
};

/* ERR_USAGE with file, line and column. Texts belong to the arena; `name` is for messages. */
bool breaks_parse(struct str bytes, const char *name, struct arena *arena, struct breaks *breaks,
                  struct err *err);
bool breaks_load(const char *path, struct arena *arena, struct breaks *breaks, struct err *err);

/* The last break of a measure that lies between two periods, `from` before `to`; NULL when there is none. A
 * break in the first half of a period lies before that period, one in its second half after it. */
const struct series_break *breaks_between(const struct breaks *breaks, const struct measure_ref *ref,
                                          const struct period *from, const struct period *to);
/* The change of a measure from one period to a later one (change.h); across a break it is not available, with
 * the note BREAK_NOTE. */
#define BREAK_NOTE "note.break"
struct figure breaks_change(const struct breaks *breaks, const struct measure_ref *ref,
                            const struct figure *base, const struct period *from, const struct figure *now,
                            const struct period *to);
/* Is the change not available because a break lies between? */
static inline bool breaks_part(const struct figure *change) {
    return !figure_available(change) && change->note && strcmp(change->note, BREAK_NOTE) == 0;
}

#endif
