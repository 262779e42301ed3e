/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compose_sql.h"

#include <math.h>
#include <stdlib.h>

/* A block of rows: cells are moved into one array only when their number is known. */
enum { BLOCK_CELLS = 16384 };

struct block {
    struct block *next;
    struct cell *cells;
    size_t count;
};

struct gathering {
    struct arena *arena;
    bool plain;
    struct report_column *columns;
    size_t column_count, cell_count, row_count;
    struct block *first, *last;
};

static struct str unique_name(const struct gathering *g, struct str name, size_t before) {
    struct str made = str_copy(g->arena, name);
    for (unsigned n = 2;; n++) {
        bool taken = false;
        for (size_t i = 0; i < before; i++)
            taken = taken || str_equal(g->columns[i].key, made);
        if (!taken)
            return made;
        made = str_printf(g->arena, STR_FMT " (%u)", STR_ARG(name), n);
    }
}

static bool take_columns(void *context, const struct str *names, size_t count, struct err *err) {
    (void)err;
    struct gathering *g = context;
    g->columns = arena_array(g->arena, count, sizeof *g->columns);
    g->column_count = count;
    for (size_t i = 0; i < count; i++) {
        struct str name = unique_name(g, names[i], i);
        g->columns[i] = (struct report_column){.key = name, .name = name, .role = COLUMN_NOTE};
    }
    return true;
}

/* Four places are enough to read, four digits where the number is very small. */
static struct str plain_number(struct arena *arena, const struct sql_value *value) {
    if (value->type == SQL_INTEGER)
        return str_printf(arena, "%lld", (long long)value->integer);
    double size = fabs(value->real);
    if (!(size < 1e15) || (size > 0 && size < 0.001))
        return str_printf(arena, "%.4g", value->real);
    struct str text = str_printf(arena, "%.4f", value->real);
    while (text.data[text.size - 1] == '0')
        text.size--;
    text.size -= text.data[text.size - 1] == '.';
    return str_equal(text, STR("-0")) ? STR("0") : text;
}

static struct cell cell_of(const struct gathering *g, const struct sql_value *value) {
    struct cell cell = {.kind = CELL_TEXT, .text = STR("")};
    bool large = value->type == SQL_INTEGER && llabs(value->integer) > (1LL << 53);
    if (value->type == SQL_NULL) {
        cell.kind = CELL_EMPTY;
    } else if (value->type == SQL_TEXT) {
        cell.text = str_copy(g->arena, value->text);
    } else if (g->plain || large) {
        cell.text = plain_number(g->arena, value);
    } else {
        cell.kind = CELL_FIGURE;
        cell.figure = figure_none(UNIT_SCORE, NULL);
        cell.figure.value = value->type == SQL_INTEGER ? (double)value->integer : value->real;
    }
    return cell;
}

static struct cell *next_cell(struct gathering *g) {
    if (!g->last || g->last->count == BLOCK_CELLS) {
        struct block *block = heap_array(1, sizeof *block);
        block->cells = heap_array(BLOCK_CELLS, sizeof *block->cells);
        *(g->last ? &g->last->next : &g->first) = block;
        g->last = block;
    }
    g->cell_count++;
    return &g->last->cells[g->last->count++];
}

/* A column is one of numbers until a text comes (COLUMN_LABEL); COLUMN_NOTE: nothing but NULL so far. */
static void note_kind(struct report_column *column, const struct sql_value *value) {
    if (value->type == SQL_TEXT)
        column->role = COLUMN_LABEL;
    else if (value->type != SQL_NULL && column->role == COLUMN_NOTE)
        column->role = COLUMN_VALUE;
}

static bool take_row(void *context, const struct sql_value *values, size_t count, struct err *err) {
    struct gathering *g = context;
    if (g->cell_count + count > SQL_VALUES_MOST) {
        err_set(err, ERR_USAGE, "the answer has more than %d values", SQL_VALUES_MOST);
        return err_hint(err, "add a limit or fewer columns, or write a database with --save FILE.db");
    }
    for (size_t i = 0; i < count; i++) {
        note_kind(&g->columns[i], &values[i]);
        *next_cell(g) = cell_of(g, &values[i]);
    }
    g->row_count++;
    return true;
}

static void fill_table(struct gathering *g, struct report_table *table) {
    struct cell *cells = arena_array(g->arena, g->cell_count, sizeof *cells);
    size_t at = 0;
    for (struct block *block = g->first, *next; block; block = next) {
        next = block->next;
        for (size_t i = 0; i < block->count; i++)
            cells[at++] = block->cells[i];
        heap_release(block->cells, BLOCK_CELLS * sizeof *block->cells);
        heap_free(block);
    }
    *table = (struct report_table){.key = STR("sql"),
                                   .title = STR(""),
                                   .note = STR(""),
                                   .columns = g->columns,
                                   .column_count = g->column_count,
                                   .cells = cells,
                                   .row_count = g->row_count};
}

bool compose_sql(const struct sql_query *query, bool plain, struct arena *arena, struct report_table *table,
                 struct err *err) {
    struct gathering g = {.arena = arena, .plain = plain};
    bool done = sql_run(query, &(struct sql_sink){take_columns, take_row, &g}, err);
    fill_table(&g, table);
    return done;
}
