/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_SAMPLE_H
#define REDRESS_INTAKE_SAMPLE_H

/* Rows taken from all over the exports that share a header, and what the cells of each column look like:
 * enough to say what a column is without reading everything. The same rows whatever the order of files. */

#include "analysis/intake/lexicon.h"

struct sample_source {
    struct str text; /* the whole export */
    char delimiter;
    size_t data_start;
    bool checked; /* known to be valid UTF-8; else pieces that are not are left out */
};

/* Cells are trimmed slices of the texts, without quotes; the empty one where the row is short. */
struct sample {
    size_t rows, columns;
    const struct str *cells; /* [row * columns + column] */
    const uint32_t *sources; /* by row: from which one it is */
};

void sample_take(const struct sample_source *sources, size_t count, size_t columns, struct arena *arena,
                 struct sample *sample);

enum { TRAIT_VALUES = 40 }; /* different values counted one by one */

struct trait_value {
    struct str text;
    size_t rows;
};

/* What one column holds. Shares are of the filled cells. */
struct traits {
    size_t filled, distinct;       /* rows; different values */
    double unique;                 /* different values in one export, as a share of its cells */
    double times, numbers, yes_no; /* share that can be read so */
    double codes;                  /* one word with a digit in it */
    double prose;                  /* words in a row, or Chinese */
    double size;                   /* bytes of a cell on average */
    bool month_first, day_first;   /* 02/03/2026 is a day in February, or in March: some cells say */
    bool ambiguous;                /* day and month could be exchanged in every cell */
    const uint32_t *serials;       /* the same for a column of nothing but days of a spreadsheet of 2000 to
                                      2049: it may as well hold postcodes, and has no times */
    const uint32_t *seconds;       /* by row when times ≥ TRAIT_TIMES, TIME_NONE missing; else NULL */
    struct trait_value *values;    /* in order of appearance, when there are at most TRAIT_VALUES */
    size_t value_count;
};

/* A column is one of times when that share of its cells can be read as dates. */
#define TRAIT_TIMES 0.9

/* `traits` has sample->columns elements. */
void sample_traits(const struct sample *sample, const struct lexicon *lexicon, struct arena *arena,
                   struct traits *traits);

static inline struct str sample_cell(const struct sample *sample, size_t row, size_t column) {
    return sample->cells[row * sample->columns + column];
}

#endif
