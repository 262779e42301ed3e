/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_UNITS_BOOK_H
#define REDRESS_INTAKE_UNITS_BOOK_H

/* What a file of units says, for units.c, which reads it, and units_apply.c. Private to this folder. */

#include "analysis/intake/units.h"

enum { UNITS_DEEPEST = 16 /* units above each other */ };
#define UNITS_NO_FACT UINT32_MAX

/* One thing said of a word for the days from `from` to `to` (both in). */
struct unit_fact {
    uint32_t value; /* code of a word, or of a region */
    uint32_t next;  /* further one of the same kind about the same word, or UNITS_NO_FACT */
    int64_t from, to;
    size_t line; /* in the file, for messages */
};

enum unit_kind { UNIT_MEANS, UNIT_PARENT, UNIT_REGION, UNIT_KINDS };

struct units {
    struct dict *words; /* names and aliases */
    struct dict *regions;
    struct unit_fact *facts;
    size_t fact_count, fact_capacity;
    uint32_t *first[UNIT_KINDS]; /* by word: its first fact of each kind */
    size_t capacity[UNIT_KINDS];
    bool have[UNIT_KINDS];
};

/* The fact about `word` on that day, NULL when nothing is said. */
const struct unit_fact *units_fact(const struct units *units, enum unit_kind kind, uint32_t word,
                                   int64_t day);

#endif
