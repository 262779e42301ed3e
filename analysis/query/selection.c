/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/selection.h"

#include "analysis/base/work.h"

#include <stdatomic.h>
#include <string.h>

struct worker {
    struct connection *connection; /* NULL until its first part */
    sqlite3_stmt *statement;
    struct vtab_span span;
};

struct selecting {
    struct view *view;
    const struct selection_options *options;
    struct connection_text forms[2]; /* to check, to run */
    size_t part;                     /* rows in a part, a multiple of 64 */
    uint64_t *bits;
    struct worker workers[WORK_MOST];
    struct err *errors; /* by part */
    atomic_bool failed;
};

static bool worker_open(struct selecting *all, struct worker *worker, struct err *err) {
    struct connection_options options = {
        .view = all->view, .limits = all->options->limits, .span = &worker->span};
    if (!connection_open(&options, &worker->connection, err))
        return false;
    sqlite3_stmt *check;
    if (!connection_prepare(worker->connection, &all->forms[0], &check, err))
        return false;
    sqlite3_finalize(check);
    return connection_prepare(worker->connection, &all->forms[1], &worker->statement, err);
}

static void worker_close(struct worker *worker) {
    sqlite3_finalize(worker->statement);
    connection_close(worker->connection);
}

static bool select_part(struct selecting *all, struct worker *worker, struct err *err) {
    if (!worker->statement && !worker_open(all, worker, err))
        return false;
    int rc;
    while ((rc = sqlite3_step(worker->statement)) == SQLITE_ROW) {
        size_t row = (size_t)sqlite3_column_int64(worker->statement, 0) - 1;
        all->bits[row / 64] |= (uint64_t)1 << (row % 64);
    }
    if (rc != SQLITE_DONE)
        return connection_fail(worker->connection, &all->forms[1], err);
    sqlite3_reset(worker->statement);
    return connection_knew_now(worker->connection, &all->forms[1], err);
}

static void run_part(void *context, size_t task, unsigned number) {
    struct selecting *all = context;
    if (atomic_load(&all->failed))
        return;
    struct worker *worker = &all->workers[number];
    size_t first = task * all->part, last = first + all->part;
    worker->span = (struct vtab_span){first, last < all->view->rows ? last : all->view->rows};
    if (!select_part(all, worker, &all->errors[task]))
        atomic_store(&all->failed, true);
}

/* Twice as many parts as threads even out their speed; small tables are not worth a second thread. */
static size_t part_size(size_t rows, unsigned jobs) {
    enum { LEAST = 32768 };
    size_t part = rows / (2 * (size_t)jobs) + 1;
    part = part < LEAST ? LEAST : part;
    return (part + 63) / 64 * 64;
}

static bool run_parts(struct selecting *all, unsigned jobs, struct err *err) {
    all->part = part_size(all->view->rows, jobs);
    size_t parts = (all->view->rows + all->part - 1) / all->part;
    all->errors = heap_array(parts ? parts : 1, sizeof *all->errors);
    atomic_init(&all->failed, false);
    /* The first worker compiles before the others start: mistakes are found once, and the view is ready. */
    bool ok = worker_open(all, &all->workers[0], err);
    if (ok)
        work_run(jobs, parts, run_part, all);
    for (size_t i = 0; i < parts && ok; i++)
        if (all->errors[i].kind != ERR_NONE) {
            *err = all->errors[i];
            ok = false;
        }
    for (unsigned i = 0; i < WORK_MOST; i++)
        worker_close(&all->workers[i]);
    heap_free(all->errors);
    return ok;
}

static void set_all(uint64_t *bits, size_t rows) {
    memset(bits, 0xFF, rows / 64 * 8);
    if (rows % 64)
        bits[rows / 64] = ((uint64_t)1 << (rows % 64)) - 1;
}

bool selection_where(const struct view_options *options, struct str condition,
                     const struct selection_options *how, uint64_t **bits, struct err *err) {
    size_t rows = options->table->rows;
    uint64_t *made = heap_array((rows + 63) / 64 + 1, sizeof *made);
    bool ok = true;
    if (str_trim(condition).size == 0) {
        set_all(made, rows);
    } else {
        unsigned jobs = how->jobs ? how->jobs : work_processors();
        struct selecting *all = heap_array(1, sizeof *all);
        all->view = view_new(options);
        all->options = how;
        connection_condition(condition, how->origin, all->forms);
        all->bits = made;
        ok = run_parts(all, jobs < WORK_MOST ? jobs : WORK_MOST, err);
        view_free(all->view);
        heap_free(all);
    }
    *bits = ok ? made : NULL;
    if (!ok)
        heap_free(made);
    return ok;
}

size_t selection_count(const uint64_t *bits, size_t rows) {
    size_t count = 0;
    for (size_t i = 0; i < (rows + 63) / 64; i++)
        count += (size_t)__builtin_popcountll(bits[i]);
    return count;
}
