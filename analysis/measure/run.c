/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/work.h"
#include "analysis/measure/measure.h"
#include "analysis/measure/notes.h"

#include <string.h>

/* Rows are handed out in fixed ranges and added in batches small enough for the cache. States hold integers,
 * so it does not matter which worker takes which range. */
enum { RANGE = 64 * 1024, BATCH = 4096 };
_Static_assert(RANGE % REACH_BLOCK == 0, "ranges are whole blocks");

/* One family with one stage: a state for each worker. */
struct pass {
    const struct family *family;
    struct str stage;
    struct measure_ref *refs;
    size_t count;
    void **states; /* [worker] */
};

struct buffers {
    uint32_t rows[BATCH], groups[BATCH], received[BATCH], closed[BATCH], weights[BATCH];
};

struct worker {
    bool open;
    struct buffers once;  /* each row once; periods instead of cells */
    struct buffers added; /* once per member of a set */
    size_t size, added_size;
};

struct run {
    const struct measure_request *request;
    struct frame frame;
    struct pass *passes;
    size_t pass_count;
    struct pass **pass_of; /* [ref] */
    struct worker *workers;
    unsigned worker_count;
};

/* ---- filling batches */

static void open_states(struct run *run, unsigned number) {
    if (run->workers[number].open)
        return;
    run->workers[number].open = true;
    for (size_t i = 0; i < run->pass_count; i++) {
        struct pass *pass = &run->passes[i];
        pass->states[number] = pass->family->open(&run->frame, pass->refs, pass->count);
    }
}

static struct batch batch_of(const struct run *run, const struct buffers *buffers, size_t size) {
    return (struct batch){.size = size,
                          .rows = buffers->rows,
                          .groups = buffers->groups,
                          .received = buffers->received,
                          .closed = buffers->closed,
                          .weights = run->frame.weighted ? buffers->weights : NULL};
}

static void add_batch(struct run *run, unsigned number, const struct buffers *buffers, size_t size) {
    struct batch batch = batch_of(run, buffers, size);
    for (size_t i = 0; i < run->pass_count && size; i++)
        if (run->passes[i].states[number])
            run->passes[i].family->add(run->passes[i].states[number], &batch);
}

static void total_batch(struct run *run, unsigned number) {
    struct worker *worker = &run->workers[number];
    struct batch batch = batch_of(run, &worker->once, worker->size);
    for (size_t i = 0; i < run->pass_count && batch.size; i++)
        if (run->passes[i].family->total && run->passes[i].states[number])
            run->passes[i].family->total(run->passes[i].states[number], &batch);
}

static uint32_t cell_of(uint32_t group, uint32_t period, size_t period_count) {
    return period == CELL_NONE ? CELL_NONE : group * (uint32_t)period_count + period;
}

static void add_to_group(struct run *run, unsigned number, size_t i, uint32_t group) {
    struct worker *worker = &run->workers[number];
    struct buffers *to = &worker->added;
    const struct buffers *from = &worker->once;
    size_t at = worker->added_size++, periods = run->frame.period_count;
    to->rows[at] = from->rows[i];
    to->groups[at] = group;
    to->received[at] = cell_of(group, from->received[i], periods);
    to->closed[at] = cell_of(group, from->closed[i], periods);
    to->weights[at] = from->weights[i];
    if (worker->added_size == BATCH) {
        add_batch(run, number, to, BATCH);
        worker->added_size = 0;
    }
}

/* Once for each member of the row's set. */
static void spread_set(struct run *run, unsigned number, size_t i, uint32_t group) {
    const struct column *set = run->request->set;
    uint32_t members = (uint32_t)dict_size(set->dict);
    uint32_t code = set->codes[run->workers[number].once.rows[i]];
    if (set->sets.start[code] == set->sets.start[code + 1])
        add_to_group(run, number, i, group * members + DICT_NONE);
    for (uint32_t at = set->sets.start[code]; at < set->sets.start[code + 1]; at++)
        add_to_group(run, number, i, group * members + set->sets.items[at]);
}

static void spread_sets(struct run *run, unsigned number) {
    struct worker *worker = &run->workers[number];
    for (size_t i = 0; i < worker->size; i++)
        spread_set(run, number, i, worker->once.groups[i]);
    add_batch(run, number, &worker->added, worker->added_size);
    worker->added_size = 0;
}

/* Fills in the groups and leaves out the rows that are in none. */
static void find_groups(struct run *run, unsigned number) {
    struct worker *worker = &run->workers[number];
    struct buffers *rows = &worker->once;
    const uint32_t *groups = run->request->groups;
    size_t kept = 0;
    for (size_t i = 0; i < worker->size; i++) {
        rows->groups[kept] = groups[rows->rows[i]];
        rows->rows[kept] = rows->rows[i];
        rows->received[kept] = rows->received[i];
        rows->closed[kept] = rows->closed[i];
        rows->weights[kept] = rows->weights[i];
        kept += rows->groups[kept] != UINT32_MAX;
    }
    worker->size = kept;
}

/* From periods to the cells of the groups. */
static void find_cells(const struct run *run, struct buffers *rows, size_t size) {
    size_t periods = run->frame.period_count;
    for (size_t i = 0; i < size; i++) {
        rows->received[i] = cell_of(rows->groups[i], rows->received[i], periods);
        rows->closed[i] = cell_of(rows->groups[i], rows->closed[i], periods);
    }
}

/* Gives the rows collected to all families, once for each of their groups. */
static void flush(struct run *run, unsigned number) {
    struct worker *worker = &run->workers[number];
    total_batch(run, number);
    if (run->request->groups)
        find_groups(run, number);
    if (run->request->set) {
        spread_sets(run, number);
    } else {
        find_cells(run, &worker->once, worker->size);
        add_batch(run, number, &worker->once, worker->size);
    }
    worker->size = 0;
}

static bool is_selected(const uint64_t *selected, size_t row) {
    return !selected || (selected[row / 64] >> (row % 64) & 1);
}

/* A weight rounded to a whole number; missing or unusable it is 1. */
static uint32_t weight_of(const struct table *table, size_t row) {
    int64_t weight = table_weight(table, row);
    return weight > INT32_MAX ? INT32_MAX : (uint32_t)weight;
}

static void collect(struct run *run, unsigned number, uint32_t row) {
    struct worker *worker = &run->workers[number];
    const struct frame *frame = &run->frame;
    size_t at = worker->size++;
    worker->once.rows[at] = row;
    worker->once.weights[at] = frame->weighted ? weight_of(frame->table, row) : 1;
    worker->once.received[at] = (uint32_t)frame_period(frame, frame->life->received[row]);
    worker->once.closed[at] = (uint32_t)frame_period(frame, frame_close(frame, row));
    if (worker->size == BATCH)
        flush(run, number);
}

_Static_assert((uint32_t)-1 == CELL_NONE, "no period is no cell");

static void scan_block(struct run *run, unsigned number, size_t from, size_t count) {
    const uint32_t *received = run->frame.life->received;
    uint8_t touched[REACH_BLOCK];
    frame_touched(&run->frame, from, touched);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *next = touched[i] ? touched + i : memchr(touched + i, 1, count - i);
        if (!next)
            break;
        i = (size_t)(next - touched);
        if ((int64_t)received[from + i] < run->frame.as_of && received[from + i] != TIME_NONE &&
            is_selected(run->request->selected, from + i))
            collect(run, number, (uint32_t)(from + i));
    }
}

static void scan_range(void *context, size_t task, unsigned number) {
    struct run *run = context;
    size_t rows = run->frame.table->rows;
    size_t from = task * RANGE, end = from + RANGE < rows ? from + RANGE : rows;
    open_states(run, number);
    for (; from < end; from += REACH_BLOCK)
        scan_block(run, number, from, from + REACH_BLOCK < end ? REACH_BLOCK : end - from);
    flush(run, number);
}

/* ---- passes */

static bool same_pass(const struct pass *pass, const struct measure_ref *ref) {
    return pass->family == ref->measure->family && str_equal(pass->stage, ref->stage);
}

static struct pass *find_pass(struct run *run, const struct measure_ref *ref) {
    for (size_t i = 0; i < run->pass_count; i++)
        if (same_pass(&run->passes[i], ref))
            return &run->passes[i];
    return NULL;
}

static void make_passes(struct run *run, struct arena *arena) {
    const struct measure_request *request = run->request;
    run->passes = arena_array(arena, request->ref_count, sizeof *run->passes);
    run->pass_of = arena_array(arena, request->ref_count, sizeof(struct pass *));
    for (size_t i = 0; i < request->ref_count; i++) {
        const struct measure_ref *ref = &request->refs[i];
        struct pass *pass = find_pass(run, ref);
        if (!pass) {
            pass = &run->passes[run->pass_count++];
            *pass = (struct pass){.family = ref->measure->family, .stage = ref->stage};
            pass->refs = arena_array(arena, request->ref_count, sizeof *pass->refs);
            pass->states = arena_array(arena, run->worker_count, sizeof *pass->states);
        }
        if (pass->family->days_after > run->frame.days_after)
            run->frame.days_after = pass->family->days_after;
        pass->refs[pass->count++] = *ref;
        run->pass_of[i] = pass;
    }
}

static void join_pass(void *context, size_t task, unsigned number) {
    (void)number;
    struct run *run = context;
    struct pass *pass = &run->passes[task];
    if (!pass->states[0])
        return;
    for (unsigned i = 1; i < run->worker_count; i++)
        if (pass->states[i]) {
            pass->family->merge(pass->states[0], pass->states[i]);
            pass->family->close(pass->states[i]);
        }
    if (pass->family->finish)
        pass->family->finish(pass->states[0]);
}

/* ---- figures */

static bool lacks_column(const struct table *table, role_set needed) {
    for (enum role role = 0; role < ROLE_COUNT; role++)
        if (needed & role_bit(role) && !table->by_role[role])
            return true;
    return false;
}

static struct figure figure_of(const struct run *run, size_t ref, size_t group, size_t period) {
    const struct measure_ref *asked = &run->request->refs[ref];
    const struct measure *measure = asked->measure;
    if (lacks_column(run->frame.table, measure->roles))
        return figure_none(measure->unit, NOTE_NO_COLUMN);
    struct figure figure = measure->family->figure(run->pass_of[ref]->states[0], asked, group, period);
    figure.unit = measure->unit;
    if (!figure_available(&figure) && !figure.note)
        figure.note = NOTE_NO_CASES;
    return figure;
}

static struct figure *all_figures(const struct run *run, struct arena *arena) {
    size_t periods = run->request->period_count, refs = run->request->ref_count, at = 0;
    struct figure *figures = arena_array(arena, run->frame.group_count * periods * refs, sizeof *figures);
    for (size_t group = 0; group < run->frame.group_count; group++)
        for (size_t period = 0; period < periods; period++)
            for (size_t ref = 0; ref < refs; ref++)
                figures[at++] = figure_of(run, ref, group, period);
    return figures;
}

/* More cells than rows: a state costs more than the rows, so one is enough. */
static unsigned workers_for(const struct measure_request *request, size_t groups) {
    if (groups * request->period_count > request->table->rows)
        return 1;
    unsigned jobs = request->jobs ? request->jobs : work_processors();
    return jobs > WORK_MOST ? WORK_MOST : jobs;
}

static bool check(const struct measure_request *request, size_t groups, struct err *err) {
    if (request->period_count && groups > (size_t)INT32_MAX / request->period_count)
        return err_set(err, ERR_USAGE, "%zu groups in %zu periods are too many to count", groups,
                       request->period_count);
    for (size_t i = 0; i < request->ref_count; i++) {
        const struct measure_ref *ref = &request->refs[i];
        if (ref->measure->family->check && !ref->measure->family->check(request->table, ref, err))
            return false;
    }
    return true;
}

bool measure_run(const struct measure_request *request, struct arena *arena, struct figure **figures,
                 struct err *err) {
    size_t groups =
        (request->groups ? request->group_count : 1) * (request->set ? dict_size(request->set->dict) : 1);
    if (!check(request, groups, err))
        return false;
    struct run run = {.request = request, .worker_count = workers_for(request, groups)};
    run.frame = (struct frame){.table = request->table,
                               .life = request->life,
                               .periods = request->periods,
                               .period_count = request->period_count,
                               .as_of = request->as_of,
                               .exposure = request->exposure,
                               .supplied = request->supplied,
                               .calendar = request->calendar,
                               .reach = request->reach,
                               .group_count = groups};
    frame_prepare(&run.frame);
    run.workers = heap_array(run.worker_count, sizeof *run.workers);
    make_passes(&run, arena);
    open_states(&run, 0);
    work_run(run.worker_count, (request->table->rows + RANGE - 1) / RANGE, scan_range, &run);
    work_run(run.worker_count, run.pass_count, join_pass, &run);
    *figures = all_figures(&run, arena);
    for (size_t i = 0; i < run.pass_count; i++)
        if (run.passes[i].states[0])
            run.passes[i].family->close(run.passes[i].states[0]);
    heap_free(run.workers);
    frame_release(&run.frame);
    return true;
}
