/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_DRAW_H
#define REDRESS_CMD_DRAW_H

/* Charts of the moment into a file: of `chart`, and of `query --chart`. */

#include "cmd/run.h"
#include "reports/drawn_answer.h"
#include "reports/plot.h"

/* Before long work: the kind of that name, and whether -o names a picture. */
bool draw_check(const struct settings *settings, const char *kind, const struct plot **plot, struct err *err);
/* The answer to a question as a chart into the file of -o. */
bool draw_answer(const struct context *context, const struct plot *plot, struct query_question *question,
                 struct dataset *dataset, struct err *err);
bool draw_chart(const struct context *context, const struct dataset *dataset, const struct chart *chart,
                enum lang lang, struct err *err);

#endif
