/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPOSE_RULES_H
#define REDRESS_REPORTS_COMPOSE_RULES_H

/* The answers of the workbench for rules as tables. Everything belongs to the arena. */

#include "analysis/query/coverage.h"
#include "reports/answer_tables.h"

/* summary; rules, months, dead, limits; patterns only for programs. */
struct answer_tables compose_coverage(const struct dataset *dataset, const struct coverage *coverage,
                                      struct arena *arena, enum lang lang);

#endif
