/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_REGEXP_H
#define REDRESS_QUERY_REGEXP_H

/* `text regexp '退款|refund(ed)?'`: the operator REGEXP of SQL, with the regexes of rulebooks and found in
 * the same folded text (rules/pattern.h): no matter of case, width or traditional characters. */

#include <sqlite3.h>

/* Returns SQLite's result code. */
int regexp_declare(sqlite3 *db);

#endif
