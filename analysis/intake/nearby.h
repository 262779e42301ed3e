/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_NEARBY_H
#define REDRESS_INTAKE_NEARBY_H

/* A worker's own dictionary of the raw cells of a column: codes 1, 2 … in the order this worker met them, 0
 * for the empty cell. It keeps slices of the mapped text, copies nothing and is made for short, often
 * repeated cells: the hash looks at three words of them. What the cells mean (trimmed, unescaped, missing
 * words) and their final codes are found once for each when the columns are joined. */

#include "analysis/base/str.h"

enum { NEARBY_COPIED = 1 << 16, NEARBY_SHORT = 128 };

struct nearby {
    struct arena *copies;
    struct str *cells; /* by code − 1 */
    size_t count, capacity;
    uint32_t *slots; /* code, 0 = free; a power of two, at most half full */
    uint32_t *tags;  /* upper half of the hash of the cell in the slot */
    size_t slot_count;
    size_t misses; /* slots passed in vain since the table was made */
    bool whole;    /* the hash looks at all bytes, after three words proved too few */
};

void nearby_free(struct nearby *dict);
uint32_t nearby_add(struct nearby *dict, struct str cell);

#endif
