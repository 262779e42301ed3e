/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_PART_H
#define REDRESS_INTAKE_PART_H

/* Reading in parts. Every file is cut on the fixed grid of the plan whatever the number of threads; a part
 * holds the rows whose record starts in its piece of the grid, as columns of its own. Where the first of them
 * starts depends on everything before it, so a part may be read from a guess: it is right exactly when the
 * part before it ended there (load.c checks and reads again where it is not). */

#include "analysis/intake/csv.h"
#include "analysis/intake/nearby.h"
#include "analysis/intake/plan.h"

/* Values of one column: uint32_t seconds (TIME) or raw codes of the worker (DIMENSION), int8_t (FLAG),
 * int64_t (NUMBER), uint64_t packed (TEXT). */
struct part_column {
    union {
        void *values;
        uint32_t *codes;
        int8_t *flags;
        int64_t *numbers;
        uint64_t *texts;
    };
    uint64_t *date_only; /* TIME: a bit a row */
};

struct part_trouble {
    enum trouble kind;
    uint32_t field; /* from 1, 0 = the whole row */
    size_t at;      /* offset in the text of the file */
    struct str text;
};

struct part {
    const struct plan *plan;
    const struct plan_file *file;
    size_t limit;      /* rows that start before this offset of the text */
    size_t start, end; /* where reading began, and where the next part begins */
    unsigned worker;   /* whose raw codes these are */
    size_t rows, capacity;
    struct part_column *columns;
    uint64_t *ids;           /* hash of (system, id), 0 = never the same case as another row */
    uint64_t *record_starts; /* with plan->records: offset in the space of sources, and size */
    uint32_t *record_sizes;
    uint64_t read, refused, blank_lines, short_rows, counts[TROUBLE_COUNT];
    uint64_t heading_rows, sum_rows; /* left out in between, not counted as read */
    bool cut_refused;                /* and it was refused, in a quoted field */
    bool cut_off;                    /* ends the text with a short row without a line end */
    struct habit_tally *tallies;     /* by plan_feed.tally */
    struct part_trouble *troubles;
    size_t trouble_count, trouble_capacity;
    uint32_t newest; /* latest time received, 0 = none */
    bool utf8;       /* its bytes are valid UTF-8 */
};

/* What a worker thread keeps from part to part. */
struct part_worker {
    unsigned number;
    struct csv_reader *reader;
    struct nearby *dicts; /* [profile][column] */
};

void part_worker_init(struct part_worker *worker, const struct plan *plan, unsigned number);
void part_worker_free(struct part_worker *worker, const struct plan *plan);

/* Where the first record of the part from `from` to `limit` probably starts; `limit` when none seems to. */
size_t part_guess(struct str text, char delimiter, size_t from, size_t limit);
/* Fills the part from `start` on; what it held before is forgotten. */
void part_read(struct part *part, struct part_worker *worker, size_t start);
void part_free(struct part *part);
/* Gives back one column. */
void part_drop_column(struct part *part, size_t column);

#endif
