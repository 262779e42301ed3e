/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_FOOTER_H
#define REDRESS_INTAKE_FOOTER_H

/* What stands below the last row of an export: up to five records at its end that have no date of receipt and
 * leave most fields empty, and that are sums (their first value is a word such as Total or 合计) or notes on
 * the export ("Total rows: 40", "制表人：…", "End of report"): one filled field, or a label with a colon and
 * its value. They are no complaints. */

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
