/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_FUNCTIONS_H
#define REDRESS_QUERY_FUNCTIONS_H

/* The native measures as aggregate functions of SQL: `p50_days(rowid)`, `p50_days(rowid, 'forwarding')`. One
 * adapter over the families of measure.h: each group of SQLite is one group of a family, in one period, the P
 * of the view; so the figures are those of `redress query`. A figure that is not available is NULL.
 *
 *   share(rowid)                        of all complaints of the view received in P, whatever the statement's
 *                                       own `where` leaves out
 *   rate(rowid, 'customers')            over the exposure of the whole
 *   rate(rowid, 'customers', 'unit')    over that of the group's unit; several columns are joined by +. All
 *                                       complaints of the group have the same values in them, or it fails
 *   supplied(rowid, 'service_level')    likewise of the whole, or with 'unit' of the unit */

#include "analysis/query/view.h"

#include <sqlite3.h>

/* Adds the functions to a connection. Without a period in the view's options they are known, but fail when
 * run. Returns SQLite's result code. */
int functions_declare(sqlite3 *db, const struct view *view);

/* Is this the name of such a function? And which roles it looks at. */
bool functions_is_measure(struct str name);
role_set functions_roles(struct str name);
/* Do its arguments name columns? */
bool functions_names_columns(struct str name);
/* Does it look at what policies fill in, or take the name of a stage that may be a policy's clock? */
bool functions_asks_clocks(struct str name);
/* The measures nearest to a mistyped name, ", "-separated. */
void functions_nearest(struct str name, struct buf *out);

#endif
