/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_FOOTER_H
#define REDRESS_INTAKE_FOOTER_H

/* Sums below the last row of an export: up to three records at its end whose first value is a word such as
 * Total or 合计, that have no date of receipt and leave most fields empty. They are no complaints. */

#include "analysis/intake/csv.h"
#include "analysis/intake/layout.h"

struct footer {
    size_t start; /* offset where the footer begins; the size of the text when there is none */
    size_t rows;
};

/* One such record, wherever it stands. */
bool footer_is_sum(const struct csv_record *record, const struct layout *layout);

struct footer footer_find(struct str text, const struct layout *layout);

#endif
