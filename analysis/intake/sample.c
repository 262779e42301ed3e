/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/sample.h"

#include "analysis/intake/csv.h"
#include "analysis/intake/part.h"

#include <string.h>

/* At most ROWS rows of all sources together, from WINDOWS places of each that is larger than WHOLE. */
enum { ROWS = 20000, ROWS_LEAST = 200, WINDOWS = 8 };
#define WHOLE ((size_t)4 << 20)
#define WINDOW ((size_t)512 << 10)

struct taking {
    struct arena *arena;
    struct str *cells;
    uint32_t *sources, source;
    size_t rows, columns, capacity, source_capacity;
};

static bool is_blank(const struct csv_record *record) {
    for (size_t i = 0; i < record->count; i++)
        if (str_trim(csv_bare(record, i)).size)
            return false;
    return true;
}

static void take_row(struct taking *t, const struct csv_record *record) {
    t->cells = heap_grow(t->cells, &t->capacity, (t->rows + 1) * t->columns, sizeof *t->cells);
    for (size_t i = 0; i < t->columns; i++)
        t->cells[t->rows * t->columns + i] = i < record->count ? str_trim(csv_bare(record, i)) : STR("");
    t->sources = heap_grow(t->sources, &t->source_capacity, t->rows + 1, sizeof *t->sources);
    t->sources[t->rows++] = t->source;
}

static void take_window(struct taking *t, const struct sample_source *source, size_t from, size_t to,
                        size_t most) {
    size_t start = from > source->data_start ? part_guess(source->text, source->delimiter, from, to) : from;
    if (start >= to)
        return;
    struct str piece = str_sub(source->text, 0, to < source->text.size ? csv_line_end(source->text, to) : to);
    if (!source->checked && start < piece.size) {
        struct str looked = str_sub(piece, start, piece.size);
        if (utf8_valid_prefix(looked) < looked.size)
            return;
    }
    struct csv_reader *reader = csv_open(piece, source->delimiter, start, false);
    struct csv_record record;
    size_t before = t->rows;
    for (enum csv_kind kind; t->rows - before < most && (kind = csv_next(reader, to, &record)) != CSV_END;)
        if (kind == CSV_RECORD && record.count <= t->columns && !is_blank(&record))
            take_row(t, &record);
    csv_close(reader);
}

static void take_source(struct taking *t, const struct sample_source *source, size_t quota) {
    size_t size = source->text.size, from = source->data_start;
    if (size <= from)
        return;
    if (size - from <= WHOLE) {
        /* Rows from all over a middle-sized file too: its beginning alone may be its oldest part. */
        size_t pieces = (size - from) / WINDOW + 1;
        for (size_t i = 0; i < pieces; i++)
            take_window(t, source, from + (size - from) * i / pieces, from + (size - from) * (i + 1) / pieces,
                        quota / pieces + 1);
        return;
    }
    for (size_t i = 0; i < WINDOWS; i++) {
        size_t at = from + (size - from - WINDOW) / (WINDOWS - 1) * i;
        take_window(t, source, at, at + WINDOW, quota / WINDOWS + 1);
    }
}

void sample_take(const struct sample_source *sources, size_t count, size_t columns, struct arena *arena,
                 struct sample *sample) {
    struct taking t = {.arena = arena, .columns = columns};
    size_t quota = ROWS / (count ? count : 1);
    for (size_t i = 0; i < count; i++, t.source++)
        take_source(&t, &sources[i], quota > ROWS_LEAST ? quota : ROWS_LEAST);
    struct str *cells = arena_array(arena, t.rows * columns + 1, sizeof *cells);
    uint32_t *from = arena_array(arena, t.rows + 1, sizeof *from);
    if (t.rows) {
        memcpy(cells, t.cells, t.rows * columns * sizeof *cells);
        memcpy(from, t.sources, t.rows * sizeof *from);
    }
    heap_free(t.cells);
    heap_free(t.sources);
    *sample = (struct sample){t.rows, columns, cells, from};
}
