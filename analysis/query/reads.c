/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/reads.h"

#include "analysis/intake/plan.h"
#include "analysis/query/functions.h"

#include <string.h>

struct finding {
    const struct view *view;
    const struct view_names *known;
    struct arena *arena;
    struct sql_reads *reads;
};

static void add_name(struct arena *arena, struct str **names, size_t *count, struct str name) {
    for (size_t i = 0; i < *count; i++)
        if (str_equal((*names)[i], name))
            return;
    struct str *longer = arena_array(arena, *count + 1, sizeof *longer);
    if (*count)
        memcpy(longer, *names, *count * sizeof *longer);
    longer[(*count)++] = str_copy(arena, name);
    *names = longer;
}

static void note_column(void *context, struct str table, struct str name) {
    struct finding *finding = context;
    struct sql_reads *reads = finding->reads;
    reads->matches |= str_equal_ascii_nocase(table, STR("matches"));
    const struct view_column *column = view_column(finding->view, name);
    if (!column || str_starts(table, STR("json_")) || str_equal_ascii_nocase(table, STR("matches")))
        return;
    reads->roles |= view_rests_on(column);
    reads->lifecycle |= column->kind >= VIEW_RESOLUTION;
    if (column->origin == VIEW_ROLE)
        reads->roles |= role_bit(column->role);
    else if (column->origin == VIEW_OTHER)
        add_name(finding->arena, &reads->headers, &reads->header_count,
                 finding->known->headers[column->index]);
    else if (column->origin == VIEW_DERIVED)
        add_name(finding->arena, &reads->derived, &reads->derived_count,
                 finding->known->derived[column->index]);
}

static void note_function(void *context, struct str name) {
    struct sql_reads *reads = ((struct finding *)context)->reads;
    if (!functions_is_measure(name))
        return;
    reads->roles |= functions_roles(name);
    reads->all_headers |= functions_names_columns(name);
    reads->roles |= functions_names_columns(name) ? ROLE_ALL : 0;
    reads->clocks |= functions_asks_clocks(name);
    reads->lifecycle = true;
}

static bool prepare_all(struct connection *connection, const struct connection_text *texts, size_t count,
                        struct err *err) {
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *statement;
        if (!connection_prepare(connection, &texts[i], &statement, err))
            return false;
        sqlite3_finalize(statement);
    }
    return true;
}

bool reads_find(struct str sql, enum sql_form form, const struct view_names *known, const char *origin,
                struct arena *arena, struct sql_reads *reads, struct err *err) {
    struct view *view = view_of_names(known);
    struct finding finding = {view, known, arena, reads};
    struct vtab_span nothing = {0, 0};
    struct connection_options options = {.view = view,
                                         .listener = {note_column, note_function, &finding},
                                         .measures = form == SQL_STATEMENT,
                                         .span = form == SQL_CONDITION ? &nothing : NULL};
    struct connection_text texts[2];
    size_t count = form == SQL_CONDITION ? connection_condition(sql, origin, texts)
                                         : connection_statement(sql, origin, texts);
    struct connection *connection;
    bool ok = connection_open(&options, &connection, err);
    if (ok)
        ok = (form == SQL_CONDITION && !str_trim(sql).size) || prepare_all(connection, texts, count, err);
    connection_close(connection);
    view_free(view);
    return ok;
}

static bool is_known(const struct str *names, size_t count, struct str name) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_ascii_nocase(names[i], name))
            return true;
    return false;
}

void reads_known(const struct intake *intake, struct arena *arena, struct view_names *known) {
    size_t files, most = 0;
    const struct file_report *reports = intake_files(intake, &files);
    for (size_t i = 0; i < files; i++)
        most += reports[i].column_count;
    struct str *headers = arena_array(arena, most + 1, sizeof *headers);
    *known = (struct view_names){.roles = intake_roles(intake), .headers = headers};
    known->aliases = alias_list(intake, arena, &known->alias_count);
    for (size_t i = 0; i < files; i++) {
        if (reports[i].skipped)
            continue;
        if (!str_equal(reports[i].profile, reports[0].profile))
            known->roles |= role_bit(ROLE_SYSTEM); /* rows of several systems are told apart */
        for (size_t c = 0; c < reports[i].column_count; c++) {
            const struct file_column *column = &reports[i].columns[c];
            struct str name = plan_export_name(column->header, arena);
            if (column->role == ROLE_NONE && !is_known(headers, known->header_count, name))
                headers[known->header_count++] = name;
        }
    }
}
