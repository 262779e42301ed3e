/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/file.h"

#include "analysis/base/work.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct err *err, const char *what, const char *name) {
    int reason = errno;
    enum err_kind kind = reason == ENOENT ? ERR_USAGE : ERR_IO;
    return err_set(err, kind, "cannot %s %s: %s", what, name, strerror(reason));
}

static bool fail_io(struct err *err, const char *what, const char *name) {
    return err_set(err, ERR_IO, "cannot %s %s: %s", what, name, strerror(errno));
}

static int64_t change_time(const struct stat *info) {
    return (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

bool file_map_fd(int fd, const char *name, struct file_view *view, struct err *err) {
    struct stat info;
    if (fstat(fd, &info) != 0)
        return fail_io(err, "read", name);
    if (S_ISDIR(info.st_mode))
        return err_set(err, ERR_IO, "cannot read %s: it is a folder", name);
    *view = (struct file_view){STR(""), info.st_dev, info.st_ino, change_time(&info), false};
    if (info.st_size == 0)
        return true;
    void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED)
        return fail_io(err, "map", name);
    view->bytes = (struct str){data, (size_t)info.st_size};
    return true;
}

static bool copy_stream(int from, int to, const char *name, struct err *err) {
    enum { BLOCK = 64 << 10 };
    char block[BLOCK];
    for (;;) {
        ssize_t got = read(from, block, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_io(err, "read", name);
        if (got == 0)
            return true;
        if (!file_write_all(to, name, (struct str){block, (size_t)got}, err))
            return false;
    }
}

bool file_map_stream(int fd, const char *name, struct file_view *view, struct err *err) {
    int spill = file_spill(err);
    if (spill < 0)
        return false;
    bool done = copy_stream(fd, spill, name, err) && file_map_fd(spill, name, view, err);
    close(spill);
    view->streamed = true;
    return done;
}

bool file_is_stream(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 &&
           (S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode) || S_ISSOCK(info.st_mode));
}

bool file_map(const char *path, struct file_view *view, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(err, "open", path);
    bool mapped =
        file_is_stream(path) ? file_map_stream(fd, path, view, err) : file_map_fd(fd, path, view, err);
    close(fd);
    return mapped;
}

enum { PIECE = 32 << 20 };

static void let_go(void *context, size_t piece, unsigned worker) {
    (void)worker;
    struct str bytes = *(const struct str *)context;
    size_t at = piece * PIECE, left = bytes.size - at;
    madvise((char *)(uintptr_t)bytes.data + at, left < PIECE ? left : PIECE, MADV_DONTNEED);
}

/* To forget the pages of a large file takes the kernel a while, which threads can share. */
void file_unmap(struct file_view *view) {
    if (view->bytes.size > 2 * PIECE)
        work_run(work_processors(), (view->bytes.size + PIECE - 1) / PIECE, let_go, &view->bytes);
    if (view->bytes.size)
        munmap((void *)(uintptr_t)view->bytes.data, view->bytes.size);
    view->bytes = STR("");
}

bool file_unchanged(const char *path, const struct file_view *view, struct err *err) {
    struct stat info;
    if (view->streamed)
        return true;
    if (stat(path, &info) != 0)
        return fail_io(err, "read", path);
    if (info.st_dev == view->device && info.st_ino == view->inode &&
        (size_t)info.st_size == view->bytes.size && change_time(&info) == view->changed)
        return true;
    err_set(err, ERR_IO, "%s changed while it was read", path);
    return err_hint(err, "run again when the export is complete");
}

static void mapped_file_shrank(int number) {
    static const char message[] =
        "redress: a file became shorter while it was read; run again when the export is complete\n";
    (void)number;
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(4);
}

void file_guard(void) {
    struct sigaction action = {.sa_handler = mapped_file_shrank};
    sigaction(SIGBUS, &action, NULL);
}

bool file_write_all(int fd, const char *name, struct str bytes, struct err *err) {
    for (size_t at = 0; at < bytes.size;) {
        ssize_t written = write(fd, bytes.data + at, bytes.size - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_io(err, "write", name);
        at += (size_t)written;
    }
    return true;
}

bool file_write_at(int fd, const char *name, uint64_t offset, struct str bytes, struct err *err) {
    for (size_t at = 0; at < bytes.size;) {
        ssize_t written = pwrite(fd, bytes.data + at, bytes.size - at, (off_t)(offset + at));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_io(err, "write", name);
        at += (size_t)written;
    }
    return true;
}

/* A device or pipe is written to, never replaced. */
static bool write_through(const char *path, struct str bytes, struct err *err) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_io(err, "write", path);
    bool done = file_write_all(fd, path, bytes, err);
    if (close(fd) != 0 && done)
        done = fail_io(err, "write", path);
    return done;
}

bool file_same(const char *path, dev_t device, ino_t inode) {
    struct stat info;
    return stat(path, &info) == 0 && info.st_dev == device && info.st_ino == inode;
}

static bool write_beside(const char *beside, const char *path, struct str bytes, mode_t mode,
                         struct err *err) {
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return fail_io(err, "write", path);
    bool done = file_write_all(fd, path, bytes, err);
    if (done && fsync(fd) != 0)
        done = fail_io(err, "write", path);
    if (close(fd) != 0 && done)
        done = fail_io(err, "write", path);
    if (done && rename(beside, path) != 0)
        done = fail_io(err, "write", path);
    if (!done)
        unlink(beside);
    return done;
}

bool file_write(const char *link, struct str bytes, mode_t mode, struct err *err) {
    struct stat info;
    char resolved[PATH_MAX];
    if (stat(link, &info) == 0 && !S_ISREG(info.st_mode))
        return write_through(link, bytes, err);
    const char *path = realpath(link, resolved) ? resolved : link;
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.%ld.part", path, (long)getpid()) >= (int)sizeof beside)
        return err_set(err, ERR_USAGE, "path too long: %s", path);
    /* A signal that ends the program waits until the file is in its place, or gone. */
    sigset_t ending, before;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &ending, &before);
    bool done = write_beside(beside, path, bytes, mode, err);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return done;
}

bool file_sync(const char *path, struct err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_io(err, "open", path);
    bool done = fsync(fd) == 0 || fail_io(err, "sync", path);
    close(fd);
    return done;
}

int file_spill(struct err *err) {
    const char *folder = getenv("TMPDIR");
    if (!folder || !*folder)
        folder = "/tmp";
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    char path[4096];
    snprintf(path, sizeof path, "%s/redress.XXXXXX", folder);
    fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0) {
        fail_io(err, "make a temporary file in", folder);
        return -1;
    }
    unlink(path);
    return fd;
}
