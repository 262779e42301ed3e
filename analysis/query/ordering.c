/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/ordering.h"

#include <stdlib.h>

/* Ranking more codes than the first costs more than SQLite's own sorting; any grouping can count by the codes
 * themselves, up to the second. The cells of all columns together are counted at once up to the third. */
enum { RANKED_MOST = 1 << 16, CODES_MOST = 1 << 20, CELLS_MOST = 1 << 20, FEW_CODES = 64 };

bool ordering_takes(const struct view_column *column, bool any_order) {
    size_t codes = column->codes.count;
    return view_is_coded(column) && codes > 0 && codes <= (any_order ? CODES_MOST : RANKED_MOST);
}

void ordering_free(struct ordering *ordering) {
    heap_free(ordering->rows);
    heap_free(ordering->ends);
    heap_free(ordering->codes);
    *ordering = (struct ordering){0};
}

static void gather_rows(struct ordering *ordering, const struct filter *filter) {
    size_t capacity = 0, at = filter->first;
    for (size_t found = 1; found;) {
        ordering->rows =
            heap_grow(ordering->rows, &capacity, ordering->count + FILTER_BLOCK, sizeof(uint32_t));
        found = filter_next(filter, &at, ordering->rows + ordering->count);
        ordering->count += found;
    }
}

/* place[code] in the order asked for. */
static uint32_t *places_of(const struct ordering_key *key) {
    size_t codes = key->column->codes.count;
    uint32_t *places;
    if (codes <= RANKED_MOST) {
        places = view_ranks(key->column);
    } else {
        places = heap_array(codes, sizeof *places);
        for (uint32_t code = 0; code < codes; code++)
            places[code] = code;
    }
    for (uint32_t code = 0; key->descending && code < codes; code++)
        places[code] = (uint32_t)codes - 1 - places[code];
    return places;
}

/* Writes the rows in the order of their numbers (below `cells`); returns where each number's rows end. */
static size_t *count_out(struct ordering *ordering, const uint32_t *numbers, size_t cells) {
    size_t *ends = heap_array(cells + 1, sizeof *ends);
    uint32_t *sorted = heap_array(ordering->count, sizeof *sorted);
    for (size_t i = 0; i < ordering->count; i++)
        ends[numbers[i] + 1]++;
    for (size_t cell = 0; cell < cells; cell++)
        ends[cell + 1] += ends[cell];
    for (size_t i = 0; i < ordering->count; i++)
        sorted[ends[numbers[i]]++] = ordering->rows[i];
    heap_free(ordering->rows);
    ordering->rows = sorted;
    return ends;
}

/* One column after the other, from the last to the first. */
static void sort_in_turn(struct ordering *ordering, const struct ordering_key *keys, size_t count) {
    uint32_t *numbers = heap_array(ordering->count, sizeof *numbers);
    while (count-- > 0) {
        uint32_t *places = places_of(&keys[count]);
        for (size_t i = 0; i < ordering->count; i++)
            numbers[i] = places[view_code(keys[count].column, ordering->rows[i])];
        heap_free(count_out(ordering, numbers, keys[count].column->codes.count));
        heap_free(places);
    }
    heap_free(numbers);
}

/* The cells that hold rows, and the codes they stand for. */
static void name_groups(struct ordering *ordering, const size_t *ends, size_t cells,
                        uint32_t *const codes_at[], const struct ordering_key *keys) {
    size_t count = ordering->column_count;
    for (size_t cell = 0; cell < cells; cell++)
        ordering->group_count += ends[cell] > (cell ? ends[cell - 1] : 0);
    ordering->ends = heap_array(ordering->group_count, sizeof *ordering->ends);
    ordering->codes = heap_array(ordering->group_count * count, sizeof *ordering->codes);
    size_t group = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        if (ends[cell] == (cell ? ends[cell - 1] : 0))
            continue;
        ordering->ends[group] = ends[cell];
        size_t rest = cell;
        for (size_t i = count; i-- > 0;) {
            size_t codes = keys[i].column->codes.count;
            ordering->codes[group * count + i] = codes_at[i][rest % codes];
            rest /= codes;
        }
        group++;
    }
}

/* All columns in one number, counted once. */
static void sort_at_once(struct ordering *ordering, const struct ordering_key *keys, size_t count,
                         size_t cells) {
    uint32_t *numbers = heap_array(ordering->count, sizeof *numbers);
    uint32_t *codes_at[ORDERING_COLUMNS_MOST];
    for (size_t k = 0; k < count; k++) {
        const struct view_column *column = keys[k].column;
        uint32_t *places = places_of(&keys[k]), codes = (uint32_t)column->codes.count;
        codes_at[k] = heap_array(codes, sizeof *codes_at[k]);
        for (uint32_t code = 0; code < codes; code++)
            codes_at[k][places[code]] = code;
        for (size_t i = 0; i < ordering->count; i++)
            numbers[i] = numbers[i] * codes + places[view_code(column, ordering->rows[i])];
        heap_free(places);
    }
    size_t *ends = count_out(ordering, numbers, cells);
    name_groups(ordering, ends, cells, codes_at, keys);
    for (size_t k = 0; k < count; k++)
        heap_free(codes_at[k]);
    heap_free(ends);
    heap_free(numbers);
}

struct comparison {
    const struct ordering_key *keys;
    size_t count;
};

static int compare_codes(const struct view_column *column, uint32_t a, uint32_t b) {
    if (column->kind == VIEW_DIMENSION || column->kind == VIEW_SET)
        return str_compare(view_code_text(column, a), view_code_text(column, b));
    return a < b ? -1 : a > b;
}

static int compare_rows(const void *left, const void *right, void *context) {
    const struct comparison *comparison = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct ordering_key *key = &comparison->keys[i];
        uint32_t x = view_code(key->column, a), y = view_code(key->column, b);
        int order = x == y ? 0 : compare_codes(key->column, x, y);
        if (order)
            return key->descending ? -order : order;
    }
    return a < b ? -1 : a > b;
}

void ordering_make(const struct ordering_key *keys, size_t key_count, const struct filter *filter,
                   struct ordering *ordering) {
    *ordering = (struct ordering){.column_count = key_count};
    gather_rows(ordering, filter);
    size_t cells = 1, codes = 0;
    for (size_t i = 0; i < key_count; i++) {
        ordering->columns[i] = keys[i].column;
        codes += keys[i].column->codes.count;
        cells = cells <= CELLS_MOST ? cells * keys[i].column->codes.count : cells;
    }
    if (codes > FEW_CODES && ordering->count < codes / 8) /* a handful of rows, perhaps in a sub-select */
        qsort_r(ordering->rows, ordering->count, sizeof *ordering->rows, compare_rows,
                &(struct comparison){keys, key_count});
    else if (cells <= CELLS_MOST && cells / 4 <= ordering->count + FEW_CODES)
        sort_at_once(ordering, keys, key_count, cells);
    else
        sort_in_turn(ordering, keys, key_count);
}
