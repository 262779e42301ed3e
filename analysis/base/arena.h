/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_BASE_ARENA_H
#define REDRESS_BASE_ARENA_H

/* Memory. Everything that lives as long as a run (or a thread's task) comes from an arena and is freed
 * with it; buffers that grow come from the heap functions. Running out of memory ends the program here
 * (message on standard error, exit code 4) and nowhere else: no caller checks for NULL. */

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Zeroed, aligned for any type. `arena_array` refuses a product that overflows. Both never return NULL. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Heap blocks: `heap_array` is zeroed; `heap_resize` keeps the first bytes and leaves the new ones as they
 * are; both are given back with `heap_free` (which takes NULL). */
void *heap_array(size_t count, size_t size);
void *heap_resize(void *block, size_t count, size_t size);
void heap_free(void *block);
/* Frees a block of `size` bytes and hands its pages back to the system at once, where heap_free may keep them
 * for later: for the many middle-sized blocks that a long run is done with. */
void heap_release(void *block, size_t size);

/* Makes room for `needed` items of `size` bytes in a growing array: doubles `*capacity` when it is too
 * small and returns the (possibly moved) array. Start with NULL and 0. */
void *heap_grow(void *items, size_t *capacity, size_t needed, size_t size);

/* Memory of the whole program that is its own, not of mapped files, in bytes; 0 where the system does not
 * tell. Takes about a microsecond. */
size_t heap_held(void);

#endif
