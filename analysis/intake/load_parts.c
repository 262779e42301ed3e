/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/load.h"

#include <stdatomic.h>

struct reading {
    struct load_parts *parts;
    struct progress *progress;
    uint64_t total;
    atomic_uint_least64_t done;
    atomic_flag showing;
    atomic_bool *misread; /* by planned file: proved to be no UTF-8, and is read again as a whole */
};

static void show(struct reading *reading, size_t bytes) {
    uint64_t done = atomic_fetch_add(&reading->done, bytes) + bytes;
    if (!reading->progress || !reading->progress->show || atomic_flag_test_and_set(&reading->showing))
        return;
    reading->progress->show(reading->progress->context, "reading", done, reading->total);
    atomic_flag_clear(&reading->showing);
}

static size_t grid_start(const struct part *part) {
    return (part->limit - 1) / part->plan->part_bytes * part->plan->part_bytes;
}

/* The first part of a file begins right behind the header. */
static bool is_first(const struct part *part) {
    return grid_start(part) <= part->file->layout->data_start;
}

static void read_part(void *context, size_t number, unsigned worker) {
    struct reading *reading = context;
    struct part *part = &reading->parts->items[number];
    const struct layout *layout = part->file->layout;
    size_t start = layout->data_start;
    atomic_bool *misread = &reading->misread[part->file - part->plan->files];
    if (atomic_load_explicit(misread, memory_order_relaxed))
        return;
    if (!is_first(part))
        start = part_guess(part->file->source->text, layout->delimiter, grid_start(part), part->limit);
    part_read(part, &reading->parts->workers[worker], start);
    if (!part->utf8 && !part->file->source->checked)
        atomic_store(misread, true);
    show(reading, part->limit - grid_start(part));
}

static size_t count_parts(const struct plan_file *file, size_t grid) {
    size_t first = file->layout->data_start / grid, size = file->source->text.size;
    size_t end = (size + grid - 1) / grid;
    return end > first ? end - first : 0;
}

static uint64_t make_parts(const struct plan *plan, struct load_parts *parts) {
    uint64_t bytes = 0;
    size_t grid = plan->part_bytes;
    for (size_t i = 0; i < plan->file_count; i++)
        parts->count += count_parts(&plan->files[i], grid);
    parts->items = heap_array(parts->count, sizeof *parts->items);
    struct part *part = parts->items;
    for (size_t i = 0; i < plan->file_count; i++) {
        const struct plan_file *file = &plan->files[i];
        size_t from = file->layout->data_start / grid * grid, size = file->source->text.size;
        for (; from < size; from += grid) {
            size_t limit = size - from < grid ? size : from + grid;
            *part++ = (struct part){.plan = plan, .file = file, .limit = limit};
        }
        bytes += size;
    }
    return bytes;
}

/* A part is right when it began where the one before it ended. */
static void check_parts(struct load_parts *parts, atomic_bool *misread) {
    for (size_t i = 1; i < parts->count; i++) {
        struct part *part = &parts->items[i];
        size_t start = parts->items[i - 1].end;
        if (part->file == parts->items[i - 1].file && part->start != start &&
            !atomic_load(&misread[part->file - part->plan->files]))
            part_read(part, &parts->workers[0], start);
    }
}

void load_parts(const struct plan *plan, unsigned jobs, struct progress *progress, struct load_parts *parts) {
    *parts = (struct load_parts){.jobs = jobs > WORK_MOST ? WORK_MOST : jobs};
    struct reading reading = {.parts = parts, .progress = progress, .showing = ATOMIC_FLAG_INIT};
    reading.total = make_parts(plan, parts);
    parts->workers = heap_array(parts->jobs, sizeof *parts->workers);
    for (unsigned i = 0; i < parts->jobs; i++)
        part_worker_init(&parts->workers[i], plan, i);
    reading.misread = heap_array(plan->file_count + 1, sizeof *reading.misread);
    work_run(parts->jobs, parts->count, read_part, &reading);
    check_parts(parts, reading.misread);
    heap_free(reading.misread);
}

void load_free_parts(const struct plan *plan, struct load_parts *parts) {
    for (size_t i = 0; i < parts->count; i++)
        part_free(&parts->items[i]);
    for (unsigned i = 0; i < parts->jobs; i++)
        part_worker_free(&parts->workers[i], plan);
    heap_free(parts->items);
    heap_free(parts->workers);
    *parts = (struct load_parts){0};
}
