/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/table.h"

#include "analysis/intake/alias.h"
#include "analysis/intake/csv.h"
#include "analysis/intake/intake.h"
#include "analysis/intake/store.h"

const char *const tier_names[TIER_COUNT] = {"none",      "head_office", "regulator",
                                            "ombudsman", "media",       "other"};

struct table *table_new(struct source_set *sources) {
    struct table *table = heap_array(1, sizeof *table);
    table->store = heap_array(1, sizeof *table->store);
    table->store->arena = arena_new();
    table->store->sources = source_share(sources);
    return table;
}

static void free_column(struct column *column) {
    heap_free(column->codes);
    heap_free(column->date_only);
    heap_free(column->flags);
    heap_free(column->numbers);
    heap_free(column->texts);
    heap_free(column->sets.start);
    heap_free(column->sets.items);
    dict_free(column->dict);
}

void table_free(struct table *table) {
    if (!table)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        free_column(table->columns[i]);
    heap_free((void *)(uintptr_t)table->columns);
    for (int m = 0; m < MEANING_COUNT; m++)
        heap_free(table->meanings[m]);
    struct table_store *store = table->store;
    heap_free(store->record_starts);
    heap_free(store->record_sizes);
    source_free(store->sources);
    arena_free(store->arena);
    heap_free(store);
    heap_free(table);
}

struct column *table_new_column(struct table *table, struct str name, enum role role, enum column_type type) {
    struct table_store *store = table->store;
    struct column *column = arena_alloc(store->arena, sizeof *column);
    *column = (struct column){.name = str_copy(store->arena, name), .role = role, .type = type};
    struct column **columns = (struct column **)(uintptr_t)table->columns;
    columns = heap_grow(columns, &store->capacity, table->column_count + 1, sizeof *columns);
    columns[table->column_count++] = column;
    table->columns = columns;
    if (role != ROLE_NONE)
        table->by_role[role] = column;
    return column;
}

struct column *table_add(struct table *table, struct str name, enum column_type type) {
    return table_new_column(table, name, ROLE_NONE, type);
}

void table_add_stage(struct table *table, const struct stage *stage) {
    struct arena *arena = table->store->arena;
    struct stage *stages = arena_array(arena, table->stage_count + 1, sizeof *stages);
    stages[0] = *stage;
    stages[0].name = str_copy(arena, stage->name);
    for (size_t i = 0; i < table->stage_count; i++)
        stages[i + 1] = table->stages[i];
    table->stages = stages;
    table->stage_count++;
}

void table_rename(struct table *table, const struct column *column, struct str name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i] == column)
            table->columns[i]->name = str_copy(table->store->arena, name);
}

const struct column *table_column(const struct table *table, struct str name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal(table->columns[i]->name, name))
            return table->columns[i];
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal_ascii_nocase(table->columns[i]->name, name))
            return table->columns[i];
    enum role role = alias_find(table->aliases, table->alias_count, name);
    return role != ROLE_NONE ? table->by_role[role] : NULL;
}

bool table_has(const struct table *table, struct str name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (str_equal_ascii_nocase(table->columns[i]->name, name))
            return true;
    return false;
}

const struct stage *table_stage(const struct table *table, struct str name) {
    for (size_t i = 0; i < table->stage_count; i++)
        if (str_equal(table->stages[i].name, name))
            return &table->stages[i];
    return NULL;
}

int64_t table_weight(const struct table *table, size_t row) {
    const struct column *weight = table->by_role[ROLE_WEIGHT];
    int64_t value = weight ? weight->numbers[row] : NUMBER_NONE;
    return value == NUMBER_NONE || value < 0 ? 1 : (value + NUMBER_UNIT / 2) / NUMBER_UNIT;
}

struct str table_text(const struct table *table, size_t row, const struct column *column,
                      struct buf *scratch) {
    uint64_t packed = column->texts[row];
    if (packed == TEXT_NONE)
        return STR("");
    const struct source *source = source_at(table->store->sources, packed >> 25);
    struct str text = {source->text.data + ((packed >> 25) - source->base), packed >> 1 & 0xFFFFFF};
    return packed & 1 ? csv_unescape(text, scratch) : text;
}

void table_expect_text(const struct table *table, size_t row, const struct column *column) {
    enum { LINE = 64, LINES = 8 };
    uint64_t packed = column->texts[row];
    if (packed == TEXT_NONE)
        return;
    const struct source *source = source_at(table->store->sources, packed >> 25);
    const char *text = source->text.data + ((packed >> 25) - source->base);
    for (int i = 0; i < LINES; i++)
        __builtin_prefetch(text + i * LINE);
}

struct str table_record(const struct table *table, size_t row, size_t *file) {
    const struct table_store *store = table->store;
    const struct source *source = source_at(store->sources, store->record_starts[row]);
    *file = store->source_files[source - store->sources->items];
    return (struct str){source->text.data + (store->record_starts[row] - source->base),
                        store->record_sizes[row]};
}

bool table_place(const struct table *table, size_t row, size_t *file, size_t *line) {
    const struct table_store *store = table->store;
    if (!store->record_starts)
        return false;
    const struct source *source = source_at(store->sources, store->record_starts[row]);
    size_t at = (size_t)(store->record_starts[row] - source->base);
    *file = store->source_files[source - store->sources->items];
    *line = source_line(source, at, 1 + csv_count_lines(source->text, 0, at));
    return true;
}
