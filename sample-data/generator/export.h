/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exports: rows of a month as CSV, with the rows that are broken on purpose. */
#ifndef GENERATOR_EXPORT_H
#define GENERATOR_EXPORT_H

#include "month.h"
#include "row.h"

/* What was written, for TRUTH.md. */
struct tally {
    int64_t rows, refused, merged, blank_lines, files;
    int64_t quirk[QUIRK_COUNT];
    int64_t carried; /* rows that repeat a case of an earlier export */
    int64_t no_clock_received, no_clock_closed, reopened, late, out_of_scope, aliases, again_open;
    int64_t newline, quote, comma, wide;
};

/* Adds the header line. */
void export_header(struct text *out, const struct plan *plan, const char *line_end);

/* Adds the rows of the export of `month`: what was received in it, and the cases
 * among all earlier ones that were open in it. */
void export_month(struct text *out, struct cases *cases, size_t first, const struct plan *plan, int month,
                  const char *line_end, struct tally *tally);

/* Adds the complaints from `first` on in their final state, one row each. */
void export_stream(struct text *out, struct cases *cases, size_t first, const struct plan *plan,
                   struct tally *tally);

#endif
