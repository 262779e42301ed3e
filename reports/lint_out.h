/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_LINT_OUT_H
#define REDRESS_REPORTS_LINT_OUT_H

/* What `rules lint` says of rulebooks: lines of FILE:LINE:COL for people, and JSON (redress.rules-lint/1). */

#include "analysis/base/lang.h"
#include "analysis/rules/lint.h"

struct linted {
    const char *name; /* as it was asked for */
    struct lint lint;
};

void lint_text(const struct linted *books, size_t count, enum lang lang, struct buf *out);
void lint_json(const struct linted *books, size_t count, enum lang lang, struct buf *out);

#endif
