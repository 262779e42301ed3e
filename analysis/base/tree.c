/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/tree.h"

#include "analysis/base/file.h"
#include "analysis/base/work.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <unistd.h>

static bool fail(struct err *err, const char *what, const char *path) {
    return err_set(err, ERR_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

/* Looks at everything in a folder, the contents of a folder before and behind itself. */
static bool walk_tree(const char *root, bool (*visit)(const FTSENT *entry, void *context, struct err *err),
                      void *context, struct err *err) {
    char *roots[] = {(char *)(uintptr_t)root, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    if (!tree)
        return fail(err, "read", root);
    bool done = true;
    for (FTSENT *entry; done && (entry = fts_read(tree));)
        done = visit(entry, context, err);
    fts_close(tree);
    return done;
}

static bool remove_one(const FTSENT *entry, void *context, struct err *err) {
    (void)context;
    if (entry->fts_info == FTS_D)
        return true;
    int done = entry->fts_info == FTS_DP ? rmdir(entry->fts_path) : unlink(entry->fts_path);
    return done == 0 || fail(err, "remove", entry->fts_path);
}

bool tree_remove(const char *root, struct err *err) {
    return walk_tree(root, remove_one, NULL, err);
}

/* What is to be synced. Each file waits for the disk: many wait together in the time of a few. */
enum { WAITING = 8 };

struct syncing {
    struct arena *arena;
    const char **paths;
    size_t count, room;
    struct err *errors; /* [path] */
};

static bool note_one(const FTSENT *entry, void *context, struct err *err) {
    (void)err;
    struct syncing *syncing = context;
    if (entry->fts_info == FTS_D)
        return true;
    syncing->paths = heap_grow(syncing->paths, &syncing->room, syncing->count + 1, sizeof *syncing->paths);
    syncing->paths[syncing->count++] = str_cstr(syncing->arena, str_of(entry->fts_path));
    return true;
}

static void sync_one(void *context, size_t task, unsigned worker) {
    (void)worker;
    struct syncing *syncing = context;
    file_sync(syncing->paths[task], &syncing->errors[task]);
}

bool tree_sync(const char *root, struct err *err) {
    struct syncing syncing = {.arena = arena_new()};
    bool done = walk_tree(root, note_one, &syncing, err);
    syncing.errors = heap_array(syncing.count, sizeof *syncing.errors);
    if (done)
        work_run(WAITING, syncing.count, sync_one, &syncing);
    for (size_t i = 0; i < syncing.count && done; i++) {
        done = !syncing.errors[i].kind;
        if (!done)
            *err = syncing.errors[i];
    }
    heap_free(syncing.errors);
    heap_free(syncing.paths);
    arena_free(syncing.arena);
    return done;
}
