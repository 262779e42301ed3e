/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_TABLE_BUILDER_H
#define REDRESS_TESTS_TABLE_BUILDER_H

/* A table in memory from a few lines of text, for tests of what reads tables:
 *
 *     struct made *made = made_table("received,         closed,     product, =satisfaction\n"
 *                                    "2026-10-01 09:30, 2026-10-04, Loans,   2\n"
 *                                    "2026-10-02,       ,           Cards,   -1\n");
 *
 * Headers are roles, "=closed" and so on for meanings (their numbers), "flag:NAME", "set:NAME" (values joined
 * by +), or any other word for a dimension. Blanks around cells are dropped, an empty cell is missing. */

#include "analysis/intake/store.h"
#include "analysis/intake/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MADE_COLUMNS = 48 };

struct made {
    struct arena *arena;
    struct table table;
    struct table_store store; /* for derivers, which add columns */
    size_t made_columns;      /* the others are derived */
    struct column *columns[MADE_COLUMNS];
    struct stage stages[8];
};

static inline struct column *made_column(struct made *made, struct str name, enum role role,
                                         enum column_type type) {
    struct column *column = arena_alloc(made->arena, sizeof *column);
    column->name = name;
    column->role = role;
    column->type = type;
    size_t rows = made->table.rows;
    column->codes = arena_array(made->arena, rows + 1, sizeof *column->codes);
    column->date_only = arena_array(made->arena, rows / 64 + 1, sizeof *column->date_only);
    column->flags = arena_array(made->arena, rows + 1, sizeof *column->flags);
    column->numbers = arena_array(made->arena, rows + 1, sizeof *column->numbers);
    column->texts = arena_array(made->arena, rows + 1, sizeof *column->texts);
    column->dict = dict_new();
    column->sets.start = arena_array(made->arena, rows + 3, sizeof *column->sets.start);
    column->sets.items = arena_array(made->arena, rows * 8 + 1, sizeof *column->sets.items);
    column->sets.count = 1;
    made->columns[made->table.column_count++] = column;
    if (role != ROLE_NONE)
        made->table.by_role[role] = column;
    return column;
}

static inline uint32_t made_time(struct str cell, bool *date_only) {
    int y, m, d, hour = 0, minute = 0, second = 0;
    char text[32] = {0};
    memcpy(text, cell.data, cell.size < 31 ? cell.size : 31);
    int fields = sscanf(text, "%d-%d-%d %d:%d:%d", &y, &m, &d, &hour, &minute, &second);
    *date_only = fields == 3;
    return fields < 3 ? TIME_NONE
                      : (uint32_t)(date_days(y, m, d) * DATE_DAY + hour * 3600 + minute * 60 + second);
}

/* Each row has a set of its own, whose code is its row number + 1; an empty cell has the empty set. */
static inline void made_set(struct column *column, size_t row, struct str cell) {
    struct set_list *sets = &column->sets;
    uint32_t end = sets->start[sets->count];
    if (!cell.size)
        return;
    while (cell.size) {
        size_t plus = str_find_char(cell, '+');
        sets->items[end++] = dict_add(column->dict, str_trim(str_sub(cell, 0, plus)));
        cell = str_sub(cell, plus < cell.size ? plus + 1 : plus, cell.size);
    }
    column->codes[row] = (uint32_t)sets->count++;
    sets->start[sets->count] = end;
}

static inline void made_cell(struct column *column, size_t row, struct str cell) {
    bool date_only = false;
    switch (column->type) {
    case COLUMN_TIME:
        column->codes[row] = made_time(cell, &date_only);
        column->date_only[row / 64] |= (uint64_t)date_only << (row % 64);
        break;
    case COLUMN_DIMENSION:
        column->codes[row] = dict_add(column->dict, cell);
        break;
    case COLUMN_SET:
        made_set(column, row, cell);
        break;
    case COLUMN_FLAG:
        column->flags[row] = cell.size ? (int8_t)(cell.data[0] == 'y') : FLAG_NONE;
        break;
    case COLUMN_NUMBER:
        column->numbers[row] = cell.size ? (int64_t)(strtod(cell.data, NULL) * NUMBER_UNIT) : NUMBER_NONE;
        break;
    case COLUMN_TEXT:
        column->texts[row] = cell.size ? text_pack((uint64_t)row, cell.size, false) : TEXT_NONE;
        break;
    }
    column->missing += cell.size == 0;
}

static inline struct column *made_header(struct made *made, struct str name, int8_t **meaning) {
    static const char *const meanings[MEANING_COUNT] = {"=closed", "=satisfaction", "=satisfaction_first",
                                                        "=outcome", "=escalation"};
    static const enum column_type types[] = {COLUMN_TEXT, COLUMN_TIME,   COLUMN_DIMENSION,
                                             COLUMN_FLAG, COLUMN_NUMBER, COLUMN_TEXT};
    for (size_t i = 0; i < MEANING_COUNT; i++)
        if (str_equal(name, str_of(meanings[i]))) {
            *meaning = made->table.meanings[i] = arena_array(made->arena, made->table.rows + 1, 1);
            return NULL;
        }
    if (str_starts(name, STR("flag:")))
        return made_column(made, str_sub(name, 5, name.size), ROLE_NONE, COLUMN_FLAG);
    if (str_starts(name, STR("set:")))
        return made_column(made, str_sub(name, 4, name.size), ROLE_NONE, COLUMN_SET);
    enum role role = role_find(name);
    return made_column(made, name, role, role == ROLE_NONE ? COLUMN_DIMENSION : types[roles[role].type]);
}

static inline struct str made_take(struct str *text, char end) {
    size_t at = str_find_char(*text, end);
    struct str part = str_trim(str_sub(*text, 0, at));
    *text = str_sub(*text, at < text->size ? at + 1 : at, text->size);
    return part;
}

static inline struct made *made_table(const char *lines) {
    struct made *made = calloc(1, sizeof *made);
    made->arena = arena_new();
    struct str text = str_copy(made->arena, str_of(lines)), header = made_take(&text, '\n');
    for (size_t i = 0; i < text.size; i++)
        made->table.rows += text.data[i] == '\n';
    struct column *columns[MADE_COLUMNS];
    int8_t *meanings[MADE_COLUMNS] = {NULL};
    size_t count = 0;
    for (; header.size; count++) {
        struct str name = made_take(&header, ',');
        columns[count] = made_header(made, name, &meanings[count]);
    }
    for (size_t row = 0; row < made->table.rows; row++) {
        struct str line = made_take(&text, '\n');
        for (size_t i = 0; i < count; i++) {
            struct str cell = made_take(&line, ',');
            if (meanings[i])
                meanings[i][row] = (int8_t)(cell.size ? atoi(cell.data) : -1);
            else
                made_cell(columns[i], row, cell);
        }
    }
    made->table.columns = made->columns;
    made->made_columns = made->table.column_count;
    made->store = (struct table_store){.arena = made->arena, .capacity = MADE_COLUMNS};
    made->table.store = &made->store;
    made->table.stages = made->stages;
    return made;
}

static inline void made_stage(struct made *made, const char *name, enum role from, enum role to) {
    made->stages[made->table.stage_count++] =
        (struct stage){str_of(name), made->table.by_role[from], made->table.by_role[to], NULL};
}

static inline void made_free(struct made *made) {
    for (size_t i = 0; i < made->made_columns; i++)
        dict_free(made->columns[i]->dict);
    for (size_t i = made->made_columns; i < made->table.column_count; i++) {
        heap_free(made->columns[i]->codes);
        heap_free(made->columns[i]->date_only);
        heap_free(made->columns[i]->flags);
    }
    arena_free(made->arena);
    free(made);
}

#endif
