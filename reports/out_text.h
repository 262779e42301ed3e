/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_TEXT_H
#define REDRESS_REPORTS_OUT_TEXT_H

#include "reports/model.h"

/* The report for a terminal or the body of a plain mail: what came in, what is
 * overdue or about to be, what is hot, what changed, in at most 80 columns and 25 lines. */
enum { TEXT_COLUMNS = 80, TEXT_LINES = 25 };
void report_text(const struct report *report, struct buf *out);

#endif
