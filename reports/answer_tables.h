/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_ANSWER_TABLES_H
#define REDRESS_REPORTS_ANSWER_TABLES_H

/* An answer that needs more than one table: some facts, and tables with titles. As text all of them below
 * each other, as JSON one object {schema, summary{}, tables{}}, as CSV one table. */

#include "analysis/base/err.h"
#include "reports/model.h"

struct answer_tables {
    const char *schema;
    struct report_table facts; /* one row: a value a column; text writes a line for each */
    const struct report_table *tables;
    size_t table_count;
    size_t shown; /* so many tables are also for people, the others only for programs */
};

enum answer_form { ANSWER_AS_TEXT, ANSWER_AS_CSV, ANSWER_AS_JSON };
/* --format: table (default), csv, json. */
bool answer_form_find(const char *name, enum answer_form *form, struct err *err);

/* `table` is the key of the one that CSV writes, NULL for the first; ERR_USAGE when there is none of that
 * name. */
bool answer_write(const struct answer_tables *answer, enum answer_form form, const char *table,
                  enum lang lang, struct buf *out, struct err *err);

#endif
