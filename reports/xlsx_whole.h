/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_XLSX_WHOLE_H
#define REDRESS_REPORTS_XLSX_WHOLE_H

/* libxlsxwriter puts the parts of a workbook into temporary files first and does not look whether they could
 * be written: without room in $TMPDIR it packs parts that are cut off and says that all is well. So a
 * finished workbook is read once more. */

#include "analysis/base/err.h"

/* Every part in XML of the workbook at `path` can be read to its end. ERR_IO otherwise; `name` is for
 * messages. */
bool xlsx_whole(const char *path, const char *name, struct err *err);

#endif
