/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPOSE_SQL_H
#define REDRESS_REPORTS_COMPOSE_SQL_H

/* The rows of a SQL statement as one table. Columns have the names that SQLite gives them, a second one of
 * the same name " (2)" behind it; a column of numbers alone stands to the right. */

#include "analysis/query/sql.h"
#include "reports/model.h"

enum { SQL_VALUES_MOST = 4000000 };

/* `plain`: numbers as short texts for people (no separators: a number may be a year), else as figures. Whole
 * numbers beyond 2^53 are texts always. ERR_USAGE for more than SQL_VALUES_MOST values. */
bool compose_sql(const struct sql_query *query, bool plain, struct arena *arena, struct report_table *table,
                 struct err *err);

#endif
