/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_FILE_H
#define REDRESS_BASE_FILE_H

/* Files: mapped for reading, written whole or not at all. */

#include "analysis/base/err.h"

#include <sys/types.h>

/* A read-only view. `bytes` is valid until file_unmap; an empty file has size 0. `device`, `inode`, `size`
 * and `changed` (nanoseconds of its last change) tell whether the file is still the one that was opened. */
struct file_view {
    struct str bytes;
    dev_t device;
    ino_t inode;
    int64_t changed;
    bool streamed; /* came through a pipe: cannot be read again, and nothing can have changed it */
};

/* ERR_USAGE when there is no such file, ERR_IO for all else (a folder, no permission, a read failure). A pipe
 * is read to its end (file_map_stream). */
bool file_map(const char *path, struct file_view *view, struct err *err);
/* Maps an open descriptor; `name` is for messages. The descriptor may be closed afterwards. */
bool file_map_fd(int fd, const char *name, struct file_view *view, struct err *err);
/* Copies what a pipe, a device or standard input gives into a spill file and maps that. */
bool file_map_stream(int fd, const char *name, struct file_view *view, struct err *err);
/* Is the file at `path` a pipe or device, which can be read only once? */
bool file_is_stream(const char *path);
void file_unmap(struct file_view *view);
/* False (ERR_IO) when the file at `path` is no longer the one mapped. */
bool file_unchanged(const char *path, const struct file_view *view, struct err *err);

/* Reading behind the new end of a mapped file that shrank is SIGBUS: from now on that ends the program with a
 * message and exit code 4. */
void file_guard(void);

/* Writes all bytes to a descriptor; ERR_IO with the name and the system's reason. */
bool file_write_all(int fd, const char *name, struct str bytes, struct err *err);
/* The same at an offset of a file, by any thread. */
bool file_write_at(int fd, const char *name, uint64_t offset, struct str bytes, struct err *err);
/* Writes a file beside `path`, syncs it and renames it over `path`: the old or the new file, never half, also
 * when the program is interrupted. A
 * link stays a link (its target is written), a device or pipe is written to. */
bool file_write(const char *path, struct str bytes, mode_t mode, struct err *err);
/* Is the file at `path` this one? False when there is none. */
bool file_same(const char *path, dev_t device, ino_t inode);
/* fsync of a file or folder by path. */
bool file_sync(const char *path, struct err *err);

/* An unlinked, anonymous file in $TMPDIR (or /tmp) for decoded input; -1 and ERR_IO on failure. */
int file_spill(struct err *err);

#endif
