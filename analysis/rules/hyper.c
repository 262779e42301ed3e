/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/hyper.h"

#ifdef HAVE_HS

#include <hs.h>

struct hyper {
    hs_database_t *database;
};

struct hyper_worker {
    const struct hyper *hyper;
    hs_scratch_t *scratch;
};

enum { FLAGS = HS_FLAG_CASELESS | HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH };

struct batch {
    const char **texts;
    unsigned *flags, *ids;
    unsigned count;
};

static hs_database_t *compile_batch(const struct batch *batch, int *refused) {
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    *refused = -1;
    if (hs_compile_multi(batch->texts, batch->flags, batch->ids, batch->count, HS_MODE_BLOCK, NULL, &database,
                         &error) != HS_SUCCESS)
        *refused = error->expression;
    hs_free_compile_error(error);
    return database;
}

static void drop(struct batch *batch, unsigned at) {
    batch->count--;
    for (unsigned i = at; i < batch->count; i++) {
        batch->texts[i] = batch->texts[i + 1];
        batch->ids[i] = batch->ids[i + 1];
    }
}

static hs_database_t *compile_all(struct batch *batch) {
    while (batch->count) {
        int refused;
        hs_database_t *database = compile_batch(batch, &refused);
        if (database || refused < 0)
            return database;
        drop(batch, (unsigned)refused);
    }
    return NULL;
}

struct hyper *hyper_new(const struct pattern *patterns, const uint32_t *which, size_t count, bool *taken) {
    struct arena *arena = arena_new();
    struct batch batch = {arena_array(arena, count, sizeof(char *)),
                          arena_array(arena, count, sizeof(unsigned)),
                          arena_array(arena, count, sizeof(unsigned)), (unsigned)count};
    for (size_t i = 0; i < count; i++) {
        batch.texts[i] = str_cstr(arena, patterns[which[i]].regex);
        batch.flags[i] = FLAGS;
        batch.ids[i] = which[i];
    }
    hs_database_t *database = compile_all(&batch);
    for (size_t i = 0, k = 0; i < count; i++) {
        taken[i] = database && k < batch.count && batch.ids[k] == which[i];
        k += taken[i];
    }
    arena_free(arena);
    if (!database)
        return NULL;
    struct hyper *hyper = heap_array(1, sizeof *hyper);
    hyper->database = database;
    return hyper;
}

void hyper_free(struct hyper *hyper) {
    if (hyper)
        hs_free_database(hyper->database);
    heap_free(hyper);
}

struct hyper_worker *hyper_worker_new(const struct hyper *hyper) {
    struct hyper_worker *worker = heap_array(1, sizeof *worker);
    worker->hyper = hyper;
    if (hs_alloc_scratch(hyper->database, &worker->scratch) != HS_SUCCESS)
        worker->scratch = NULL;
    return worker;
}

void hyper_worker_free(struct hyper_worker *worker) {
    if (worker)
        hs_free_scratch(worker->scratch);
    heap_free(worker);
}

static int mark(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    (void)from, (void)to, (void)flags;
    uint64_t *hits = context;
    hits[id / 64] |= (uint64_t)1 << (id % 64);
    return 0;
}

bool hyper_text(struct hyper_worker *worker, struct str text, uint64_t *hits) {
    return text.size <= UINT32_MAX && worker->scratch &&
           hs_scan(worker->hyper->database, text.data, (unsigned)text.size, 0, worker->scratch, mark, hits) ==
               HS_SUCCESS;
}

#else

struct hyper *hyper_new(const struct pattern *patterns, const uint32_t *which, size_t count, bool *taken) {
    (void)patterns, (void)which;
    for (size_t i = 0; i < count; i++)
        taken[i] = false;
    return NULL;
}

void hyper_free(struct hyper *hyper) {
    (void)hyper;
}

struct hyper_worker *hyper_worker_new(const struct hyper *hyper) {
    (void)hyper;
    return NULL;
}

void hyper_worker_free(struct hyper_worker *worker) {
    (void)worker;
}

bool hyper_text(struct hyper_worker *worker, struct str text, uint64_t *hits) {
    (void)worker, (void)text, (void)hits;
    return false;
}

#endif
