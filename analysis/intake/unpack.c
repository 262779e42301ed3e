/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/unpack.h"

#include <archive.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

bool unpack_needed(struct str bytes) {
    return str_starts(bytes, STR("\x1F\x8B")) || str_starts(bytes, STR("BZh")) ||
           str_starts(bytes, STR("\xFD"
                                 "7zXZ")) ||
           str_starts(bytes, STR("\x28\xB5\x2F\xFD"));
}

struct unpacking {
    struct str bytes;
    const char *name;
    int fd;
    bool trusted;   /* its size is known to be allowed */
    bool suspected; /* it grows like a bomb: the rest is only counted, not written */
};

static bool damaged(struct archive *archive, const char *name, struct err *err) {
    const char *reason = archive_error_string(archive);
    err_set(err, ERR_IO, "cannot unpack %s: %s", name, reason ? reason : "damaged");
    return err_hint(err, "the file may be cut off; fetch it again");
}

static bool bomb(const char *name, struct err *err) {
    err_set(err, ERR_DATA, "%s unpacks to more than %d times its size", name, UNPACK_RATIO);
    return err_hint(err, "unpack it yourself if that is right");
}

/* More came out than may, for what was read of the file so far. */
static bool grows_like_a_bomb(struct archive *archive, uint64_t total) {
    int64_t read = archive_filter_bytes(archive, -1);
    return total > UNPACK_SUSPECT && read > 0 && total / UNPACK_RATIO > (uint64_t)read;
}

static bool copy_blocks(struct archive *archive, struct unpacking *u, char *block, struct err *err) {
    uint64_t total = 0;
    for (;;) {
        la_ssize_t got = archive_read_data(archive, block, BLOCK);
        if (got < 0)
            return damaged(archive, u->name, err);
        if (got == 0)
            return true;
        total += (uint64_t)got;
        if (total > UNPACK_FREE && total / UNPACK_RATIO > u->bytes.size)
            return bomb(u->name, err);
        u->suspected |= !u->trusted && grows_like_a_bomb(archive, total);
        if (!u->suspected && !file_write_all(u->fd, u->name, (struct str){block, (size_t)got}, err))
            return false;
    }
}

static bool unpack_once(struct unpacking *u, struct err *err) {
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    archive_read_support_filter_all(archive);
    archive_read_support_format_raw(archive);
    char *block = heap_array(BLOCK, 1);
    bool done = archive_read_open_memory(archive, u->bytes.data, u->bytes.size) == ARCHIVE_OK &&
                archive_read_next_header(archive, &entry) == ARCHIVE_OK;
    if (!done)
        damaged(archive, u->name, err);
    done = done && copy_blocks(archive, u, block, err);
    heap_free(block);
    archive_read_free(archive);
    return done;
}

/* What looked like a bomb and is none is unpacked a second time: gigabytes that would be thrown away are
 * never written to the disk. */
static bool unpack_to(int fd, struct str bytes, const char *name, struct err *err) {
    struct unpacking u = {.bytes = bytes, .name = name, .fd = fd};
    if (!unpack_once(&u, err))
        return false;
    if (!u.suspected)
        return true;
    u.trusted = true;
    u.suspected = false;
    if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0)
        return err_set(err, ERR_IO, "cannot write a temporary file: %s", strerror(errno));
    return unpack_once(&u, err);
}

bool unpack(struct str bytes, const char *name, struct file_view *view, struct err *err) {
    int fd = file_spill(err);
    if (fd < 0)
        return false;
    bool done = unpack_to(fd, bytes, name, err) && file_map_fd(fd, name, view, err);
    close(fd);
    return done;
}
