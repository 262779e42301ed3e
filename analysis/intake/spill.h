/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_SPILL_H
#define REDRESS_INTAKE_SPILL_H

/* Bytes written one behind the other into an unlinked temporary file that is then mapped: what is converted
 * from an export lives there and not in memory. A spill has a size that it may not pass: the guard against
 * input made to fill the disk. */

#include "analysis/base/file.h"

struct spill {
    const char *name; /* of the export, for messages */
    int fd;
    char *block;
    size_t used;
    uint64_t written, most;
    struct err *err;
    bool failed; /* then nothing more is written */
};

/* What may come out of an export of that many bytes: SPILL_RATIO times as much, and SPILL_FREE bytes always.
 */
#define SPILL_FREE ((uint64_t)1 << 30)
enum { SPILL_RATIO = 1000 };
uint64_t spill_most(size_t bytes);
/* ERR_DATA: the export unpacks to more than that. */
bool spill_too_much(const char *name, struct err *err);

bool spill_open(struct spill *spill, const char *name, uint64_t most, struct err *err);
bool spill_put(struct spill *spill, struct str bytes);
/* Writes what was put so far. */
bool spill_flush(struct spill *spill);
/* Bytes put so far. */
uint64_t spill_size(const struct spill *spill);
/* Writes what is left and maps everything; the spill is closed either way. */
bool spill_map(struct spill *spill, struct file_view *view);
/* Drops it. */
void spill_close(struct spill *spill);

#endif
