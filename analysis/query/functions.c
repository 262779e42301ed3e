/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/functions.h"

#include "analysis/base/nearest.h"
#include "analysis/measure/measure.h"

#include <string.h>

enum { BATCH_MOST = 1024 };

/* What all functions of a connection look at. */
struct shared {
    struct frame frame;
    struct period period;
    const struct view *view;
    size_t users; /* functions that hold it */
};

struct function {
    struct shared *shared;
    const struct measure *measure;
    const struct family *family;
};

/* One group of one measure. SQLite gives the memory zeroed. */
struct gathering {
    struct collected *collected; /* NULL until the first row */
};

struct collected {
    struct arena *arena;
    struct measure_ref ref;
    void *state;
    size_t size;
    uint32_t rows[BATCH_MOST], groups[BATCH_MOST], received[BATCH_MOST], closed[BATCH_MOST],
        weights[BATCH_MOST];
};

static bool is_offered(const struct measure *measure) {
    return strcmp(measure->key, "share") != 0 && measure->parameter != PARAMETER_SUPPLIED;
}

static const struct measure *find(struct str name, const struct family **found) {
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count; i++)
            if (str_equal_ascii_nocase(name, str_of((*family)->measures[i].key)) &&
                is_offered(&(*family)->measures[i])) {
                *found = *family;
                return &(*family)->measures[i];
            }
    return NULL;
}

bool functions_is_measure(struct str name) {
    const struct family *family;
    return find(name, &family) != NULL;
}

role_set functions_roles(struct str name) {
    const struct family *family;
    const struct measure *measure = find(name, &family);
    role_set received = role_bit(ROLE_RECEIVED) | role_bit(ROLE_WEIGHT);
    return measure ? measure->roles | family->reads | received : 0;
}

bool functions_names_columns(struct str name) {
    const struct family *family;
    const struct measure *measure = find(name, &family);
    return measure && measure->parameter == PARAMETER_COLUMNS;
}

bool functions_asks_clocks(struct str name) {
    const struct family *family;
    const struct measure *measure = find(name, &family);
    return measure && (measure->parameter == PARAMETER_STAGE || (family->reads & MEASURE_CLOCK_ROLES));
}

void functions_nearest(struct str name, struct buf *out) {
    size_t found = 0;
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count && found < 3; i++)
            if (nearest_is_near(name, str_of((*family)->measures[i].key)) &&
                is_offered(&(*family)->measures[i]))
                buf_printf(out, "%s%s", found++ ? ", " : "", (*family)->measures[i].key);
}

/* ---- gathering rows */

static void fail(sqlite3_context *context, const char *message) {
    sqlite3_result_error(context, message, -1);
}

static bool lacks_column(const struct table *table, role_set needed) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (needed & role_bit(role) && !table->by_role[role])
            return true;
    return false;
}

static struct str parameter_of(int argc, sqlite3_value **argv) {
    const char *text = argc > 1 ? (const char *)sqlite3_value_text(argv[1]) : NULL;
    return str_of(text);
}

static struct collected *start(sqlite3_context *context, const struct function *function, int argc,
                               sqlite3_value **argv) {
    struct collected *made = heap_array(1, sizeof *made);
    made->arena = arena_new();
    struct str parameter = parameter_of(argc, argv), text = str_of(function->measure->key);
    if (parameter.size)
        text = str_printf(made->arena, "%s:" STR_FMT, function->measure->key, STR_ARG(parameter));
    struct err err = {0};
    const struct table *table = function->shared->frame.table;
    bool ok = measure_find(text, made->arena, &made->ref, &err);
    if (ok && function->family->check)
        ok = function->family->check(table, &made->ref, &err);
    if (ok) {
        if (!lacks_column(table, function->measure->roles))
            made->state = function->family->open(&function->shared->frame, &made->ref, 1);
        return made;
    }
    struct buf message = {0};
    err_format(&err, &message);
    sqlite3_result_error(context, message.data, (int)message.size);
    buf_free(&message);
    arena_free(made->arena);
    heap_free(made);
    return NULL;
}

/* Fills in the batch as measure_run does it: rows without a receipt before T are in no measure. The rows of a
 * group lie far apart, so those of later ones are asked for ahead. */
static size_t fill(const struct frame *frame, struct collected *collected) {
    enum { AHEAD = 8 };
    const struct lifecycle *life = frame->life;
    size_t kept = 0;
    for (size_t i = 0; i < collected->size; i++) {
        if (i + AHEAD < collected->size) {
            __builtin_prefetch(&life->received[collected->rows[i + AHEAD]]);
            __builtin_prefetch(&life->first_end[collected->rows[i + AHEAD]]);
        }
        uint32_t row = collected->rows[i], received = life->received[row];
        if (received == TIME_NONE || (int64_t)received >= frame->as_of)
            continue;
        int64_t weight = frame->weighted ? table_weight(frame->table, row) : 1;
        collected->rows[kept] = row;
        collected->groups[kept] = 0;
        collected->received[kept] = (uint32_t)frame_period(frame, received);
        collected->closed[kept] = (uint32_t)frame_period(frame, frame_close(frame, row));
        collected->weights[kept++] = weight > INT32_MAX ? INT32_MAX : (uint32_t)weight;
    }
    return kept;
}

static void flush(const struct function *function, struct collected *collected) {
    const struct frame *frame = &function->shared->frame;
    struct batch batch = {.size = fill(frame, collected),
                          .rows = collected->rows,
                          .groups = collected->groups,
                          .received = collected->received,
                          .closed = collected->closed,
                          .weights = frame->weighted ? collected->weights : NULL};
    if (collected->state && batch.size)
        function->family->add(collected->state, &batch);
    collected->size = 0;
}

static void step(sqlite3_context *context, int argc, sqlite3_value **argv) {
    const struct function *function = sqlite3_user_data(context);
    const struct shared *shared = function->shared;
    struct gathering *gathering = sqlite3_aggregate_context(context, sizeof *gathering);
    if (!gathering) {
        sqlite3_result_error_nomem(context);
        return;
    }
    if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
        return;
    sqlite3_int64 rowid = sqlite3_value_int64(argv[0]);
    if (sqlite3_value_type(argv[0]) != SQLITE_INTEGER || rowid < 1 || (uint64_t)rowid > shared->view->rows) {
        fail(context, "a measure takes the rowid of complaints, as in p50_days(rowid)");
        return;
    }
    if (!shared->frame.life || !shared->frame.period_count) {
        fail(context, "measures are not known here");
        return;
    }
    if (!gathering->collected)
        gathering->collected = start(context, function, argc, argv);
    struct collected *collected = gathering->collected;
    if (!collected)
        return;
    collected->rows[collected->size++] = (uint32_t)(rowid - 1);
    if (collected->size == BATCH_MOST)
        flush(function, collected);
}

static void give_figure(sqlite3_context *context, const struct function *function,
                        const struct collected *collected) {
    if (lacks_column(function->shared->frame.table, function->measure->roles))
        return;
    struct figure figure = function->family->figure(collected->state, &collected->ref, 0, 0);
    if (!figure_available(&figure))
        return;
    if (function->measure->unit == UNIT_COUNT)
        sqlite3_result_int64(context, (sqlite3_int64)figure.value);
    else
        sqlite3_result_double(context, figure.value);
}

static void finish(sqlite3_context *context) {
    const struct function *function = sqlite3_user_data(context);
    struct gathering *gathering = sqlite3_aggregate_context(context, 0);
    struct collected *collected = gathering ? gathering->collected : NULL;
    if (!collected) {
        if (function->measure->unit == UNIT_COUNT)
            sqlite3_result_int64(context, 0);
        return;
    }
    flush(function, collected);
    if (collected->state && function->family->finish)
        function->family->finish(collected->state);
    give_figure(context, function, collected);
    if (collected->state)
        function->family->close(collected->state);
    arena_free(collected->arena);
    heap_free(collected);
}

/* ---- declaring */

static void release(struct shared *shared) {
    if (--shared->users > 0)
        return;
    frame_release(&shared->frame);
    heap_free(shared);
}

static void function_free(void *context) {
    struct function *function = context;
    release(function->shared);
    heap_free(function);
}

static struct shared *share(const struct view *view) {
    struct shared *shared = heap_array(1, sizeof *shared);
    shared->users = 1;
    shared->view = view;
    shared->period = view->options.period;
    const struct view_options *options = &view->options;
    if (!options->life || options->period.end <= options->period.start)
        return shared;
    shared->frame =
        (struct frame){.table = options->table,
                       .life = options->life,
                       .periods = &shared->period,
                       .period_count = 1,
                       .as_of = options->as_of == VIEW_NO_TIME ? options->period.end : options->as_of,
                       .calendar = options->calendar,
                       .group_count = 1};
    frame_prepare(&shared->frame);
    return shared;
}

static int declare_one(sqlite3 *db, struct shared *shared, const struct family *family,
                       const struct measure *measure) {
    int most = measure->parameter == PARAMETER_NONE ? 1 : 2, rc = SQLITE_OK;
    for (int arguments = 1; arguments <= most && rc == SQLITE_OK; arguments++) {
        struct function *function = heap_array(1, sizeof *function);
        *function = (struct function){shared, measure, family};
        shared->users++;
        rc = sqlite3_create_function_v2(db, measure->key, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                        function, NULL, step, finish, function_free);
    }
    return rc;
}

int functions_declare(sqlite3 *db, const struct view *view) {
    struct shared *shared = share(view);
    int rc = SQLITE_OK;
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count && rc == SQLITE_OK; i++)
            if (is_offered(&(*family)->measures[i]))
                rc = declare_one(db, shared, *family, &(*family)->measures[i]);
    release(shared);
    return rc;
}
