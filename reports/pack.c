/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pack.h"

#include "analysis/base/file.h"
#include "analysis/base/tree.h"
#include "reports/json.h"
#include "reports/pack_check.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct pack_file {
    struct str name;
    uint64_t size;
    char sha256[PACK_SHA256];
};

struct pack {
    struct arena *arena;
    const char *given;   /* as the user wrote it, for messages */
    const char *folder;  /* absolute, without links */
    const char *parent;  /* the folder it lies in */
    const char *staging; /* where the pack is built: parent/.NAME.redress-part */
    const char *aside;   /* parent/.NAME.redress-old: the old pack between two renames */
    const char *lock;    /* parent/.NAME.redress-lock */
    int lock_fd;
    bool staged;
    const char **made; /* parents that pack_begin made, outermost first */
    size_t made_count;
    const char *inside;      /* folder of the pack that names are in; "" = its top */
    pthread_mutex_t listing; /* of the arena and the files, which several writers use */
    struct pack_file *files;
    size_t file_count, file_room;
    const volatile sig_atomic_t *interrupted;
};

static bool fail(struct err *err, const char *what, const char *path) {
    return err_set(err, ERR_IO, "cannot %s %s: %s", what, path, strerror(errno));
}

/* ---- the final folder and its neighbours ---- */

/* Makes the folder and its missing parents; notes those it made. */
static bool make_parents(struct pack *pack, const char *path, struct err *err) {
    size_t slashes = 1;
    for (const char *at = path; *at; at++)
        slashes += *at == '/';
    pack->made = arena_array(pack->arena, slashes, sizeof *pack->made);
    for (size_t end = 1; end <= strlen(path); end++) {
        if (path[end] && path[end] != '/')
            continue;
        const char *part = str_cstr(pack->arena, (struct str){path, end});
        if (mkdir(part, 0777) == 0)
            pack->made[pack->made_count++] = part;
        else if (errno != EEXIST && !(errno == EROFS && access(part, F_OK) == 0))
            return fail(err, "make the folder", part);
    }
    return true;
}

static const char *resolve(struct pack *pack, const char *path, struct err *err) {
    char *real = realpath(path, NULL);
    if (!real) {
        fail(err, "find the folder", path);
        return NULL;
    }
    const char *copy = str_cstr(pack->arena, str_of(real));
    free(real);
    return copy;
}

static struct str without_slashes(struct str path) {
    while (path.size > 1 && path.data[path.size - 1] == '/')
        path.size--;
    return path;
}

static size_t last_slash(struct str path) {
    size_t at = path.size;
    while (at > 0 && path.data[at - 1] != '/')
        at--;
    return at; /* bytes up to and with the slash, 0 = none */
}

/* Fills folder and parent; follows links, so that a link to a pack stays a link. */
static bool find_place(struct pack *pack, struct err *err) {
    struct stat info;
    struct str path = without_slashes(str_of(pack->given));
    const char *given = str_cstr(pack->arena, path);
    size_t slash = last_slash(path);
    if (path.size == 0)
        return err_set(err, ERR_USAGE, "the output folder has no name");
    if (lstat(given, &info) == 0) {
        pack->folder = resolve(pack, given, err);
    } else {
        struct str up = slash ? without_slashes((struct str){path.data, slash}) : STR(".");
        const char *parent = str_cstr(pack->arena, up);
        if (!make_parents(pack, parent, err) || !(parent = resolve(pack, parent, err)))
            return false;
        pack->folder = str_printf(pack->arena, "%s/" STR_FMT, strcmp(parent, "/") ? parent : "",
                                  STR_ARG(str_sub(path, slash, path.size)))
                           .data;
    }
    if (!pack->folder)
        return false;
    struct str whole = str_of(pack->folder);
    slash = last_slash(whole);
    pack->parent = str_cstr(pack->arena, without_slashes((struct str){whole.data, slash}));
    const char *name = pack->folder + slash;
    pack->staging = str_printf(pack->arena, "%s/.%s.redress-part", pack->parent, name).data;
    pack->aside = str_printf(pack->arena, "%s/.%s.redress-old", pack->parent, name).data;
    pack->lock = str_printf(pack->arena, "%s/.%s.redress-lock", pack->parent, name).data;
    return true;
}

/* A folder that somebody stands in would vanish under them. */
static bool check_not_here(const struct pack *pack, struct err *err) {
    char *here = getcwd(NULL, 0);
    if (!here)
        return true;
    struct str folder = str_of(pack->folder), place = str_of(here);
    bool inside = str_starts(place, folder) &&
                  (folder.size == 1 || place.size == folder.size || place.data[folder.size] == '/');
    free(here);
    if (!inside)
        return true;
    err_set(err, ERR_USAGE, "the output folder %s is the current one or holds it", pack->given);
    return err_hint(err, "name a folder of its own, for example -o pack");
}

/* Whether a folder, called `given` by the user, may be replaced; tells what it is. */
static bool look_at(const char *folder, const char *given, struct arena *arena, enum pack_state *state,
                    struct err *err) {
    struct pack_check check;
    if (!pack_check(folder, arena, &check, err))
        return false;
    *state = check.state;
    if (check.state != PACK_DIFFERS)
        return true;
    struct str problem = pack_problem_text(arena, &check.problems[0]);
    err_set(err, ERR_USAGE, "the folder %s is not replaced: " STR_FMT, given, STR_ARG(problem));
    return err_hint(err, "move it away or choose another folder");
}

static bool check_folder(const struct pack *pack, enum pack_state *state, struct err *err) {
    return look_at(pack->folder, pack->given, pack->arena, state, err);
}

bool pack_may_replace(const char *folder, struct err *err) {
    struct arena *arena = arena_new();
    enum pack_state state;
    bool may = look_at(folder, folder, arena, &state, err);
    arena_free(arena);
    return may;
}

/* ---- locking ---- */

/* The lock file lies beside the folder and is removed by its holder; whoever gets the lock of a file that is
 * no longer there tries again. */
static bool take_lock(struct pack *pack, struct err *err) {
    for (;;) {
        pack->lock_fd = open(pack->lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (pack->lock_fd < 0)
            return fail(err, "write in", pack->parent);
        if (flock(pack->lock_fd, LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK)
                return fail(err, "lock", pack->lock);
            err_set(err, ERR_IO, "another run is writing %s", pack->given);
            return err_hint(err, "try again when it has ended");
        }
        struct stat held, there;
        if (fstat(pack->lock_fd, &held) == 0 && stat(pack->lock, &there) == 0 &&
            held.st_ino == there.st_ino && held.st_dev == there.st_dev)
            return true;
        close(pack->lock_fd);
    }
}

/* ---- beginning and ending ---- */

/* Removes what lies at the staging place, lets the lock go and frees the pack. What cannot be removed now,
 * the next run removes. */
static void end(struct pack *pack, bool published) {
    struct err ignored = {0};
    if (pack->staged)
        tree_remove(pack->staging, &ignored);
    if (pack->lock_fd >= 0) {
        unlink(pack->lock);
        close(pack->lock_fd);
    }
    for (size_t i = pack->made_count; i > 0 && !published; i--)
        rmdir(pack->made[i - 1]);
    heap_free(pack->files);
    pthread_mutex_destroy(&pack->listing);
    arena_free(pack->arena);
}

void pack_abandon(struct pack *pack) {
    if (pack)
        end(pack, false);
}

static bool make_staging(struct pack *pack, enum pack_state state, struct err *err) {
    struct stat info;
    if (lstat(pack->staging, &info) == 0 && !tree_remove(pack->staging, err))
        return false; /* what a killed run left */
    if (mkdir(pack->staging, 0777) != 0)
        return fail(err, "write in", pack->parent);
    pack->staged = true;
    if (state != PACK_ABSENT && stat(pack->folder, &info) == 0 &&
        chmod(pack->staging, info.st_mode & 07777) != 0)
        return fail(err, "write in", pack->parent);
    return true;
}

/* A run that was killed between two renames left the only pack aside: back to its place with it. */
static void bring_back(struct pack *pack) {
    struct stat info;
    struct err ignored = {0};
    if (lstat(pack->aside, &info) != 0)
        return;
    if (lstat(pack->folder, &info) != 0)
        rename(pack->aside, pack->folder);
    else
        tree_remove(pack->aside, &ignored);
}

static bool begin(struct pack *pack, struct err *err) {
    enum pack_state state;
    if (!find_place(pack, err) || !check_not_here(pack, err) || !check_folder(pack, &state, err))
        return false;
    if (!take_lock(pack, err)) {
        if (pack->lock_fd >= 0)
            close(pack->lock_fd); /* somebody else's lock file stays */
        pack->lock_fd = -1;
        return false;
    }
    bring_back(pack);
    return make_staging(pack, state, err);
}

bool pack_begin(const char *folder, struct pack **pack, struct err *err) {
    struct arena *arena = arena_new();
    struct pack *new = arena_alloc(arena, sizeof *new);
    new->arena = arena;
    new->inside = "";
    pthread_mutex_init(&new->listing, NULL);
    new->given = str_cstr(arena, str_of(folder));
    new->lock_fd = -1;
    *pack = NULL;
    if (!begin(new, err)) {
        pack_abandon(new);
        return false;
    }
    *pack = new;
    return true;
}

void pack_watch(struct pack *pack, const volatile sig_atomic_t *interrupted) {
    pack->interrupted = interrupted;
}

/* ---- files ---- */

static bool going_on(const struct pack *pack, struct err *err) {
    if (!pack->interrupted || !*pack->interrupted)
        return true;
    return err_set(err, ERR_IO, "interrupted, nothing was published");
}

/* "a/b.csv" with parts that are neither empty, "." nor "..". */
static bool name_fits(const char *name) {
    struct str rest = str_of(name);
    for (;;) {
        size_t end = str_find_char(rest, '/');
        struct str part = str_sub(rest, 0, end);
        if (part.size == 0 || str_equal(part, STR(".")) || str_equal(part, STR("..")))
            return false;
        if (end == rest.size)
            return true;
        rest = str_sub(rest, end + 1, rest.size);
    }
}

static bool make_folders(struct pack *pack, const char *name, struct err *err) {
    for (const char *at = strchr(name, '/'); at; at = strchr(at + 1, '/')) {
        const char *path = str_printf(pack->arena, "%s/%.*s", pack->staging, (int)(at - name), name).data;
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            return fail(err, "make the folder", path);
    }
    return true;
}

void pack_enter(struct pack *pack, const char *folder) {
    pack->inside = str_cstr(pack->arena, str_of(folder));
}

static const char *name_inside(struct pack *pack, const char *name) {
    return *pack->inside ? str_printf(pack->arena, "%s/%s", pack->inside, name).data : name;
}

static const char *path_of(struct pack *pack, const char *name, struct err *err) {
    if (!going_on(pack, err))
        return NULL;
    bool taken = strcmp(name, "manifest.json") == 0;
    for (size_t i = 0; i < pack->file_count; i++)
        taken = taken || str_equal(pack->files[i].name, str_of(name));
    if (taken || !name_fits(name)) {
        err_set(err, ERR_USAGE, "a pack cannot hold %s%s", name, taken ? " twice" : "");
        return NULL;
    }
    if (!make_folders(pack, name, err))
        return NULL;
    return str_printf(pack->arena, "%s/%s", pack->staging, name).data;
}

const char *pack_path(struct pack *pack, const char *name, struct err *err) {
    pthread_mutex_lock(&pack->listing);
    const char *path = path_of(pack, name_inside(pack, name), err);
    pthread_mutex_unlock(&pack->listing);
    return path;
}

static bool list_file(struct pack *pack, const char *name, struct str bytes, struct err *err) {
    struct pack_file file = {.size = bytes.size};
    if (!pack_sha256(bytes, file.sha256))
        return err_set(err, ERR_IO, "cannot compute the SHA-256 of %s", name);
    pthread_mutex_lock(&pack->listing);
    file.name = str_of(str_cstr(pack->arena, str_of(name_inside(pack, name))));
    pack->files = heap_grow(pack->files, &pack->file_room, pack->file_count + 1, sizeof *pack->files);
    pack->files[pack->file_count++] = file;
    pthread_mutex_unlock(&pack->listing);
    return true;
}

static bool create_file(const char *path, struct str bytes, struct err *err) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail(err, "write", path);
    bool done = file_write_all(fd, path, bytes, err);
    return (close(fd) == 0 || fail(err, "write", path)) && done;
}

bool pack_write(struct pack *pack, const char *name, struct str bytes, struct err *err) {
    const char *path = pack_path(pack, name, err);
    return path && create_file(path, bytes, err) && list_file(pack, name, bytes, err);
}

bool pack_adopt(struct pack *pack, const char *name, struct err *err) {
    const char *path = pack_path(pack, name, err);
    struct file_view view;
    if (!path || !file_map(path, &view, err))
        return false;
    bool done = list_file(pack, name, view.bytes, err);
    file_unmap(&view);
    return done;
}

/* ---- publishing ---- */

static int by_name(const void *a, const void *b) {
    return str_compare(((const struct pack_file *)a)->name, ((const struct pack_file *)b)->name);
}

static bool write_manifest(struct pack *pack, struct str about, struct err *err) {
    struct buf buf = {0};
    if (pack->file_count)
        qsort(pack->files, pack->file_count, sizeof *pack->files, by_name);
    buf_add(&buf, STR("{\n  \"schema\": \"redress.manifest/1\",\n"));
    if (about.size)
        buf_printf(&buf, "  " STR_FMT ",\n", STR_ARG(about));
    buf_add(&buf, STR("  \"files\": ["));
    for (size_t i = 0; i < pack->file_count; i++) {
        const struct pack_file *file = &pack->files[i];
        buf_add(&buf, i ? STR(",\n    {\"name\": ") : STR("\n    {\"name\": "));
        json_quote(&buf, file->name);
        buf_printf(&buf, ", \"size\": %llu, \"sha256\": \"%s\"}", (unsigned long long)file->size,
                   file->sha256);
    }
    buf_add(&buf, STR("\n  ],\n"));
    const char *path = str_printf(pack->arena, "%s/manifest.json", pack->staging).data;
    bool done = pack_seal(&buf) || err_set(err, ERR_IO, "cannot compute the SHA-256 of %s", path);
    done = done && create_file(path, buf_str(&buf), err);
    buf_free(&buf);
    return done;
}

/* For file systems that cannot exchange: two renames, the first undone when the second fails. */
static bool swap_by_two(const struct pack *pack, struct err *err) {
    if (rename(pack->folder, pack->aside) != 0)
        return fail(err, "replace", pack->given);
    if (rename(pack->staging, pack->folder) != 0) {
        fail(err, "replace", pack->given);
        rename(pack->aside, pack->folder);
        return false;
    }
    return rename(pack->aside, pack->staging) == 0 || fail(err, "remove", pack->aside);
}

/* Afterwards the old pack, if any, lies at the staging place. */
static bool put_in_place(struct pack *pack, struct err *err) {
    enum pack_state state;
    if (!check_folder(pack, &state, err) || !going_on(pack, err))
        return false;
    if (state == PACK_WHOLE) {
        if (renameat2(AT_FDCWD, pack->staging, AT_FDCWD, pack->folder, RENAME_EXCHANGE) == 0)
            return true;
        return errno == EINVAL || errno == ENOSYS ? swap_by_two(pack, err)
                                                  : fail(err, "replace", pack->given);
    }
    if (rename(pack->staging, pack->folder) != 0) /* onto nothing, or an empty folder */
        return fail(err, "write", pack->given);
    pack->staged = false;
    return true;
}

bool pack_publish(struct pack *pack, struct str about, struct err *err) {
    bool done = write_manifest(pack, about, err) && tree_sync(pack->staging, err) && put_in_place(pack, err);
    if (!done) {
        pack_abandon(pack);
        return false;
    }
    done = file_sync(pack->parent, err);
    end(pack, true);
    return done;
}
