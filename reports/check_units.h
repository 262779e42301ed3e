/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CHECK_UNITS_H
#define REDRESS_REPORTS_CHECK_UNITS_H

/* Units in the exports that the file of units does not know. Part of redress check. */

#include "analysis/query/dataset.h"
#include "reports/json.h"

uint64_t check_units_rows(const struct dataset *dataset);
/* A line for each of the most frequent ones. */
void check_units_text(const struct dataset *dataset, enum lang lang, struct buf *out);
/* The key "unknown_units", when there is a file of units. */
void check_units_json(const struct dataset *dataset, struct json *json);

#endif
