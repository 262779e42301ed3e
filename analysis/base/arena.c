/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/arena.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct block {
    struct block *next;
    size_t used, size;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
    struct block *head;
};

static _Noreturn void out_of_memory(void) {
    static const char message[] = "redress: out of memory; use fewer exports, columns or --jobs\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written;
    _exit(4);
}

static size_t product(size_t count, size_t size) {
    if (size && count > (SIZE_MAX / 2) / size)
        out_of_memory();
    return count * size;
}

struct arena *arena_new(void) {
    return heap_array(1, sizeof(struct arena));
}

void arena_free(struct arena *arena) {
    if (!arena)
        return;
    for (struct block *block = arena->head; block;) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t size) {
    size_t need = (product(size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct block *block = arena->head;
    if (!block || block->size - block->used < need) {
        size_t room = need > BLOCK_SIZE ? need : BLOCK_SIZE;
        block = malloc(sizeof *block + room);
        if (!block)
            out_of_memory();
        *block = (struct block){.next = arena->head, .used = 0, .size = room};
        arena->head = block;
    }
    void *result = block->bytes + block->used;
    block->used += need;
    return memset(result, 0, need);
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
    return arena_alloc(arena, product(count, size));
}

void *heap_array(size_t count, size_t size) {
    size_t bytes = product(count, size);
    void *block = calloc(1, bytes ? bytes : 1);
    if (!block)
        out_of_memory();
    return block;
}

void *heap_resize(void *block, size_t count, size_t size) {
    size_t bytes = product(count, size);
    void *moved = realloc(block, bytes ? bytes : 1);
    if (!moved)
        out_of_memory();
    return moved;
}

void heap_free(void *block) {
    free(block);
}

void heap_release(void *block, size_t size) {
    enum { PAGE = 4096, EDGE = 64 }; /* the allocator keeps its lists in the first bytes of a free block */
    uintptr_t from = ((uintptr_t)block + EDGE + PAGE - 1) / PAGE * PAGE;
    uintptr_t to = ((uintptr_t)block + size) / PAGE * PAGE;
    if (block && size > EDGE && from < to)
        madvise((void *)from, to - from, MADV_DONTNEED);
    free(block);
}

void *heap_grow(void *items, size_t *capacity, size_t needed, size_t size) {
    if (needed <= *capacity)
        return items;
    size_t larger = *capacity ? *capacity : 16;
    while (larger < needed)
        larger = product(larger, 2);
    *capacity = larger;
    return heap_resize(items, larger, size);
}

/* /proc/self/statm: pages in all, in memory, of these of files or shared … */
size_t heap_held(void) {
    char text[128];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    if (size <= 0)
        return 0;
    text[size] = '\0';
    char *at = text;
    strtoul(at, &at, 10);
    unsigned long resident = strtoul(at, &at, 10), shared = strtoul(at, &at, 10);
    return resident > shared ? (resident - shared) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}
