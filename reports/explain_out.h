/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_EXPLAIN_OUT_H
#define REDRESS_REPORTS_EXPLAIN_OUT_H

/* Why a case got its categories, for people and as JSON (redress.rules-explain/1). */

#include "analysis/base/lang.h"
#include "analysis/rules/explain.h"

struct explained {
    const struct rulebook *book;
    struct str id;            /* of the case; empty for a text */
    const struct str *values; /* by role */
    struct explanation why;
    bool masked;
};

void explain_text(const struct explained *explained, enum lang lang, struct buf *out);
void explain_json(const struct explained *explained, enum lang lang, struct buf *out);

#endif
