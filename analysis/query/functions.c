/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/functions.h"

#include "analysis/base/nearest.h"
#include "analysis/measure/exposure.h"
#include "analysis/measure/interval.h"
#include "analysis/measure/measure.h"
#include "analysis/measure/supplied.h"

#include <string.h>

enum { BATCH_MOST = 1024, PARTS_MOST = 4, TOTAL_UNKNOWN = -1 };

/* What all functions of a connection look at. */
struct shared {
    struct frame frame;
    struct period period;
    const struct view *view;
    int64_t received; /* in the period, all complaints of the view; TOTAL_UNKNOWN = not counted yet */
    size_t users;     /* functions that hold it */
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
    struct frame frame;                     /* with the denominators of this group */
    const struct column *parts[PARTS_MOST]; /* columns whose values these are of */
    size_t part_count;
    uint32_t first; /* row */
    void *state;
    size_t size;
    uint32_t rows[BATCH_MOST], groups[BATCH_MOST], received[BATCH_MOST], closed[BATCH_MOST],
        weights[BATCH_MOST];
};

static bool is_share(const struct measure *measure) {
    return strcmp(measure->key, "share") == 0;
}

/* Is it over figures from elsewhere, of the whole or of parts? */
static bool is_given(const struct measure *measure) {
    return measure->parameter == PARAMETER_SUPPLIED || measure->parameter == PARAMETER_BASE;
}

static const struct measure *find(struct str name, const struct family **found) {
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count; i++)
            if (str_equal_ascii_nocase(name, str_of((*family)->measures[i].key))) {
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
    role_set part = measure && is_given(measure) ? role_bit(ROLE_UNIT) : 0;
    return measure ? measure->roles | family->reads | received | part : 0;
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
            if (nearest_is_near(name, str_of((*family)->measures[i].key)))
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

/* The columns named in the third argument. */
static bool find_parts(struct collected *made, const struct table *table, struct str names, struct err *err) {
    struct str name;
    while (measure_next_name(&names, &name)) {
        const struct column *column = table_column(table, name);
        if (!column || column->type != COLUMN_DIMENSION || made->part_count == PARTS_MOST)
            return err_set(err, ERR_USAGE, "the exports have no column \"" STR_FMT "\" to tell parts by",
                           STR_ARG(name));
        made->parts[made->part_count++] = column;
    }
    return true;
}

/* Denominators and supplied figures of the part that the first row lies in, or of the whole. */
static bool find_given(const struct shared *shared, struct collected *made, struct str names,
                       struct err *err) {
    const struct view_options *options = &shared->view->options;
    if (!find_parts(made, options->table, names, err))
        return false;
    struct str *columns = arena_array(made->arena, PARTS_MOST, sizeof *columns);
    struct str *values = arena_array(made->arena, PARTS_MOST, sizeof *values);
    for (size_t i = 0; i < made->part_count; i++) {
        columns[i] = made->parts[i]->name;
        values[i] = dict_text(made->parts[i]->dict, made->parts[i]->codes[made->first]);
    }
    bool by_unit = made->part_count == 1 && str_equal(columns[0], STR("unit"));
    struct exposure_groups groups = {columns,           made->part_count,       values, 1, options->table,
                                     options->narrowed, options->narrowed_count};
    struct supplied_groups supplied = {by_unit ? values : NULL, 1, made->part_count > 0 && !by_unit};
    if (options->exposure && !exposure_check(options->exposure, &made->ref, 1, err))
        return false;
    if (options->supplied && !supplied_check(options->supplied, &made->ref, 1, err))
        return false;
    if (options->exposure)
        made->frame.exposure = exposure_cells(options->exposure, &groups, &shared->period, 1, made->arena);
    if (options->supplied)
        made->frame.supplied = supplied_cells(options->supplied, &supplied, &shared->period, 1, made->arena);
    return true;
}

static struct collected *start(sqlite3_context *context, const struct function *function, int argc,
                               sqlite3_value **argv, uint32_t row) {
    struct collected *made = heap_array(1, sizeof *made);
    made->arena = arena_new();
    made->frame = function->shared->frame;
    made->first = row;
    struct str parameter = parameter_of(argc, argv), text = str_of(function->measure->key);
    if (parameter.size)
        text = str_printf(made->arena, "%s:" STR_FMT, function->measure->key, STR_ARG(parameter));
    struct err err = {0};
    const struct table *table = function->shared->frame.table;
    bool ok = measure_find(text, made->arena, &made->ref, &err);
    if (ok && function->family->check)
        ok = function->family->check(table, &made->ref, &err);
    if (ok && is_given(function->measure))
        ok = find_given(function->shared, made,
                        argc > 2 ? str_of((const char *)sqlite3_value_text(argv[2])) : STR(""), &err);
    if (ok) {
        if (!lacks_column(table, function->measure->roles))
            made->state = function->family->open(&made->frame, &made->ref, 1);
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
        gathering->collected = start(context, function, argc, argv, (uint32_t)(rowid - 1));
    struct collected *collected = gathering->collected;
    if (!collected)
        return;
    for (size_t i = 0; i < collected->part_count; i++)
        if (collected->parts[i]->codes[rowid - 1] != collected->parts[i]->codes[collected->first]) {
            fail(context, "a group holds several values of a column that the denominator is told by; "
                          "group by it");
            return;
        }
    collected->rows[collected->size++] = (uint32_t)(rowid - 1);
    if (collected->size == BATCH_MOST)
        flush(function, collected);
}

/* Complaints of the view received in the period, counted once. */
static int64_t received_in_all(struct shared *shared) {
    const struct frame *frame = &shared->frame;
    const uint64_t *selected = shared->view->options.selected;
    if (shared->received != TOTAL_UNKNOWN)
        return shared->received;
    shared->received = 0;
    for (size_t row = 0; row < shared->view->rows; row++)
        if ((!selected || (selected[row / 64] >> (row % 64) & 1)) &&
            frame_period(frame, frame->life->received[row]) == 0)
            shared->received += frame->weighted ? table_weight(frame->table, row) : 1;
    return shared->received;
}

static void give_figure(sqlite3_context *context, const struct function *function,
                        const struct collected *collected) {
    if (lacks_column(function->shared->frame.table, function->measure->roles))
        return;
    struct figure figure = function->family->figure(collected->state, &collected->ref, 0, 0);
    if (is_share(function->measure))
        figure = figure_share((int64_t)figure.numerator, received_in_all(function->shared), 0);
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
    shared->received = TOTAL_UNKNOWN;
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
    int most = measure->parameter == PARAMETER_NONE ? 1 : is_given(measure) ? 3 : 2, rc = SQLITE_OK;
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
            rc = declare_one(db, shared, *family, &(*family)->measures[i]);
    release(shared);
    return rc;
}
