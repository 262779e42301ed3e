/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_TEXT_TABLE_H
#define REDRESS_REPORTS_TEXT_TABLE_H

/* A table as lines of aligned columns for a terminal; Chinese characters take two places. */

#include "reports/model.h"

void text_table(const struct report_table *table, enum lang lang, struct buf *out);
/* The same with labels of any width. */
void text_table_uncut(const struct report_table *table, enum lang lang, struct buf *out);
/* What a cell says to people; "—" for a figure that is not available, empty for an empty cell. */
struct str text_cell(struct arena *arena, enum lang lang, const struct cell *cell);

#endif
