/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/sql.h"

#include <string.h>

struct running {
    struct connection *connection;
    const struct connection_text *text;
    const struct sql_sink *sink;
    sqlite3_stmt *statement;
    size_t count;
    struct sql_value *values;
    struct buf *hex; /* by column */
};

static bool give_columns(const struct running *run, struct err *err) {
    struct str *names = heap_array(run->count, sizeof *names);
    for (size_t i = 0; i < run->count; i++)
        names[i] = str_of(sqlite3_column_name(run->statement, (int)i));
    bool ok = run->sink->columns(run->sink->context, names, run->count, err);
    heap_free(names);
    return ok;
}

static struct str hex_of(struct running *run, int place) {
    const unsigned char *bytes = sqlite3_column_blob(run->statement, place);
    int size = sqlite3_column_bytes(run->statement, place);
    struct buf *hex = &run->hex[place];
    buf_clear(hex);
    for (int i = 0; i < size; i++)
        buf_printf(hex, "%02X", bytes[i]);
    return buf_str(hex);
}

/* Bytes made into text (cast(x'ff' as text)) need not be text: then they are shown as a BLOB. */
static struct str text_of(struct running *run, int place) {
    const char *data = (const char *)sqlite3_column_text(run->statement, place);
    struct str text = {data ? data : "", (size_t)sqlite3_column_bytes(run->statement, place)};
    return utf8_valid_prefix(text) == text.size ? text : hex_of(run, place);
}

static struct sql_value value_of(struct running *run, int place) {
    struct sql_value value = {.text = STR("")};
    switch (sqlite3_column_type(run->statement, place)) {
    case SQLITE_INTEGER:
        value.type = SQL_INTEGER;
        value.integer = sqlite3_column_int64(run->statement, place);
        break;
    case SQLITE_FLOAT:
        value.type = SQL_REAL;
        value.real = sqlite3_column_double(run->statement, place);
        break;
    case SQLITE_TEXT:
        value.type = SQL_TEXT;
        value.text = text_of(run, place);
        break;
    case SQLITE_BLOB:
        value.type = SQL_TEXT;
        value.text = hex_of(run, place);
        break;
    default:
        break;
    }
    return value;
}

static bool give_rows(struct running *run, struct err *err) {
    int rc;
    while ((rc = sqlite3_step(run->statement)) == SQLITE_ROW) {
        if (!connection_knew_now(run->connection, run->text, err))
            return false;
        for (size_t i = 0; i < run->count; i++)
            run->values[i] = value_of(run, (int)i);
        if (!run->sink->row(run->sink->context, run->values, run->count, err))
            return false;
    }
    if (rc != SQLITE_DONE)
        return connection_fail(run->connection, run->text, err);
    return connection_knew_now(run->connection, run->text, err);
}

static bool run_statement(struct running *run, struct err *err) {
    if (!connection_prepare(run->connection, run->text, &run->statement, err))
        return false;
    run->count = (size_t)sqlite3_column_count(run->statement);
    run->values = heap_array(run->count, sizeof *run->values);
    run->hex = heap_array(run->count, sizeof *run->hex);
    bool ok = give_columns(run, err) && give_rows(run, err);
    sqlite3_finalize(run->statement);
    for (size_t i = 0; i < run->count; i++)
        buf_free(&run->hex[i]);
    heap_free(run->hex);
    heap_free(run->values);
    return ok;
}

bool sql_run(const struct sql_query *query, const struct sql_sink *sink, struct err *err) {
    struct view *view = view_new(&query->view);
    struct connection_options options = {.view = view, .limits = query->limits, .measures = true};
    struct connection_text text;
    connection_statement(query->statement, query->origin, &text);
    struct running run = {.text = &text, .sink = sink};
    bool ok = connection_open(&options, &run.connection, err) && run_statement(&run, err);
    connection_close(run.connection);
    view_free(view);
    return ok;
}
