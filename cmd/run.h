/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_RUN_H
#define REDRESS_CMD_RUN_H

/* What the commands that read exports do alike: settings into a loaded dataset, notes, output to a file or to
 * standard output. */

#include "analysis/query/dataset.h"
#include "cmd/command.h"
#include "reports/answer.h"
#include "reports/template.h"

#include <sys/types.h>

/* --format of an answer, by default by the ending of -o; ERR_USAGE for a workbook on a terminal. */
const struct answer_format *run_answer_format(const struct context *context, struct err *err);

/* Opens and loads. `need` may be filled in between: it is called after dataset_open when not NULL. */
bool run_dataset(struct context *context, enum period_default period, const struct dataset_need *need,
                 struct dataset **dataset, struct err *err);
/* Only the first phase, for commands that look at the columns before they decide. */
bool run_open(struct context *context, enum period_default period, struct dataset **dataset, struct err *err);
/* Language of labels: --lang, else that of the rules. */
bool run_lang(const struct context *context, const struct dataset *dataset, enum lang *lang, struct err *err);
/* --lang, else `otherwise`. */
bool run_read_lang(const char *text, enum lang otherwise, enum lang *lang, struct err *err);
/* What a report shows: --template, else the shipped one for the kind of period; adds to `need` what it looks
 * at. Between run_open and dataset_load. */
bool run_template(const struct context *context, struct dataset *dataset, struct dataset_need *need,
                  const struct template **template, struct err *err);
/* The place of an axis in the rulebook of the dataset; NULL is the categories. */
bool run_axis(const char *name, const struct dataset *dataset, size_t *axis, struct err *err);
/* Each --policy may name several, joined by commas: all of them, in order. */
const char *const *run_policies(const struct context *context, size_t *count);
/* "24 files: 20,123 rows read = 17,001 used + 3,020 merged + 102 refused" on standard error, unless --quiet.
 */
void run_note_accounting(const struct context *context, const struct dataset *dataset);
/* ERR_USAGE when a file to be written is one of the exports. */
bool run_protect_inputs(const struct context *context, const char *output, struct err *err);
/* To -o FILE whole or not at all, else to standard output. `bom`: files get a byte order mark (CSV) unless
 * --bom no. */
bool run_output(const struct context *context, struct str bytes, bool bom, mode_t mode, struct err *err);

#endif
