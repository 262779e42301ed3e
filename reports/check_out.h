/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CHECK_OUT_H
#define REDRESS_REPORTS_CHECK_OUT_H

/* How exports were understood: for people, as JSON (schema redress.check/1), and the refused rows as CSV. */

#include "analysis/query/dataset.h"

void check_text(const struct dataset *dataset, enum lang lang, struct buf *out);
void check_json(const struct dataset *dataset, struct buf *out);
/* file, line, column, reason, text — verbatim: personal data are in it. */
void check_refused(const struct dataset *dataset, struct buf *out);
/* Stable name of a trouble: "record", "nul", "long", "date" … */
const char *trouble_name(enum trouble trouble);

#endif
