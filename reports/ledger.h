/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_LEDGER_H
#define REDRESS_REPORTS_LEDGER_H

/* The figures that a pack publishes, each under the name by which a later report can compute it again: kept
 * in the pack as inputs/figures.csv, not rounded, so that what was published and what is true now can be told
 * apart. */

#include "reports/model.h"

#define LEDGER_FILE "inputs/figures.csv"

struct ledger_entry {
    struct str period;  /* "2026-10" */
    struct str by;      /* a column such as "unit"; empty = all complaints */
    struct str value;   /* of that column: a category's id, else as documents show it */
    struct str measure; /* "on_time_rate" */
    double figure;      /* NAN = not available */
};

struct ledger {
    const struct ledger_entry *entries;
    size_t count;
};

/* From the tables `flow` and `trend` (every period) and by_* (the report's period). */
void ledger_of_report(const struct report *report, struct arena *arena, struct ledger *ledger);
void ledger_write(const struct ledger *ledger, struct buf *out);
/* False when it is no ledger. Texts belong to the arena. */
bool ledger_read(struct str csv, struct arena *arena, struct ledger *ledger);

#endif
