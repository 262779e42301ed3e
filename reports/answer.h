/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_ANSWER_H
#define REDRESS_REPORTS_ANSWER_H

/* One table for standard output or a file: the answer to a query, the tables of a check. */

#include "analysis/base/err.h"
#include "reports/model.h"

struct answer_format {
    const char *name; /* as in --format */
    bool bom;         /* files of it carry a byte order mark */
    bool for_people;  /* names instead of ids */
    void (*write)(const struct report_table *table, const char *schema, enum lang lang, struct buf *out);
};

/* "table" for NULL; ERR_USAGE for unknown names. */
const struct answer_format *answer_format_find(const char *name, struct err *err);

#endif
