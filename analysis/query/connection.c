/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/connection.h"

#include "analysis/query/allow.h"
#include "analysis/query/functions.h"
#include "analysis/query/regexp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    PROGRESS_STEPS = 250,     /* of SQLite's machine between two looks at the clock: each may build a text */
    TEXT_MOST = 64 << 20,     /* bytes in one value */
    STATEMENT_MOST = 1 << 20, /* bytes of SQL */
    UNIX_EPOCH_HOURS = 58574100 /* Julian day 2440587.5 in hours */
};

/* Private memory that a statement may add to what the data take. SQLite's own counting would make the threads
 * wait for each other at every text. */
static const size_t memory_most = (size_t)4 << 30;

/* SQLite's clock for date('now'): the default file system with another time. */
struct frozen_vfs {
    sqlite3_vfs vfs;
    int64_t now; /* civil seconds, VIEW_NO_TIME = not known */
    bool asked_in_vain;
    char name[32];
};

struct connection {
    sqlite3 *db;
    struct view *view;
    struct sql_limits limits;
    struct connection_listener listener;
    struct frozen_vfs frozen;
    struct timespec deadline;
    size_t memory_before;
    unsigned looks; /* at the limits */
    bool timed_out, interrupted, too_large;
    bool reads_dates; /* the statement uses a function that takes time modifiers */
    char denied[128]; /* what the authorizer refused */
};

/* ---- the clock */

static int frozen_time(sqlite3_vfs *vfs, sqlite3_int64 *milliseconds) {
    struct frozen_vfs *frozen = (struct frozen_vfs *)vfs;
    if (frozen->now == VIEW_NO_TIME)
        frozen->asked_in_vain = true;
    int64_t seconds = frozen->now == VIEW_NO_TIME ? 0 : frozen->now;
    *milliseconds = (seconds + (int64_t)UNIX_EPOCH_HOURS * 3600) * 1000;
    return SQLITE_OK;
}

static int frozen_days(sqlite3_vfs *vfs, double *days) {
    sqlite3_int64 milliseconds;
    frozen_time(vfs, &milliseconds);
    *days = (double)milliseconds / (1000.0 * DATE_DAY);
    return SQLITE_OK;
}

static void freeze(struct connection *connection) {
    struct frozen_vfs *frozen = &connection->frozen;
    const struct view_options *options = &connection->view->options;
    frozen->vfs = *sqlite3_vfs_find(NULL);
    frozen->now = options->now != VIEW_NO_TIME ? options->now : options->as_of;
    snprintf(frozen->name, sizeof frozen->name, "redress-%p", (void *)connection);
    frozen->vfs.zName = frozen->name;
    frozen->vfs.xCurrentTime = frozen_days;
    frozen->vfs.xCurrentTimeInt64 = frozen_time;
    sqlite3_vfs_register(&frozen->vfs, 0);
}

bool connection_knew_now(struct connection *connection, const struct connection_text *text, struct err *err) {
    if (!connection->frozen.asked_in_vain)
        return true;
    err_set(err, ERR_USAGE, "the %s asks for 'now', which is not known here", text->what);
    err_hint(err, "write the date, or give --today");
    return err_at(err, text->origin ? text->origin : "", 1, 1);
}

/* ---- what is allowed */

static int deny(struct connection *connection, const char *what, const char *name) {
    if (!connection->denied[0])
        snprintf(connection->denied, sizeof connection->denied, "%s%s%s", what, *name ? " " : "", name);
    return SQLITE_DENY;
}

static int judge_read(struct connection *connection, const char *table, const char *column) {
    if (!allow_table(table, column))
        return deny(connection, "the table", table);
    if (connection->listener.column)
        connection->listener.column(connection->listener.context, str_of(table), str_of(column));
    return SQLITE_OK;
}

static int judge_function(struct connection *connection, const char *name) {
    if (!allow_function(name) && !functions_is_measure(str_of(name)))
        return deny(connection, "the function", name);
    connection->reads_dates |= allow_is_date_function(name);
    if (connection->listener.function)
        connection->listener.function(connection->listener.context, str_of(name));
    return SQLITE_OK;
}

static int judge(void *context, int action, const char *first, const char *second, const char *database,
                 const char *trigger) {
    (void)database, (void)trigger;
    struct connection *connection = context;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        return judge_read(connection, first ? first : "", second ? second : "");
    case SQLITE_FUNCTION:
        return judge_function(connection, second ? second : "");
    case SQLITE_PRAGMA:
        return deny(connection, "PRAGMA", "");
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
        return deny(connection, "ATTACH", "");
    default:
        return deny(connection, "anything but SELECT", "");
    }
}

static void set_limits(sqlite3 *db) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, TEXT_MOST);
    sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, STATEMENT_MOST);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
    sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
}

/* ---- the limits while it runs */

static int should_stop(void *context) {
    struct connection *connection = context;
    if (connection->limits.interrupted && *connection->limits.interrupted) {
        connection->interrupted = true;
        return 1;
    }
    if (connection->looks++ % 16 == 0 && heap_held() > connection->memory_before + memory_most) {
        connection->too_large = true;
        return 1;
    }
    if (connection->limits.seconds <= 0)
        return 0;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const struct timespec *end = &connection->deadline;
    connection->timed_out =
        now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec);
    return connection->timed_out;
}

static void set_deadline(struct connection *connection) {
    double seconds = connection->limits.seconds < 1e9 ? connection->limits.seconds : 1e9;
    clock_gettime(CLOCK_MONOTONIC, &connection->deadline);
    if (seconds <= 0)
        return;
    time_t whole = (time_t)seconds;
    long rest = connection->deadline.tv_nsec + (long)((seconds - (double)whole) * 1e9);
    connection->deadline.tv_sec += whole + rest / 1000000000;
    connection->deadline.tv_nsec = rest % 1000000000;
}

/* ---- opening and closing */

/* Uses a table once, before the authorizer watches: SQLite declares its columns by statements of its own. */
static int declare(struct connection *connection, const char *name, int rc) {
    if (rc != SQLITE_OK)
        return rc;
    char sql[96];
    snprintf(sql, sizeof sql, "select 1 from \"%s\"", name);
    sqlite3_stmt *statement;
    rc = sqlite3_prepare_v2(connection->db, sql, -1, &statement, NULL);
    sqlite3_finalize(statement);
    return rc;
}

static int start(struct connection *connection, const struct connection_options *options) {
    /* Counting memory would make the threads wait for each other at every text (refused once it has begun).
     */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int rc = sqlite3_initialize();
    if (rc != SQLITE_OK)
        return rc;
    freeze(connection);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_MEMORY;
    rc = sqlite3_open_v2(":memory:", &connection->db, flags, connection->frozen.name);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3 *db = connection->db;
    rc = declare(connection, "complaints", vtab_declare(db, "complaints", options->view, NULL));
    if (rc == SQLITE_OK)
        rc = declare(connection, "matches", vtab_declare_matches(db, "matches", options->view));
    if (rc == SQLITE_OK)
        rc = declare(connection, "json_each", SQLITE_OK);
    if (rc == SQLITE_OK)
        rc = declare(connection, "json_tree", SQLITE_OK);
    if (rc == SQLITE_OK)
        rc = regexp_declare(db);
    if (rc == SQLITE_OK && options->measures)
        rc = functions_declare(db, options->view);
    if (rc == SQLITE_OK && options->span)
        rc = declare(connection, SELECTION_TABLE,
                     vtab_declare(db, SELECTION_TABLE, options->view, options->span));
    return rc;
}

bool connection_open(const struct connection_options *options, struct connection **made, struct err *err) {
    struct connection *connection = heap_array(1, sizeof *connection);
    connection->view = options->view;
    connection->limits = options->limits;
    connection->listener = options->listener;
    int rc = start(connection, options);
    *made = rc == SQLITE_OK ? connection : NULL;
    if (rc != SQLITE_OK) {
        connection_close(connection);
        return err_set(err, ERR_IO, "cannot start SQLite: %s", sqlite3_errstr(rc));
    }
    set_limits(connection->db);
    sqlite3_set_authorizer(connection->db, judge, connection);
    set_deadline(connection);
    connection->memory_before = heap_held();
    sqlite3_progress_handler(connection->db, PROGRESS_STEPS, should_stop, connection);
    return true;
}

void connection_close(struct connection *connection) {
    if (!connection)
        return;
    sqlite3_close(connection->db);
    if (connection->frozen.name[0])
        sqlite3_vfs_unregister(&connection->frozen.vfs);
    heap_free(connection);
}

sqlite3 *connection_db(struct connection *connection) {
    return connection->db;
}

/* ---- errors */

/* Line and column (in characters) of a byte of the user's text. */
static void place(struct err *err, const struct connection_text *text, size_t byte) {
    size_t line = 1, column = 1;
    for (size_t at = 0; at < byte && at < text->user.size;) {
        bool end = text->user.data[at] == '\n';
        utf8_next(text->user, &at);
        line += end;
        column = end ? 1 : column + 1;
    }
    err_at(err, text->origin ? text->origin : "", line, column);
}

static void hint_column(struct connection *connection, const char *message, bool quoted, struct err *err) {
    static const char start[] = "no such column: ";
    if (strncmp(message, start, sizeof start - 1) != 0)
        return;
    struct str name = str_of(message + sizeof start - 1);
    for (size_t dot; (dot = str_find_char(name, '.')) < name.size;) /* complaints.chanel */
        name = str_sub(name, dot + 1, name.size);
    struct buf near = {0};
    view_nearest(connection->view, name, &near);
    if (role_find(name) != ROLE_NONE)
        err_hint(err, "no export has it; --map " STR_FMT "=HEADER says which column it is", STR_ARG(name));
    else if (near.size)
        err_hint(err, "did you mean " STR_FMT "?", STR_ARG(buf_str(&near)));
    else if (quoted)
        err_hint(err, "double quotes name columns; texts stand in single ones: '" STR_FMT "'", STR_ARG(name));
    else
        err_hint(err, "redress check lists the columns");
    buf_free(&near);
}

static void hint_table(const char *message, struct err *err) {
    if (strncmp(message, "no such table: ", 15) == 0)
        err_hint(err, "the tables are complaints and matches");
}

static void hint_function(const char *message, struct err *err) {
    static const char start[] = "no such function: ";
    if (strncmp(message, start, sizeof start - 1) != 0)
        return;
    struct buf near = {0};
    functions_nearest(str_of(message + sizeof start - 1), &near);
    if (near.size)
        err_hint(err, "did you mean " STR_FMT "?", STR_ARG(buf_str(&near)));
    buf_free(&near);
}

static bool fail_stopped(struct connection *connection, const struct connection_text *text, struct err *err) {
    if (connection->interrupted)
        return err_set(err, ERR_IO, "interrupted");
    if (connection->too_large)
        err_set(err, ERR_USAGE, "the %s needed more than %zu GB of memory and was stopped", text->what,
                memory_most >> 30);
    else
        err_set(err, ERR_USAGE, "the %s ran longer than %g seconds and was stopped", text->what,
                connection->limits.seconds);
    err_hint(err, "make it simpler, or look at fewer rows");
    return err_at(err, text->origin ? text->origin : "", 1, 1);
}

/* What SQLite says of the statement, in words that do not show what stands around the user's text. */
static void explain(struct connection *connection, const struct connection_text *text, size_t *byte,
                    struct err *err) {
    const char *message = sqlite3_errmsg(connection->db);
    bool ended = sqlite3_error_offset(connection->db) >= 0 && *byte >= text->user.size;
    if (connection->denied[0]) {
        err_set(err, ERR_USAGE, "%s may not be used in a %s", connection->denied, text->what);
        err_hint(err, "a %s only reads, from the tables complaints and matches", text->what);
    } else if (ended || strstr(message, "incomplete input")) {
        err_set(err, ERR_USAGE, "the %s is not complete", text->what);
        *byte = text->user.size;
    } else if (strncmp(message, "unrecognized token", 18) == 0) {
        bool quote = memchr("'\"`[", text->user.data[*byte], 4) != NULL;
        err_set(err, ERR_USAGE,
                quote ? "the quote that opens here is not closed" : "this means nothing in SQL");
    } else {
        err_set(err, ERR_USAGE, "%s", message);
        hint_table(message, err);
        hint_function(message, err);
        hint_column(connection, message, *byte < text->user.size && text->user.data[*byte] == '"', err);
    }
}

bool connection_fail(struct connection *connection, const struct connection_text *text, struct err *err) {
    int code = sqlite3_errcode(connection->db);
    if (code == SQLITE_INTERRUPT)
        return fail_stopped(connection, text, err);
    if (code == SQLITE_NOMEM || code == SQLITE_IOERR || code == SQLITE_FULL)
        return err_set(err, ERR_IO, "SQLite failed: %s", sqlite3_errmsg(connection->db));
    int offset = sqlite3_error_offset(connection->db);
    size_t before = strlen(text->before);
    size_t byte = offset < 0 || (size_t)offset < before ? 0 : (size_t)offset - before;
    explain(connection, text, &byte, err);
    place(err, text, byte);
    return false;
}

/* ---- preparing */

/* Between CASE WHEN and THEN no unmatched parenthesis, no `;` and no open comment can be; what has passed
 * there stays inside the parentheses of the second form. */
size_t connection_condition(struct str condition, const char *origin, struct connection_text forms[2]) {
    struct connection_text text = {.user = condition, .what = "condition", .origin = origin};
    forms[0] = forms[1] = text;
    forms[0].before = "select case when ";
    forms[0].after = "\nthen 1 end from \"" SELECTION_TABLE "\" as complaints";
    forms[1].before = "select \"" VTAB_ROW "\" from \"" SELECTION_TABLE "\" as complaints where (";
    forms[1].after = "\n)";
    return 2;
}

size_t connection_statement(struct str statement, const char *origin, struct connection_text forms[1]) {
    forms[0] = (struct connection_text){
        .before = "", .user = statement, .after = "", .what = "statement", .origin = origin};
    return 1;
}

static bool refuse(const struct connection_text *text, struct err *err, size_t byte, const char *message) {
    err_set(err, ERR_USAGE, "%s", message);
    place(err, text, byte);
    return false;
}

/* The modifiers 'localtime' and 'utc' ask for the zone of the machine; where one stands, else the end. */
static size_t find_zone(struct str sql) {
    static const char *const words[] = {"'localtime'", "'utc'"};
    for (size_t at = 0; at < sql.size; at++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (sql.size - at >= strlen(words[i]) &&
                sqlite3_strnicmp(sql.data + at, words[i], (int)strlen(words[i])) == 0)
                return at;
    return sql.size;
}

/* Nothing but blanks, comments and semicolons behind the statement. */
static bool is_blank(sqlite3 *db, const char *tail, const char *end) {
    while (tail < end) {
        sqlite3_stmt *next = NULL;
        const char *from = tail;
        int rc = sqlite3_prepare_v2(db, from, (int)(end - from), &next, &tail);
        sqlite3_finalize(next);
        if (rc != SQLITE_OK || next)
            return false;
        if (tail == from)
            break;
    }
    return true;
}

bool connection_prepare(struct connection *connection, const struct connection_text *text,
                        sqlite3_stmt **statement, struct err *err) {
    size_t nul = str_find_char(text->user, '\0');
    if (nul < text->user.size)
        return refuse(text, err, nul, "a NUL byte has no place in SQL");
    if (utf8_valid_prefix(text->user) < text->user.size)
        return refuse(text, err, utf8_valid_prefix(text->user), "not valid UTF-8 text");
    struct buf sql = {0};
    buf_add(&sql, str_of(text->before));
    buf_add(&sql, text->user);
    buf_add(&sql, str_of(text->after));
    buf_add_char(&sql, '\0');
    const char *tail = NULL;
    connection->denied[0] = '\0';
    connection->reads_dates = false;
    int rc = sqlite3_prepare_v3(connection->db, sql.data, (int)sql.size, 0, statement, &tail);
    bool ok = rc == SQLITE_OK;
    if (!ok)
        connection_fail(connection, text, err);
    else if (!*statement)
        ok = refuse(text, err, 0, "there is no SQL in it");
    else if (!is_blank(connection->db, tail, sql.data + sql.size - 1))
        ok = refuse(text, err, (size_t)(tail - sql.data) - strlen(text->before), "one statement only");
    else if (sqlite3_bind_parameter_count(*statement) > 0)
        ok = refuse(text, err, 0, "a parameter (?, :name, @name, $name) has no value here");
    else if (!sqlite3_stmt_readonly(*statement) || sqlite3_stmt_isexplain(*statement))
        ok = refuse(text, err, 0, "only SELECT may be used");
    else if (connection->reads_dates && find_zone(text->user) < text->user.size)
        ok = refuse(text, err, find_zone(text->user), "times are in the report's zone; there is no other");
    buf_free(&sql);
    if (ok)
        return true;
    sqlite3_finalize(*statement);
    *statement = NULL;
    return false;
}
