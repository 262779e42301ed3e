/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/unpack.h"

#include <archive.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

bool unpack_needed(struct str bytes) {
    return str_starts(bytes, STR("\x1F\x8B")) || str_starts(bytes, STR("BZh")) ||
           str_starts(bytes, STR("\xFD"
                                 "7zXZ")) ||
           str_starts(bytes, STR("\x28\xB5\x2F\xFD"));
}

static bool damaged(struct archive *archive, const char *name, struct err *err) {
    const char *reason = archive_error_string(archive);
    err_set(err, ERR_IO, "cannot unpack %s: %s", name, reason ? reason : "damaged");
    return err_hint(err, "the file may be cut off; fetch it again");
}

static bool bomb(const char *name, struct err *err) {
    err_set(err, ERR_DATA, "%s unpacks to more than %d times its size", name, UNPACK_RATIO);
    return err_hint(err, "unpack it yourself if that is right");
}

static bool copy_blocks(struct archive *archive, struct str bytes, const char *name, int fd, char *block,
                        struct err *err) {
    uint64_t total = 0;
    for (;;) {
        la_ssize_t got = archive_read_data(archive, block, BLOCK);
        if (got < 0)
            return damaged(archive, name, err);
        if (got == 0)
            return true;
        total += (uint64_t)got;
        if (total > UNPACK_FREE && total / UNPACK_RATIO > bytes.size)
            return bomb(name, err);
        if (!file_write_all(fd, name, (struct str){block, (size_t)got}, err))
            return false;
    }
}

static bool unpack_to(int fd, struct str bytes, const char *name, struct err *err) {
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    archive_read_support_filter_all(archive);
    archive_read_support_format_raw(archive);
    char *block = heap_array(BLOCK, 1);
    bool done = archive_read_open_memory(archive, bytes.data, bytes.size) == ARCHIVE_OK &&
                archive_read_next_header(archive, &entry) == ARCHIVE_OK;
    if (!done)
        damaged(archive, name, err);
    done = done && copy_blocks(archive, bytes, name, fd, block, err);
    heap_free(block);
    archive_read_free(archive);
    return done;
}

bool unpack(struct str bytes, const char *name, struct file_view *view, struct err *err) {
    int fd = file_spill(err);
    if (fd < 0)
        return false;
    bool done = unpack_to(fd, bytes, name, err) && file_map_fd(fd, name, view, err);
    close(fd);
    return done;
}
