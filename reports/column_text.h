/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COLUMN_TEXT_H
#define REDRESS_REPORTS_COLUMN_TEXT_H

/* What the columns of a table say in documents. */

#include "reports/model.h"

/* The heading names the unit of durations, unless the name already does: "Median (days)". */
struct str column_heading(struct arena *arena, enum lang lang, const struct report_column *column);
/* Some figure has another unit than the column: then each says its own ("3.2 days"). */
bool column_mixed(const struct report_table *table, size_t column);

/* Does the column say beside each figure how many cases it rests on? Not where the table has a column for
 * that. */
bool column_says_cases(const struct report_table *table, size_t column);

#endif
