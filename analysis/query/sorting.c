/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/sorting.h"

/* Ranking more codes than the first costs more than SQLite's own sorting; any grouping can count by the codes
 * themselves, up to the second. The cells of all columns together are counted at once up to the third. */
enum { RANKED_MOST = 1 << 16, CODES_MOST = 1 << 20, CELLS_MOST = 1 << 20 };

bool sorting_takes(const struct view_column *column, bool any_order) {
    size_t codes = column->codes.count;
    return view_is_coded(column) && codes > 0 && codes <= (any_order ? CODES_MOST : RANKED_MOST);
}

void sorting_free(struct sorting *sorting) {
    heap_free(sorting->rows);
    heap_free(sorting->ends);
    heap_free(sorting->codes);
    *sorting = (struct sorting){0};
}

static void gather_rows(struct sorting *sorting, const struct filter *filter) {
    size_t capacity = 0, at = filter->first;
    for (size_t found = 1; found;) {
        sorting->rows = heap_grow(sorting->rows, &capacity, sorting->count + FILTER_BLOCK, sizeof(uint32_t));
        found = filter_next(filter, &at, sorting->rows + sorting->count);
        sorting->count += found;
    }
}

/* place[code] in the order asked for. */
static uint32_t *places_of(const struct sorting_key *key) {
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
static size_t *count_out(struct sorting *sorting, const uint32_t *numbers, size_t cells) {
    size_t *ends = heap_array(cells + 1, sizeof *ends);
    uint32_t *sorted = heap_array(sorting->count, sizeof *sorted);
    for (size_t i = 0; i < sorting->count; i++)
        ends[numbers[i] + 1]++;
    for (size_t cell = 0; cell < cells; cell++)
        ends[cell + 1] += ends[cell];
    for (size_t i = 0; i < sorting->count; i++)
        sorted[ends[numbers[i]]++] = sorting->rows[i];
    heap_free(sorting->rows);
    sorting->rows = sorted;
    return ends;
}

/* One column after the other, from the last to the first. */
static void sort_in_turn(struct sorting *sorting, const struct sorting_key *keys, size_t count) {
    uint32_t *numbers = heap_array(sorting->count, sizeof *numbers);
    while (count-- > 0) {
        uint32_t *places = places_of(&keys[count]);
        for (size_t i = 0; i < sorting->count; i++)
            numbers[i] = places[view_code(keys[count].column, sorting->rows[i])];
        heap_free(count_out(sorting, numbers, keys[count].column->codes.count));
        heap_free(places);
    }
    heap_free(numbers);
}

/* The cells that hold rows, and the codes they stand for. */
static void name_groups(struct sorting *sorting, const size_t *ends, size_t cells, uint32_t *const codes_at[],
                        const struct sorting_key *keys) {
    size_t count = sorting->column_count;
    for (size_t cell = 0; cell < cells; cell++)
        sorting->group_count += ends[cell] > (cell ? ends[cell - 1] : 0);
    sorting->ends = heap_array(sorting->group_count, sizeof *sorting->ends);
    sorting->codes = heap_array(sorting->group_count * count, sizeof *sorting->codes);
    size_t group = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        if (ends[cell] == (cell ? ends[cell - 1] : 0))
            continue;
        sorting->ends[group] = ends[cell];
        size_t rest = cell;
        for (size_t i = count; i-- > 0;) {
            size_t codes = keys[i].column->codes.count;
            sorting->codes[group * count + i] = codes_at[i][rest % codes];
            rest /= codes;
        }
        group++;
    }
}

/* All columns in one number, counted once. */
static void sort_at_once(struct sorting *sorting, const struct sorting_key *keys, size_t count,
                         size_t cells) {
    uint32_t *numbers = heap_array(sorting->count, sizeof *numbers);
    uint32_t *codes_at[SORTING_COLUMNS_MOST];
    for (size_t k = 0; k < count; k++) {
        const struct view_column *column = keys[k].column;
        uint32_t *places = places_of(&keys[k]), codes = (uint32_t)column->codes.count;
        codes_at[k] = heap_array(codes, sizeof *codes_at[k]);
        for (uint32_t code = 0; code < codes; code++)
            codes_at[k][places[code]] = code;
        for (size_t i = 0; i < sorting->count; i++)
            numbers[i] = numbers[i] * codes + places[view_code(column, sorting->rows[i])];
        heap_free(places);
    }
    size_t *ends = count_out(sorting, numbers, cells);
    name_groups(sorting, ends, cells, codes_at, keys);
    for (size_t k = 0; k < count; k++)
        heap_free(codes_at[k]);
    heap_free(ends);
    heap_free(numbers);
}

void sorting_make(const struct sorting_key *keys, size_t key_count, const struct filter *filter,
                  struct sorting *sorting) {
    *sorting = (struct sorting){.column_count = key_count};
    gather_rows(sorting, filter);
    size_t cells = 1;
    for (size_t i = 0; i < key_count; i++) {
        sorting->columns[i] = keys[i].column;
        cells = cells <= CELLS_MOST ? cells * keys[i].column->codes.count : cells;
    }
    if (cells <= CELLS_MOST)
        sort_at_once(sorting, keys, key_count, cells);
    else
        sort_in_turn(sorting, keys, key_count);
}
