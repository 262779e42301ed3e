/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_WRITERS_H
#define REDRESS_REPORTS_WRITERS_H

/* Every writer, one line each: declared here, defined in out_<format>.c, listed in writers.c. */

#include "analysis/base/work.h"
#include "reports/writer.h"

extern const struct writer writer_xlsx; /* report.xlsx */
extern const struct writer writer_pdf;  /* report.pdf */
extern const struct writer writer_html; /* report.html */
extern const struct writer writer_json; /* report.json */
extern const struct writer writer_csv;  /* data/<table>.csv */
extern const struct writer writer_text; /* summary.txt */
extern const struct writer writer_mail; /* report.eml */
extern const struct writer writer_png;  /* charts/<chart>.png */
extern const struct writer writer_svg;  /* charts/<chart>.svg */

/* Which of them write a pack, in which order. */
struct writers_choice {
    const struct writer *const *list;
    size_t count;
    unsigned jobs;                   /* documents written at the same time, 0 = one for each processor */
    const struct progress *progress; /* NULL = none is shown */
};

/* Writes the documents; where several fail, the first of the list is told. */
bool writers_write(const struct writers_choice *choice, const struct report *report, struct pack *pack,
                   struct err *err);

#endif
