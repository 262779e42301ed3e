/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPOSE_RULES_H
#define REDRESS_REPORTS_COMPOSE_RULES_H

/* The answers of the workbench for rules as tables. Everything belongs to the arena. */

#include "analysis/query/coverage.h"
#include "analysis/query/rules_diff.h"
#include "analysis/query/score.h"
#include "analysis/rules/examples.h"
#include "reports/answer_tables.h"

/* summary; rules, months, dead, limits; patterns only for programs. */
struct answer_tables compose_coverage(const struct dataset *dataset, const struct coverage *coverage,
                                      struct arena *arena, enum lang lang);

/* What `rules test` found: examples always, the score only with labels (NULL without). */
struct test_result {
    const struct rulebook *book;
    const struct example_failure *failures;
    size_t failure_count, example_count;
    const struct dataset *dataset;
    const struct score *score;
    bool masked;
};
/* summary; failures, categories, confusions, samples, unknown_labels; matrix and labels only for programs. */
struct answer_tables compose_test(const struct test_result *result, struct arena *arena, enum lang lang);

/* summary; moves, samples. */
struct answer_tables compose_rules_diff(const struct dataset *dataset, const struct rules_diff *diff,
                                        bool masked, struct arena *arena, enum lang lang);

/* summary; other, new: words with counts, an example and a line for a rulebook. `most` of each. */
struct answer_tables compose_suggest(const struct dataset *dataset, size_t most, struct arena *arena,
                                     enum lang lang);

/* What the customer wrote in a row; else the first text that patterns are looked for in, but no name of a
 * person. Valid until `read` is used again. */
struct str rules_text(const struct dataset *dataset, size_t row, struct classify_row *read);

#endif
