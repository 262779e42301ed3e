/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_PLAN_H
#define REDRESS_INTAKE_PLAN_H

/* Which columns the table will have and which field of each file feeds which of them. */

#include "analysis/intake/state.h"

#define PART_BYTES ((size_t)4 << 20)

struct plan_column {
    struct str name; /* of the role, or of the export's column */
    enum role role;
    enum column_type type;
};

struct plan_feed {
    uint32_t field, column;
    enum column_type type;
    enum role role;
    struct habit habit;
    uint32_t tally; /* number among the feeds whose cells are counted: TIME and NUMBER */
};

struct plan_file {
    const struct intake_file *file;
    const struct source *source;
    const struct layout *layout;
    unsigned profile;              /* number of its profile among all different ones */
    const struct plan_feed *feeds; /* by field */
    size_t feed_count, tally_count;
    struct str header;    /* its record as it stands, to know it again further down */
    uint64_t system_hash; /* of the profile's name: where rows without a `system` come from */
};

struct plan {
    struct plan_column *columns; /* roles by number, then other columns by file and position */
    size_t column_count;
    size_t by_role[ROLE_COUNT]; /* column of a role, SIZE_MAX when none */
    struct plan_file *files;    /* those not skipped */
    size_t file_count;
    unsigned profile_count;
    size_t part_bytes; /* PART_BYTES, the grid on which files are read in parts; less in tests */
    const struct zone *zone;
    bool records;
    bool wide; /* so many columns that the memory of each counts as soon as it is joined */
};

/* All memory is the arena's. */
void plan_make(const struct intake *intake, const struct intake_need *need, struct arena *arena,
               struct plan *plan);
/* The name under which an export's own column is known: its header, with " (export)" when that is the name of
 * a role or of a column the program derives. */
struct str plan_export_name(struct str header, struct arena *arena);

#endif
