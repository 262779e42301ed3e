/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_SAVE_H
#define REDRESS_QUERY_SAVE_H

/* `redress sql --save`: the complaints as a plain SQLite database for other tools. */

#include "analysis/query/connection.h"

/* Writes the tables `complaints` (all columns of the view behind its rowid, which is called complaint, or
 * "complaint (rowid)" when an export has such a column) and `matches` into a file that only its owner can
 * read: beside `path` first, synced, then renamed over it. ERR_IO when that fails. `limits`: only the flag is
 * looked at. */
bool save_database(const struct view_options *options, const struct sql_limits *limits, const char *path,
                   struct err *err);

#endif
