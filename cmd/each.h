/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_EACH_H
#define REDRESS_CMD_EACH_H

/* --each: beside the report on all, the same documents for each value of a column, in folders of the pack
 * (units/NAME) with units.csv as their list. They appear with the pack or not at all. */

#include "analysis/query/dataset.h"
#include "cmd/publish.h"

/* Does nothing without --each. ERR_USAGE for a column that is no dimension of the exports. */
bool each_write(struct context *context, const struct publish_options *options, const struct dataset *dataset,
                struct pack *pack, struct err *err);

#endif
