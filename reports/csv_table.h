/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CSV_TABLE_H
#define REDRESS_REPORTS_CSV_TABLE_H

/* A table as CSV: stable keys as the heading; a column with an interval is followed by KEY_low, KEY_high and
 * KEY_n. Figures are not rounded; an empty cell is "not available". No byte order mark. */

#include "reports/model.h"

void csv_table(const struct report_table *table, struct buf *out);

#endif
