/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CLASSIFIED_H
#define REDRESS_REPORTS_CLASSIFIED_H

/* The exports again, as one CSV, with the categories of each complaint behind their own columns. */

#include "analysis/query/dataset.h"

/* Records stand verbatim, so all files must have the same header (ERR_USAGE otherwise, naming two that
 * differ). The dataset was loaded with `records`. */
bool classified_csv(const struct dataset *dataset, enum lang lang, struct buf *out, struct err *err);

#endif
