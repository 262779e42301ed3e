/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_HAND_TABLE_H
#define REDRESS_TESTS_HAND_TABLE_H

/* A table made by hand, without exports: for tests of what reads tables. All arrays are heap arrays. */

#include "analysis/intake/store.h"

#include <string.h>

enum { HAND_COLUMNS = 32 };

struct hand {
    struct table table;
    struct column columns[HAND_COLUMNS], *list[HAND_COLUMNS];
    struct table_store store;
    struct source_set sources;
    struct source source;
    struct buf source_text;
};

static inline struct hand *hand_new(size_t rows) {
    struct hand *hand = heap_array(1, sizeof *hand);
    hand->table.rows = rows;
    hand->table.columns = hand->list;
    hand->table.store = &hand->store;
    hand->store.sources = &hand->sources;
    hand->sources = (struct source_set){.items = &hand->source, .count = 1};
    return hand;
}

/* The type follows from the role; ROLE_NONE makes a column of any type under its own name. */
static inline struct column *hand_add(struct hand *hand, const char *name, enum column_type type) {
    struct column *column = &hand->columns[hand->table.column_count];
    hand->list[hand->table.column_count++] = column;
    *column = (struct column){.name = str_of(name), .role = role_find(str_of(name)), .type = type};
    size_t rows = hand->table.rows;
    if (type == COLUMN_TIME || type == COLUMN_DIMENSION || type == COLUMN_SET)
        column->codes = heap_array(rows, sizeof *column->codes);
    if (type == COLUMN_TIME) {
        memset(column->codes, 0xFF, rows * sizeof *column->codes);
        column->date_only = heap_array((rows + 63) / 64, sizeof *column->date_only);
    }
    if (type == COLUMN_DIMENSION || type == COLUMN_SET)
        column->dict = dict_new();
    if (type == COLUMN_FLAG)
        column->flags = heap_array(rows, 1);
    if (type == COLUMN_NUMBER)
        column->numbers = heap_array(rows, sizeof *column->numbers);
    if (type == COLUMN_TEXT)
        memset(column->texts = heap_array(rows, sizeof *column->texts), 0xFF, rows * sizeof *column->texts);
    if (column->role != ROLE_NONE)
        hand->table.by_role[column->role] = column;
    return column;
}

static inline void hand_time(struct column *column, size_t row, int64_t seconds, bool date_only) {
    column->codes[row] = (uint32_t)seconds;
    if (date_only)
        column->date_only[row / 64] |= (uint64_t)1 << (row % 64);
}

static inline void hand_dimension(struct column *column, size_t row, const char *text) {
    column->codes[row] = dict_add(column->dict, str_of(text));
}

/* Texts lie one behind the other in the one source of the table, written as in a CSV file: quotes doubled. */
static inline void hand_text(struct hand *hand, struct column *column, size_t row, const char *text) {
    struct str cell = str_of(text);
    size_t from = hand->source_text.size;
    buf_add(&hand->source_text, cell);
    bool escaped = str_find_char(cell, '"') < cell.size;
    column->texts[row] = cell.size ? text_pack(from, cell.size, escaped) : TEXT_NONE;
    hand->source.text = buf_str(&hand->source_text);
}

/* Sets of a SET column: the empty one, then `count` sets given by bits over the codes 1 … of the dictionary.
 */
static inline void hand_sets(struct column *column, const uint32_t *bits, size_t count) {
    column->sets.count = count + 1;
    column->sets.start = heap_array(count + 2, sizeof *column->sets.start);
    column->sets.items = heap_array(count * 32 + 1, sizeof *column->sets.items);
    uint32_t used = 0;
    for (size_t set = 0; set < count; set++) {
        column->sets.start[set + 1] = used;
        for (uint32_t bit = 0; bit < 32; bit++)
            if (bits[set] >> bit & 1)
                column->sets.items[used++] = bit + 1;
    }
    column->sets.start[count + 1] = used;
}

static inline void hand_free(struct hand *hand) {
    for (size_t i = 0; i < hand->table.column_count; i++) {
        struct column *column = &hand->columns[i];
        heap_free(column->codes);
        heap_free(column->date_only);
        heap_free(column->flags);
        heap_free(column->numbers);
        heap_free(column->texts);
        heap_free(column->sets.start);
        heap_free(column->sets.items);
        dict_free(column->dict);
    }
    buf_free(&hand->source_text);
    heap_free(hand);
}

/* The same numbers on every machine (splitmix64). */
static inline uint64_t hand_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15U);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

static inline size_t hand_pick(uint64_t *state, size_t count) {
    return (size_t)(hand_random(state) % count);
}

#endif
