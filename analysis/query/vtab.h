/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_VTAB_H
#define REDRESS_QUERY_VTAB_H

/* A view as a read-only virtual table of SQLite. rowid is the row number + 1. Comparisons of single columns
 * with constants are taken over by filter.h, and rows are delivered grouped or sorted by coded columns by a
 * counting sort when SQLite asks for it. What is taken over gives exactly what SQLite would give. */

#include "analysis/query/view.h"

#include <sqlite3.h>

/* The rows first … last − 1, may be changed between two runs of a statement. */
struct vtab_span {
    size_t first, last;
};

/* Makes `name` a table of the connection: no CREATE is needed, `select … from name` works. With a span, only
 * those rows are there (rowids stay) and a hidden column VTAB_ROW, whatever the names in the view, holds the
 * rowid. View and span outlive the connection. Returns SQLite's result code. */
#define VTAB_ROW "redress row"
int vtab_declare(sqlite3 *db, const char *name, struct view *view, const struct vtab_span *span);

/* `matches`: one row for each category (of any axis) that a complaint matched, from the several-valued
 * columns of the table: complaint (rowid in complaints), axis, category. */
int vtab_declare_matches(sqlite3 *db, const char *name, const struct view *view);

/* The columns of `complaints` as for CREATE TABLE, each followed by a comma; returns how many. */
size_t vtab_columns(const struct view *view, struct buf *sql);

#endif
