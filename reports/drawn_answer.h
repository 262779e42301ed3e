/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_DRAWN_ANSWER_H
#define REDRESS_REPORTS_DRAWN_ANSWER_H

/* The answer to a query as a chart. Each kind draws one measure over the names it has room for: a trend over
 * periods, a heat map over two columns, the others over one. */

#include "reports/compose.h"

/* Fills in what a question leaves open with what suits the kind. ERR_USAGE for what the kind cannot draw. */
bool drawn_question(enum chart_kind kind, struct query_question *question, struct arena *arena,
                    struct err *err);
/* Asks, and makes the chart of the answer. */
bool drawn_answer(const struct dataset *dataset, const struct query_question *question, enum chart_kind kind,
                  struct arena *arena, struct chart *chart, struct err *err);

#endif
