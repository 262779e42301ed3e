/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_CONNECTION_H
#define REDRESS_QUERY_CONNECTION_H

/* A connection to SQLite on which strangers' SQL may run: in memory, without files, extensions, pragmas or
 * writing (authorizer: SELECT on the tables of redress and the functions of a list, whose results depend on
 * their arguments alone), double quotes name columns only, with a time limit and a flag that stops it. 'now'
 * is the report's own, never the clock's. */

#include "analysis/query/vtab.h"

struct sql_limits {
    double seconds;                           /* wall time from the call on; 0 = no limit */
    const volatile sig_atomic_t *interrupted; /* set to anything but 0 to stop; may be NULL */
};

/* Told of every column and function that a statement reads while it is prepared; both may be NULL. */
struct connection_listener {
    void (*column)(void *context, struct str table, struct str column); /* column "" = only the rows */
    void (*function)(void *context, struct str name);
    void *context;
};

struct connection;

struct connection_options {
    struct view *view; /* shown as `complaints` and `matches` */
    struct sql_limits limits;
    struct connection_listener listener;
    bool measures;                /* with the functions of functions.h */
    const struct vtab_span *span; /* also shows the rows of the span, as SELECTION_TABLE; may be NULL */
};
#define SELECTION_TABLE "selection of complaints"

/* What the options point to outlives the connection. The time limit begins. */
bool connection_open(const struct connection_options *options, struct connection **connection,
                     struct err *err);
void connection_close(struct connection *connection);
sqlite3 *connection_db(struct connection *connection);

/* SQL around what the user wrote: places in errors are those in `user`. */
struct connection_text {
    const char *before;
    struct str user;
    const char *after;
    const char *what;   /* "condition", "statement": for messages */
    const char *origin; /* where the user wrote it, "--where"; NULL = not said */
};

/* The forms in which a condition is prepared over SELECTION_TABLE, in this order: a first one that lets
 * nothing but a whole expression pass, and the one to run. A statement has one form. They return how many. */
size_t connection_condition(struct str condition, const char *origin, struct connection_text forms[2]);
size_t connection_statement(struct str statement, const char *origin, struct connection_text forms[1]);

/* Prepares the whole of before + user + after as one statement. ERR_USAGE says what is wrong and where. */
bool connection_prepare(struct connection *connection, const struct connection_text *text,
                        sqlite3_stmt **statement, struct err *err);
/* Fills `err` from the last failure of the connection, met while a statement ran. */
bool connection_fail(struct connection *connection, const struct connection_text *text, struct err *err);
/* To be asked after a statement has run to its end: false when it needed a 'now' that nobody has given. */
bool connection_knew_now(struct connection *connection, const struct connection_text *text, struct err *err);

#endif
