/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_JSON_H
#define REDRESS_REPORTS_OUT_JSON_H

#include "reports/model.h"

/* The report as JSON text (schema redress.report/1), for files and for standard output. */
void report_json(const struct report *report, struct buf *out);

#endif
