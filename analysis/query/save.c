/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/save.h"

#include "analysis/base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_interrupted(void *flag) {
    return *(const volatile sig_atomic_t *)flag != 0;
}

/* The file is new and thrown away when anything fails, so it needs no journal. */
static int copy_tables(sqlite3 *db, struct view *view) {
    struct buf sql = {0};
    const char *key = view_column(view, STR("complaint")) ? "complaint (rowid)" : "complaint";
    buf_printf(&sql, "pragma journal_mode = off; pragma synchronous = off; begin; create table complaints(");
    vtab_columns(view, &sql);
    buf_printf(&sql, "\"%s\" integer primary key);", key);
    buf_printf(&sql, "create table matches(complaint integer, axis text, category text, rule text);"
                     "insert into complaints select *, rowid from \"view of complaints\";"
                     "insert into matches select * from \"view of matches\"; commit");
    buf_add_char(&sql, '\0');
    int rc = vtab_declare(db, "view of complaints", view, NULL);
    if (rc == SQLITE_OK)
        rc = vtab_declare_matches(db, "view of matches", view);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, sql.data, NULL, NULL, NULL);
    buf_free(&sql);
    return rc;
}

static bool write_database(const char *part, struct view *view, const struct sql_limits *limits,
                           struct err *err) {
    sqlite3 *db;
    int rc =
        sqlite3_open_v2(part, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK && limits->interrupted)
        sqlite3_progress_handler(db, 4000, is_interrupted, (void *)(uintptr_t)limits->interrupted);
    if (rc == SQLITE_OK)
        rc = copy_tables(db, view);
    bool ok = rc == SQLITE_OK;
    if (rc == SQLITE_INTERRUPT)
        err_set(err, ERR_IO, "interrupted");
    else if (!ok)
        err_set(err, ERR_IO, "cannot write the database: %s", db ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
    if (sqlite3_close(db) != SQLITE_OK && ok)
        ok = err_set(err, ERR_IO, "cannot finish the database");
    return ok;
}

bool save_database(const struct view_options *options, const struct sql_limits *limits, const char *path,
                   struct err *err) {
    struct view *view = view_new(options);
    struct arena *arena = arena_new();
    const char *part = str_printf(arena, "%s.part", path).data;
    unlink(part);
    bool ok = write_database(part, view, limits, err);
    if (ok && chmod(part, S_IRUSR | S_IWUSR) != 0)
        ok = err_set(err, ERR_IO, "cannot restrict the database to its owner: %s", strerror(errno));
    ok = ok && file_sync(part, err);
    if (ok && rename(part, path) != 0)
        ok = err_set(err, ERR_IO, "cannot rename the finished database: %s", strerror(errno));
    if (!ok) {
        unlink(part);
        err_at(err, path, 0, 0);
    }
    arena_free(arena);
    view_free(view);
    return ok;
}
