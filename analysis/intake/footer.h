/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_FOOTER_H
#define REDRESS_INTAKE_FOOTER_H

/* Sums below the last row of an export: up to three records at its end whose first value is a word such as
 * Total or 合计, that have no date of receipt and leave most fields empty. They are no complaints. */

#include "analysis/intake/layout.h"

struct footer {
    size_t start; /* offset where the footer begins; the size of the text when there is none */
    size_t rows;
};

struct footer footer_find(struct str text, const struct layout *layout);

#endif
