/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_READS_H
#define REDRESS_QUERY_READS_H

/* What a condition or a statement of SQL reads, found out before any row is loaded: it is prepared over a
 * table that has the columns to be and no rows, and SQLite's authorizer names every column. So only those
 * columns are materialised, and a mistake costs no time. */

#include "analysis/intake/intake.h"
#include "analysis/query/connection.h"

enum sql_form { SQL_CONDITION, SQL_STATEMENT };

/* Starts as {0} and gathers over several calls (--where, scope …). Arrays belong to the arena of the calls.
 */
struct sql_reads {
    role_set roles;      /* named, under computed columns, and those the measures look at */
    struct str *headers; /* the export's other columns, for struct intake_need */
    size_t header_count;
    struct str *derived; /* of the names given as derived */
    size_t derived_count;
    bool all_headers; /* a measure names columns in its arguments: any could be meant */
    bool clocks;      /* a measure that looks at deadlines, or at a stage that may be a clock */
    bool lifecycle;   /* resolution_days, age_days or a measure */
    bool matches;     /* the table matches: every several-valued column */
};

/* ERR_USAGE says what is wrong with the SQL, and where; `origin` is where the user wrote it (NULL: not said).
 */
bool reads_find(struct str sql, enum sql_form form, const struct view_names *known, const char *origin,
                struct arena *arena, struct sql_reads *reads, struct err *err);

/* The roles and other columns of opened exports. The caller adds what the rules and derivers are going to. */
void reads_known(const struct intake *intake, struct arena *arena, struct view_names *known);

#endif
