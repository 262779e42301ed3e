/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/units_book.h"

#include "analysis/base/nearest.h"
#include "analysis/intake/store.h"

#include <stdlib.h>
#include <string.h>

/* The columns that units speak of, being filled. */
struct filling {
    const struct units *units;
    struct table *table;
    struct column *unit, *region, *parent, *tree;
    struct dict *names; /* new dict of the unit */
    struct dict *sets;  /* unit_tree: codes of tree->dict as bytes */
};

/* Rows without a day of receipt: as things are at last. */
static int64_t day_of(const struct table *table, size_t row) {
    const struct column *received = table->by_role[ROLE_RECEIVED];
    bool dated = received && received->codes[row] != TIME_NONE;
    return dated ? received->codes[row] / DATE_DAY : INT64_MAX;
}

/* Codes of the unit and of all above it, from small to great, as the bytes of a set. */
static struct str tree_of(struct filling *f, uint32_t word, int64_t day, uint32_t codes[UNITS_DEEPEST + 2]) {
    size_t count = 0;
    while (count < UNITS_DEEPEST + 2) {
        uint32_t code = dict_add(f->tree->dict, dict_text(f->units->words, word));
        size_t at = count++;
        for (; at > 0 && codes[at - 1] > code; at--)
            codes[at] = codes[at - 1];
        codes[at] = code;
        const struct unit_fact *above = units_fact(f->units, UNIT_PARENT, word, day);
        if (!above)
            break;
        word = above->value;
    }
    return (struct str){(const char *)codes, count * sizeof *codes};
}

static void fill_region(struct filling *f, size_t row, uint32_t word, int64_t day) {
    const struct unit_fact *fact = units_fact(f->units, UNIT_REGION, word, day);
    if (fact && f->region->codes[row] == DICT_NONE)
        f->region->codes[row] = dict_add(f->region->dict, dict_text(f->units->regions, fact->value));
}

static void fill_known(struct filling *f, size_t row, uint32_t word) {
    uint32_t codes[UNITS_DEEPEST + 2];
    int64_t day = day_of(f->table, row);
    const struct unit_fact *means = units_fact(f->units, UNIT_MEANS, word, day);
    uint32_t unit = means ? means->value : word;
    f->unit->codes[row] = dict_add(f->names, dict_text(f->units->words, unit));
    if (f->region)
        fill_region(f, row, unit, day);
    if (!f->parent)
        return;
    const struct unit_fact *above = units_fact(f->units, UNIT_PARENT, unit, day);
    if (above)
        f->parent->codes[row] = dict_add(f->parent->dict, dict_text(f->units->words, above->value));
    f->tree->codes[row] = dict_add(f->sets, tree_of(f, unit, day, codes));
}

static void fill_unknown(struct filling *f, size_t row, struct str name) {
    f->unit->codes[row] = dict_add(f->names, name);
    if (!f->tree || !name.size)
        return;
    uint32_t code = dict_add(f->tree->dict, name);
    f->tree->codes[row] = dict_add(f->sets, (struct str){(const char *)&code, sizeof code});
}

static void write_sets(struct column *column, const struct dict *sets) {
    size_t count = dict_size(sets), items = 0;
    struct set_list *list = &column->sets;
    *list = (struct set_list){count, heap_array(count + 1, sizeof(uint32_t)), NULL};
    for (uint32_t s = 0; s < count; s++) {
        list->start[s] = (uint32_t)items;
        items += dict_text(sets, s).size / sizeof(uint32_t);
    }
    list->start[count] = (uint32_t)items;
    list->items = heap_array(items, sizeof *list->items);
    for (uint32_t s = 1; s < count; s++)
        memcpy(list->items + list->start[s], dict_text(sets, s).data, dict_text(sets, s).size);
}

static struct column *add_column(struct table *table, const char *name, enum role role,
                                 enum column_type type) {
    struct column *column = table_new_column(table, str_of(name), role, type);
    column->codes = heap_array(table->rows, sizeof *column->codes);
    column->dict = dict_new();
    return column;
}

static struct column *column_of(struct table *table, enum role role) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i]->role == role)
            return table->columns[i];
    return NULL;
}

static void count_missing(struct column *column, size_t rows) {
    column->missing = 0;
    for (size_t row = 0; column->type == COLUMN_DIMENSION && row < rows; row++)
        column->missing += column->codes[row] == DICT_NONE;
}

static void fill_rows(struct filling *f) {
    struct dict *old = f->unit->dict;
    uint32_t *words = heap_array(dict_size(old), sizeof *words);
    for (uint32_t code = 1; code < dict_size(old); code++)
        words[code] = dict_find(f->units->words, dict_text(old, code));
    for (size_t row = 0; row < f->table->rows; row++) {
        uint32_t code = f->unit->codes[row];
        if (code == DICT_NONE || words[code] == DICT_ABSENT)
            fill_unknown(f, row, dict_text(old, code));
        else
            fill_known(f, row, words[code]);
    }
    heap_free(words);
    dict_free(old);
    f->unit->dict = f->names;
}

void units_apply(const struct units *units, struct table *table) {
    struct filling f = {.units = units, .table = table, .unit = column_of(table, ROLE_UNIT)};
    if (!f.unit)
        return;
    f.names = dict_new();
    if (units_have_regions(units)) {
        f.region = column_of(table, ROLE_REGION);
        if (!f.region)
            f.region = add_column(table, "region", ROLE_REGION, COLUMN_DIMENSION);
    }
    if (units_have_parents(units)) {
        f.parent = add_column(table, "unit_parent", ROLE_NONE, COLUMN_DIMENSION);
        f.tree = add_column(table, "unit_tree", ROLE_NONE, COLUMN_SET);
        f.sets = dict_new();
    }
    fill_rows(&f);
    if (f.region)
        count_missing(f.region, table->rows);
    if (!f.tree)
        return;
    count_missing(f.parent, table->rows);
    write_sets(f.tree, f.sets);
    dict_free(f.sets);
}

/* ---- names that the file does not know */

static int by_rows(const void *a, const void *b) {
    const struct unit_unknown *left = a, *right = b;
    if (left->rows != right->rows)
        return left->rows > right->rows ? -1 : 1;
    return str_compare(left->name, right->name);
}

static struct str nearest_to(const struct units *units, struct str name) {
    struct str best = STR("");
    size_t least = SIZE_MAX;
    for (uint32_t word = 1; word < dict_size(units->words); word++) {
        struct str known = dict_text(units->words, word);
        size_t distance = nearest_distance(name, known);
        if (distance >= least || !nearest_is_near(name, known))
            continue;
        best = known;
        least = distance;
    }
    return best;
}

const struct unit_unknown *units_unknown(const struct units *units, const struct table *table,
                                         struct arena *arena, size_t *count) {
    const struct column *column = table->by_role[ROLE_UNIT];
    *count = 0;
    if (!column)
        return NULL;
    size_t size = dict_size(column->dict);
    struct unit_unknown *list = arena_array(arena, size, sizeof *list);
    uint64_t *rows = arena_array(arena, size, sizeof *rows);
    for (size_t row = 0; row < table->rows; row++)
        rows[column->codes[row]]++;
    for (uint32_t code = 1; code < size; code++) {
        struct str name = dict_text(column->dict, code);
        if (rows[code] && dict_find(units->words, name) == DICT_ABSENT)
            list[(*count)++] = (struct unit_unknown){name, STR(""), rows[code]};
    }
    qsort(list, *count, sizeof *list, by_rows);
    enum { LOOKED_UP = 1000 };
    for (size_t i = 0; i < *count && i < LOOKED_UP; i++)
        list[i].nearest = nearest_to(units, list[i].name);
    return list;
}
