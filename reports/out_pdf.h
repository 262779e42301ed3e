/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_PDF_H
#define REDRESS_REPORTS_OUT_PDF_H

/* The parts of report.pdf, each in its file. */

#include "reports/pdf_page.h"

/* Title, the three sentences, a tile for each headline figure, the contents with so many entries. */
void pdf_cover(struct pdf *pdf, size_t contents);
/* A table with its title, over as many pages as it needs, its heading on each. At most 400 rows, of single
 * complaints 40; a line below names the file that holds the rest. */
void pdf_table(struct pdf *pdf, const struct report_table *table);

#endif
