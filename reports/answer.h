/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_ANSWER_H
#define REDRESS_REPORTS_ANSWER_H

/* One table for standard output or a file: the answer to a query or to SQL. */

#include "analysis/base/err.h"
#include "reports/model.h"

struct answer_given {
    const struct report_table *table;
    const char *schema; /* "redress.query/1" */
    enum lang lang;
    int64_t as_of; /* civil seconds: the date inside of a workbook */
};

struct answer_format {
    const char *name; /* as in --format */
    bool bom;         /* files of it carry a byte order mark */
    bool for_people;  /* names instead of ids */
    bool binary;      /* not for a terminal */
    bool (*write)(const struct answer_given *answer, struct buf *out, struct err *err);
};

/* For NULL by the ending of the file written to, "answer.csv", else "table"; ERR_USAGE for unknown names. */
const struct answer_format *answer_format_find(const char *name, const char *output, struct err *err);

/* A workbook of one sheet (answer_xlsx.c). */
bool answer_xlsx(const struct answer_given *answer, struct buf *out, struct err *err);

#endif
