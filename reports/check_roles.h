/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CHECK_ROLES_H
#define REDRESS_REPORTS_CHECK_ROLES_H

/* Which column plays which role and why: part of redress check. */

#include "analysis/base/lang.h"
#include "analysis/intake/intake.h"
#include "reports/json.h"

/* What a profile or the user says stands in one line; what was found by header or cells has a line each, with
 * its confidence and what speaks for it. `before`: a file listed before this one (NULL = none); when the same
 * was found for the same columns, only that is said. */
void check_roles_text(const struct file_report *file, const struct file_report *before, enum lang lang,
                      struct buf *out);
/* The keys "roles" (role: header) and "found" (role: how, confidence, evidence) of a file. */
void check_roles_json(const struct file_report *file, struct json *json);

#endif
