/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CLOCK_LIFECYCLE_H
#define REDRESS_CLOCK_LIFECYCLE_H

/* The life of each case, from the times and the status the export gives, by these rules ("Rules for rows"):
 *   - `resolved` (answered) and `closed` serve for each other when one is missing: a row without `resolved`
 * takes its `closed`; a row without `closed` takes its `resolved`, unless its status says that it is not
 * closed.
 *   - `closed_when` decides where status and dates contradict: a close date on a row whose status says open
 * is not used; the row is counted as a contradiction.
 *   - closed by status without any close date: not open, counts in closure_rate only (LIFE_CLOSED_UNDATED).
 *   - closed before received: LIFE_NEGATIVE, out of all durations; for the flow the close counts on the day
 * of receipt.
 *   - a case is one or two open intervals, [received, first_closed) and, once reopened, [reopened, closed).
 *     A reopening needs a date (LIFE_REOPEN_UNDATED otherwise: counted, treated as one interval): reopened
 * must not lie before the first close; when first_closed is missing and the close is not after the reopening,
 * the close is the first one. Values are civil seconds; TIME_NONE is "not (yet)".
 * An end at a midnight belongs to the day that begins there (a date-only close is a day, not an instant), so
 * a case is open at a midnight m when received < m <= end: then every period's flow foots. */

#include "analysis/intake/table.h"

enum life_mark {
    LIFE_NO_RECEIPT = 1,        /* in no measure */
    LIFE_CLOSED_UNDATED = 2,    /* closed by status, no date */
    LIFE_NEGATIVE = 4,          /* closed before received */
    LIFE_CONTRADICTION = 8,     /* status and dates contradict */
    LIFE_REOPEN_UNDATED = 16,   /* says reopened, no usable date */
    LIFE_RESOLVED_NEGATIVE = 32 /* answered before received */
};

struct lifecycle {
    size_t rows;
    const struct column *received_column, *closed_column, *resolved_column;
    const uint32_t *received; /* as in the table, which owns it */
    uint32_t *first_end;      /* end of the first open interval for the flow: never before received */
    uint32_t *reopened;       /* NULL when nothing was reopened: start of the second interval */
    uint32_t *last_end;       /* NULL when nothing was reopened: end of the second interval */
    uint32_t *closed;         /* the final close as given (may be before received: then LIFE_NEGATIVE) */
    uint32_t *resolved;
    uint64_t *closed_date_only, *resolved_date_only; /* bit per row, NULL = none */
    uint64_t *first_date_only;                       /* of first_end, only for rows that were reopened */
    uint8_t *marks;
    int64_t first_receipt,
        last_event; /* over rows with a receipt: earliest received; latest received, resolved or closed */
    size_t mark_counts[8]; /* by bit number */
    size_t closed_dated, closed_undated, reopened_rows;
    uint32_t *unreceived; /* private: `received` when the table has none */
};

/* The roles that make a life, those the exports have. */
#define LIFECYCLE_ROLES                                                                                      \
    ((role_set)1 << ROLE_RECEIVED | (role_set)1 << ROLE_CLOSED | (role_set)1 << ROLE_RESOLVED |              \
     (role_set)1 << ROLE_FIRST_CLOSED | (role_set)1 << ROLE_REOPENED)

/* The table must outlive it. `jobs` threads, 0 = all processors. */
struct lifecycle *lifecycle_new(const struct table *table, unsigned jobs);
void lifecycle_free(struct lifecycle *life);

/* Seconds from `from` to `to` of a row; whole days × 86,400 when either is date-only; *negative set when to <
 * from (then the value is not to be used). False when either is missing. */
bool lifecycle_span(uint32_t from, bool from_date_only, uint32_t to, bool to_date_only, int64_t *seconds);

#endif
