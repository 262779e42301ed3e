/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/condition.h"

const struct column *condition_column(const struct policy_when *when, const struct table *table) {
    const struct column *column = table_column(table, when->column);
    return column && (column->type == COLUMN_DIMENSION || column->type == COLUMN_SET) ? column : NULL;
}

bool condition_fits(const struct policy_when *when, const struct column *column, struct str text) {
    if (words_hold(&when->values, text))
        return true;
    for (size_t i = 0; column->role == ROLE_NONE && i < when->values.count; i++) {
        struct str value = when->values.items[i];
        if (text.size > value.size && str_starts(text, value) && text.data[value.size] == '.')
            return true;
    }
    return false;
}

const uint8_t *condition_codes(const struct policy_when *when, const struct column *column,
                               struct arena *arena) {
    size_t count = dict_size(column->dict);
    uint8_t *fits = arena_array(arena, count, 1);
    for (uint32_t code = 0; code < count; code++)
        fits[code] = condition_fits(when, column, dict_text(column->dict, code));
    if (column->type != COLUMN_SET)
        return fits;
    const struct set_list *sets = &column->sets;
    uint8_t *by_set = arena_array(arena, sets->count + 1, 1);
    for (size_t set = 0; set < sets->count; set++)
        for (uint32_t i = sets->start[set]; i < sets->start[set + 1]; i++)
            by_set[set] |= fits[sets->items[i]];
    return by_set;
}

uint64_t *condition_rows(const struct policy_when *when, size_t count, const struct table *table,
                         struct arena *arena, struct str *lacks) {
    size_t words = (table->rows + 63) / 64;
    uint64_t *rows = arena_array(arena, words + 1, sizeof *rows);
    for (size_t word = 0; word < words; word++)
        rows[word] = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct column *column = condition_column(&when[i], table);
        if (!column) {
            *lacks = when[i].column;
            return NULL;
        }
        const uint8_t *fits = condition_codes(&when[i], column, arena);
        for (size_t row = 0; row < table->rows; row++)
            if (!fits[column->codes[row]])
                rows[row / 64] &= ~(UINT64_C(1) << (row % 64));
    }
    return rows;
}
