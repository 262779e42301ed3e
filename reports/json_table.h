/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_JSON_TABLE_H
#define REDRESS_REPORTS_JSON_TABLE_H

/* Rows of tables as JSON objects, the same in report.json and in the answers of commands. */

#include "reports/json.h"
#include "reports/model.h"

/* One object on one line: a member a column by its key, KEY_low, KEY_high and KEY_n behind it where it has an
 * interval. */
void json_table_row(struct json *json, const struct report_table *table, size_t row);

#endif
