/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_TERMS_ROWS_H
#define REDRESS_SIGNAL_TERMS_ROWS_H

/* The terms (terms.h) of rows of a table: what one pile of complaints says more often than another. Of large
 * piles an even sample is read, always the same: every row at the same distance, from the first on. */

#include "analysis/intake/table.h"
#include "analysis/signal/terms.h"

enum { TERMS_NEITHER = 2 };

struct terms_request {
    const struct table *table;
    const struct column *texts[2]; /* subject, text; NULL = none. A document is both together */
    const uint8_t *piles;          /* of each row: 0, 1 or TERMS_NEITHER */
    size_t most_documents;         /* read of each pile; 0 = 5,000 */
    struct terms_options options;
};

struct row_term {
    struct term term;
    size_t example; /* the first row read of pile 0 that holds it; SIZE_MAX when it lies across both texts */
};

struct terms_found {
    struct row_term *items; /* by z, largest first */
    size_t count;
    size_t documents[2], read[2]; /* with a text; and those of them that were read */
};

/* Owned by the arena. Terms that are themselves personal data are left out. */
struct terms_found terms_of_rows(const struct terms_request *request, struct arena *arena);

/* The words around a term in a row's text, about so many bytes, personal data masked, "…" where it is cut.
 * Empty when the text lacks it. */
struct str terms_example(const struct terms_request *request, const struct row_term *found, size_t bytes,
                         struct arena *arena);

#endif
