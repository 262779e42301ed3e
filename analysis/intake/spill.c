/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/spill.h"

#include <string.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

uint64_t spill_most(size_t bytes) {
    uint64_t most = (uint64_t)bytes * SPILL_RATIO;
    return most > SPILL_FREE ? most : SPILL_FREE;
}

bool spill_too_much(const char *name, struct err *err) {
    err_set(err, ERR_DATA, "the file unpacks to more than %d times its size", SPILL_RATIO);
    err_at(err, name, 0, 0);
    return err_hint(err, "if that is right, save it as CSV and name that file");
}

bool spill_open(struct spill *spill, const char *name, uint64_t most, struct err *err) {
    *spill = (struct spill){.name = name, .most = most, .err = err, .fd = file_spill(err)};
    if (spill->fd < 0) {
        spill->failed = true;
        return false;
    }
    spill->block = heap_array(BLOCK, 1);
    return true;
}

bool spill_flush(struct spill *spill) {
    struct str block = {spill->block, spill->used};
    spill->written += spill->used;
    spill->used = 0;
    spill->failed |= !file_write_all(spill->fd, spill->name, block, spill->err);
    return !spill->failed;
}

bool spill_put(struct spill *spill, struct str bytes) {
    if (spill->failed)
        return false;
    if (bytes.size > spill->most - spill_size(spill)) {
        spill->failed = true;
        return spill_too_much(spill->name, spill->err);
    }
    while (bytes.size) {
        size_t room = BLOCK - spill->used, taken = bytes.size < room ? bytes.size : room;
        memcpy(spill->block + spill->used, bytes.data, taken);
        spill->used += taken;
        bytes = str_sub(bytes, taken, bytes.size);
        if (spill->used == BLOCK && !spill_flush(spill))
            return false;
    }
    return true;
}

uint64_t spill_size(const struct spill *spill) {
    return spill->written + spill->used;
}

bool spill_map(struct spill *spill, struct file_view *view) {
    bool done = !spill->failed && spill_flush(spill) && file_map_fd(spill->fd, spill->name, view, spill->err);
    spill_close(spill);
    return done;
}

void spill_close(struct spill *spill) {
    if (spill->fd >= 0)
        close(spill->fd);
    heap_free(spill->block);
    spill->fd = -1;
    spill->block = NULL;
    spill->failed = true;
}
