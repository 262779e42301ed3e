/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_SQL_H
#define REDRESS_QUERY_SQL_H

/* `redress sql`: one statement that reads, over the tables `complaints` and `matches`, with the measures as
 * aggregate functions (functions.h). The same data and statement give the same rows in the same order. */

#include "analysis/query/connection.h"

enum sql_type { SQL_NULL, SQL_INTEGER, SQL_REAL, SQL_TEXT };

/* Valid until the next row. A BLOB comes as the text of its bytes in hexadecimal. */
struct sql_value {
    enum sql_type type;
    int64_t integer;
    double real; /* may be infinite, never NAN */
    struct str text;
};

/* Who gets the rows: `columns` once, before the first row; both return false, with `err` set, to stop. */
struct sql_sink {
    bool (*columns)(void *context, const struct str *names, size_t count, struct err *err);
    bool (*row)(void *context, const struct sql_value *values, size_t count, struct err *err);
    void *context;
};

struct sql_query {
    struct view_options view;
    struct str statement;
    const char *origin; /* where it was written, for messages; NULL = not said */
    struct sql_limits limits;
};

bool sql_run(const struct sql_query *query, const struct sql_sink *sink, struct err *err);

#endif
