/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_TEXT_H
#define REDRESS_REPORTS_OUT_TEXT_H

#include "reports/model.h"

/* The report for a terminal or the body of a plain mail: at most 80 columns and 40 lines. */
enum { TEXT_COLUMNS = 80, TEXT_LINES = 40 };
void report_text(const struct report *report, struct buf *out);

#endif
