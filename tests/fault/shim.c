/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded before the C library (LD_PRELOAD), makes one chosen call fail:
 *
 *   FAULT=open:17          the 17th open fails with EIO (malloc: NULL, writes: ENOSPC)
 *   FAULT=write:5+         the 5th write and all later ones
 *   FAULT=any:1234=9       signal 9 is raised at the 1234th call of any kind, which then goes on
 *   FAULT_COUNT=FILE       how often each call was made is written there at the end: "open 212", and the
 * first call of malloc from each different place: "place 4711"
 *
 * Groups: open (open, openat, fopen, mkdir, opendir), read (read, pread, mmap of files), write (write,
 * pwrite, fwrite, fflush, fclose, close is left alone), fsync, rename (rename, renameat2, unlink, rmdir),
 * malloc (malloc, calloc, realloc, aligned ones). */

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum group { OPEN, READ, WRITE, FSYNC, RENAME, MALLOC, ANY, GROUPS };

static const char *const names[GROUPS] = {"open", "read", "write", "fsync", "rename", "malloc", "any"};
static atomic_long counts[GROUPS];
static enum group chosen = GROUPS;
static long at;
static bool onwards, ready, counting;
static int number; /* of the signal, 0 = fail */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

__attribute__((constructor)) static void begin(void) {
    const char *fault = getenv("FAULT"), *colon = fault ? strchr(fault, ':') : NULL;
    for (int i = 0; colon && i < GROUPS; i++)
        if (strlen(names[i]) == (size_t)(colon - fault) && strncmp(names[i], fault, strlen(names[i])) == 0)
            chosen = (enum group)i;
    if (colon) {
        char *end;
        at = strtol(colon + 1, &end, 10);
        onwards = *end == '+';
        number = *end == '=' ? atoi(end + 1) : 0;
    }
    counting = getenv("FAULT_COUNT") != NULL;
    void *frame;
    if (counting)
        backtrace(&frame, 1); /* which allocates when called first */
    ready = true;
}

/* Places: the innermost callers of malloc, as a hash. Only runs that count keep them. */
enum { FRAMES = 6, PLACES = 1 << 16 };
static uint64_t places[PLACES];
static long place_at[PLACES], place_count;

static void keep_place(long number) {
    static _Thread_local bool within;
    if (within || place_count == PLACES / 2)
        return;
    within = true;
    void *frames[FRAMES + 2];
    int depth = backtrace(frames, FRAMES + 2);
    uint64_t hash = 1469598103934665603u;
    for (int i = 2; i < depth; i++)
        hash = (hash ^ (uint64_t)(uintptr_t)frames[i]) * 1099511628211u;
    size_t slot = (hash ^ hash >> 32) % PLACES;
    while (places[slot] && places[slot] != hash)
        slot = (slot + 1) % PLACES;
    if (!places[slot]) {
        places[slot] = hash;
        place_at[place_count++] = number;
    }
    within = false;
}

__attribute__((destructor)) static void finish(void) {
    const char *path = getenv("FAULT_COUNT");
    if (!path)
        return;
    chosen = GROUPS;
    counting = false;
    FILE *file = fopen(path, "w");
    for (int i = 0; file && i < GROUPS; i++)
        fprintf(file, "%s %ld\n", names[i], atomic_load(&counts[i]));
    for (long i = 0; file && i < place_count; i++)
        fprintf(file, "place %ld\n", place_at[i]);
    if (file)
        fclose(file);
}

/* A font that cannot be opened is replaced by another one, as anywhere else: such opens are left alone. */
static bool is_font(const char *path) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".pfb", ".pcf.gz"};
    size_t size = strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (size > strlen(endings[i]) && strcmp(path + size - strlen(endings[i]), endings[i]) == 0)
            return true;
    return false;
}

/* Counts a call; true when it is to fail. */
static bool strikes(enum group group, int reason) {
    if (!ready)
        return false;
    long one = atomic_fetch_add(&counts[group], 1) + 1, any = atomic_fetch_add(&counts[ANY], 1) + 1;
    if (counting && group == MALLOC)
        keep_place(one);
    if (chosen != group && chosen != ANY)
        return false;
    long now = chosen == ANY ? any : one;
    if (now != at && !(onwards && now > at))
        return false;
    if (number) {
        raise(number);
        return false;
    }
    errno = reason;
    return true;
}

#define NEXT(name)                                                                                           \
    static __typeof__(&name) next;                                                                           \
    if (!next)                                                                                               \
        *(void **)&next = dlsym(RTLD_NEXT, #name);

static mode_t mode_of(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
}

#define OPENS(name)                                                                                          \
    int name(const char *path, int flags, ...) {                                                             \
        NEXT(name)                                                                                           \
        va_list arguments;                                                                                   \
        va_start(arguments, flags);                                                                          \
        mode_t mode = mode_of(flags, arguments);                                                             \
        va_end(arguments);                                                                                   \
        return !is_font(path) && strikes(OPEN, EMFILE) ? -1 : next(path, flags, mode);                       \
    }
#define OPENS_AT(name)                                                                                       \
    int name(int folder, const char *path, int flags, ...) {                                                 \
        NEXT(name)                                                                                           \
        va_list arguments;                                                                                   \
        va_start(arguments, flags);                                                                          \
        mode_t mode = mode_of(flags, arguments);                                                             \
        va_end(arguments);                                                                                   \
        return !is_font(path) && strikes(OPEN, EMFILE) ? -1 : next(folder, path, flags, mode);               \
    }
OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)

#define CALL(result, name, group, reason, failed, parameters, arguments)                                     \
    result name parameters {                                                                                 \
        NEXT(name)                                                                                           \
        return strikes(group, reason) ? failed : next arguments;                                             \
    }
CALL(FILE *, fopen, OPEN, EMFILE, NULL, (const char *path, const char *mode), (path, mode))
CALL(FILE *, fopen64, OPEN, EMFILE, NULL, (const char *path, const char *mode), (path, mode))
CALL(int, mkdir, OPEN, ENOSPC, -1, (const char *path, mode_t mode), (path, mode))
CALL(DIR *, opendir, OPEN, EMFILE, NULL, (const char *path), (path))
CALL(ssize_t, read, READ, EIO, -1, (int fd, void *to, size_t size), (fd, to, size))
CALL(ssize_t, pread, READ, EIO, -1, (int fd, void *to, size_t size, off_t from), (fd, to, size, from))
CALL(ssize_t, pread64, READ, EIO, -1, (int fd, void *to, size_t size, off64_t from), (fd, to, size, from))
CALL(ssize_t, write, WRITE, ENOSPC, -1, (int fd, const void *bytes, size_t size), (fd, bytes, size))
CALL(ssize_t, pwrite, WRITE, ENOSPC, -1, (int fd, const void *bytes, size_t size, off_t to),
     (fd, bytes, size, to))
CALL(ssize_t, pwrite64, WRITE, ENOSPC, -1, (int fd, const void *bytes, size_t size, off64_t to),
     (fd, bytes, size, to))
CALL(size_t, fwrite, WRITE, ENOSPC, 0, (const void *bytes, size_t size, size_t count, FILE *file),
     (bytes, size, count, file))
CALL(int, fflush, WRITE, ENOSPC, EOF, (FILE * file), (file))
CALL(int, fsync, FSYNC, EIO, -1, (int fd), (fd))
CALL(int, rename, RENAME, EIO, -1, (const char *from, const char *to), (from, to))
CALL(int, renameat2, RENAME, EIO, -1,
     (int from_folder, const char *from, int to_folder, const char *to, unsigned flags),
     (from_folder, from, to_folder, to, flags))
CALL(int, unlink, RENAME, EIO, -1, (const char *path), (path))
CALL(int, rmdir, RENAME, EIO, -1, (const char *path), (path))

/* The file is closed all the same, as the C library does when its last write fails. */
int fclose(FILE *file) {
    NEXT(fclose)
    if (!strikes(WRITE, ENOSPC))
        return next(file);
    next(file);
    errno = ENOSPC;
    return EOF;
}

void *mmap(void *wanted, size_t size, int protection, int flags, int fd, off_t from) {
    NEXT(mmap)
    if (fd >= 0 && strikes(READ, ENOMEM))
        return MAP_FAILED;
    return next(wanted, size, protection, flags, fd, from);
}

void *malloc(size_t size) {
    return strikes(MALLOC, ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return strikes(MALLOC, ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    return strikes(MALLOC, ENOMEM) ? NULL : __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return strikes(MALLOC, ENOMEM) ? NULL : __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size) {
    return strikes(MALLOC, ENOMEM) ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    if (strikes(MALLOC, ENOMEM))
        return ENOMEM;
    *block = __libc_memalign(alignment, size);
    return *block ? 0 : ENOMEM;
}
