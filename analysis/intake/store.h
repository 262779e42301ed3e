/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_STORE_H
#define REDRESS_INTAKE_STORE_H

/* What stands behind a table. Private to this folder. */

#include "analysis/intake/source.h"
#include "analysis/intake/table.h"

struct table_store {
    struct arena *arena;
    struct source_set *sources;
    size_t capacity;         /* of table->columns */
    uint64_t *record_starts; /* by row: offset in the space of sources */
    uint32_t *record_sizes;
    uint32_t *source_files; /* by source: its place in intake_files */
};

/* An empty table over the sources (shared). */
struct table *table_new(struct source_set *sources);
/* A column owned by the table, without values. */
struct column *table_new_column(struct table *table, struct str name, enum role role, enum column_type type);

#endif
