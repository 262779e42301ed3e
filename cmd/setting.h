/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_CMD_SETTING_H
#define REDRESS_CMD_SETTING_H

/* What values of options mean. Each is read where it is needed; values of a project file are read once more
 * where they stand, so that a mistake in them is told with its line. */

#include "analysis/base/err.h"

/* Each takes NULL for "not said". */
bool setting_jobs(const char *text, unsigned *jobs, struct err *err);
bool setting_share(const char *text, double *share, struct err *err);
bool setting_seconds(const char *text, double *seconds, struct err *err);
/* Rows of --detail: 0 where it was not said, 5,000 where it stands alone. */
bool setting_detail(const char *text, size_t *rows, struct err *err);
/* 0 = Monday. */
bool setting_week_start(const char *text, int *day, struct err *err);

/* The value is one that the option of that name can have, as far as it can be told without the exports:
 * ERR_USAGE. Options without a rule pass. */
bool setting_check(const char *option, const char *value, struct err *err);

#endif
