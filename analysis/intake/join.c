/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/join.h"

#include "analysis/intake/store.h"

#include <string.h>

struct joining {
    const struct merge_input *input;
    const struct merge_result *merged;
    const size_t *kept_starts;
    struct table *table;
    struct column **columns; /* by number in the plan */
};

size_t *join_starts(const struct merge_input *input, const struct merge_result *merged) {
    size_t *starts = heap_array(input->part_count + 1, sizeof *starts);
    for (size_t i = 0; i < input->part_count; i++) {
        size_t kept = input->parts[i].rows;
        for (size_t row = input->row_starts[i]; row < input->row_starts[i + 1]; row++)
            kept -= merged->dropped[row];
        starts[i + 1] = starts[i] + kept;
    }
    return starts;
}

/* Final codes of the raw codes of one worker and profile, found when first needed. */
struct code_map {
    uint32_t *codes;
};

struct coder {
    struct dict *dict;
    struct code_map *maps; /* [worker][profile] */
    struct buf scratch;
};

static uint32_t final_code(struct coder *coder, const struct profile *profile, struct str cell) {
    struct str text = cell;
    if (str_find_char(cell, '"') < cell.size)
        text = csv_unescape(cell, &coder->scratch);
    text = str_trim(text);
    return profile_missing(profile, text) ? DICT_NONE : dict_add(coder->dict, text);
}

static void join_codes(const struct joining *j, size_t number, struct coder *coder, size_t part,
                       uint32_t *out, size_t *missing) {
    const struct merge_input *input = j->input;
    const struct part *p = &input->parts[part];
    const struct nearby *near =
        &input->workers[p->worker].dicts[p->file->profile * input->plan->column_count + number];
    struct code_map *map = &coder->maps[p->worker * input->plan->profile_count + p->file->profile];
    if (!map->codes) {
        map->codes = heap_array(near->count + 1, sizeof *map->codes);
        memset(map->codes, 0xFF, (near->count + 1) * sizeof *map->codes);
        map->codes[0] = DICT_NONE;
    }
    const uint8_t *dropped = j->merged->dropped + input->row_starts[part];
    const uint32_t *raw = p->columns[number].codes;
    for (size_t row = 0; row < p->rows; row++) {
        if (dropped[row])
            continue;
        uint32_t *code = &map->codes[raw[row]];
        if (*code == DICT_ABSENT)
            *code = final_code(coder, p->file->layout->profile, near->cells[raw[row] - 1]);
        *missing += *code == DICT_NONE;
        *out++ = *code;
    }
}

static void join_dimension(const struct joining *j, size_t number, struct column *column) {
    const struct merge_input *input = j->input;
    size_t map_count = input->jobs * input->plan->profile_count;
    struct coder coder = {.dict = dict_new(), .maps = heap_array(map_count, sizeof *coder.maps)};
    column->codes = heap_array(j->table->rows, sizeof *column->codes);
    column->dict = coder.dict;
    for (size_t part = 0; part < input->part_count; part++) {
        join_codes(j, number, &coder, part, column->codes + j->kept_starts[part], &column->missing);
        part_drop_column((struct part *)(uintptr_t)&input->parts[part], number);
    }
    for (size_t i = 0; i < map_count; i++)
        heap_free(coder.maps[i].codes);
    heap_free(coder.maps);
    buf_free(&coder.scratch);
}

/* Rows without a system are from the one their profile names. */
static void fill_system(const struct joining *j, struct column *column) {
    const struct merge_input *input = j->input;
    column->missing = 0;
    for (size_t part = 0; part < input->part_count; part++) {
        uint32_t code = DICT_ABSENT;
        for (size_t row = j->kept_starts[part]; row < j->kept_starts[part + 1]; row++) {
            if (column->codes[row] != DICT_NONE)
                continue;
            if (code == DICT_ABSENT)
                code = dict_add(column->dict, input->parts[part].file->layout->profile_name);
            column->codes[row] = code;
        }
    }
}

static void join_time(const struct joining *j, size_t number, struct column *column) {
    const struct merge_input *input = j->input;
    size_t at = 0;
    column->codes = heap_array(j->table->rows, sizeof *column->codes);
    column->date_only = heap_array(j->table->rows / 64 + 1, sizeof *column->date_only);
    bool days = false;
    for (size_t part = 0; part < input->part_count; part++) {
        const struct part_column *from = &input->parts[part].columns[number];
        const uint8_t *dropped = j->merged->dropped + input->row_starts[part];
        for (size_t row = 0; row < input->parts[part].rows; row++) {
            if (dropped[row])
                continue;
            uint64_t day = from->date_only[row / 64] >> (row % 64) & 1;
            column->codes[at] = from->codes[row];
            column->date_only[at / 64] |= day << (at % 64);
            column->missing += from->codes[row] == TIME_NONE;
            days |= day;
            at++;
        }
        part_drop_column((struct part *)(uintptr_t)&input->parts[part], number);
    }
    if (days)
        return;
    heap_free(column->date_only);
    column->date_only = NULL;
}

static void join_flags(const struct joining *j, size_t number, struct column *column) {
    const struct merge_input *input = j->input;
    size_t at = 0;
    column->flags = heap_array(j->table->rows, sizeof *column->flags);
    for (size_t part = 0; part < input->part_count; part++) {
        const int8_t *from = input->parts[part].columns[number].flags;
        const uint8_t *dropped = j->merged->dropped + input->row_starts[part];
        for (size_t row = 0; row < input->parts[part].rows; row++) {
            if (dropped[row])
                continue;
            column->missing += from[row] == FLAG_NONE;
            column->flags[at++] = from[row];
        }
        part_drop_column((struct part *)(uintptr_t)&input->parts[part], number);
    }
}

/* Numbers and packed texts: 64 bits each. */
static uint64_t *join_words(const struct joining *j, size_t number, uint64_t none, size_t *missing) {
    const struct merge_input *input = j->input;
    size_t at = 0;
    uint64_t *words = heap_array(j->table->rows, sizeof *words);
    for (size_t part = 0; part < input->part_count; part++) {
        const uint64_t *from = input->parts[part].columns[number].texts;
        const uint8_t *dropped = j->merged->dropped + input->row_starts[part];
        for (size_t row = 0; row < input->parts[part].rows; row++) {
            if (dropped[row])
                continue;
            *missing += from[row] == none;
            words[at++] = from[row];
        }
        part_drop_column((struct part *)(uintptr_t)&input->parts[part], number);
    }
    return words;
}

static void join_column(void *context, size_t number, unsigned worker) {
    (void)worker;
    const struct joining *j = context;
    struct column *column = j->columns[number];
    switch (column->type) {
    case COLUMN_TIME:
        join_time(j, number, column);
        break;
    case COLUMN_FLAG:
        join_flags(j, number, column);
        break;
    case COLUMN_NUMBER:
        column->numbers = (int64_t *)join_words(j, number, (uint64_t)NUMBER_NONE, &column->missing);
        break;
    case COLUMN_TEXT:
        column->texts = join_words(j, number, TEXT_NONE, &column->missing);
        break;
    default:
        join_dimension(j, number, column);
        if (column->role == ROLE_SYSTEM)
            fill_system(j, column);
    }
}

static void set_time(struct column *column, size_t row, size_t rows, uint32_t time, bool date_only) {
    column->missing -= column->codes[row] == TIME_NONE;
    column->codes[row] = time;
    if (!column->date_only)
        column->date_only = heap_array(rows / 64 + 1, sizeof *column->date_only);
    column->date_only[row / 64] &= ~((uint64_t)1 << (row % 64));
    column->date_only[row / 64] |= (uint64_t)date_only << (row % 64);
}

static struct column *time_column(struct table *table, enum role role) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i]->role == role)
            return table->columns[i];
    struct column *column = table_new_column(table, str_of(roles[role].name), role, COLUMN_TIME);
    column->codes = heap_array(table->rows, sizeof *column->codes);
    memset(column->codes, 0xFF, table->rows * sizeof *column->codes);
    column->missing = table->rows;
    return column;
}

static void add_reopenings(const struct joining *j) {
    if (!j->merged->reopening_count)
        return;
    struct column *first = time_column(j->table, ROLE_FIRST_CLOSED);
    struct column *reopened = time_column(j->table, ROLE_REOPENED);
    size_t part = 0, row = 0, kept = 0; /* `row` of all is row `kept` of the table */
    for (size_t i = 0; i < j->merged->reopening_count; i++) {
        const struct merge_reopening *found = &j->merged->reopenings[i];
        for (; j->input->row_starts[part + 1] <= found->row; part++) {
            row = j->input->row_starts[part + 1];
            kept = j->kept_starts[part + 1];
        }
        for (; row < found->row; row++)
            kept += !j->merged->dropped[row];
        if (first->codes[kept] != TIME_NONE && reopened->codes[kept] != TIME_NONE)
            continue;
        set_time(first, kept, j->table->rows, found->first_closed, found->first_date_only);
        set_time(reopened, kept, j->table->rows, found->reopened, found->reopened_date_only);
    }
}

/* Roles by number first, then the export's own columns as they came. */
static void order_columns(struct table *table) {
    struct column **columns = (struct column **)(uintptr_t)table->columns;
    for (size_t i = 1; i < table->column_count; i++) {
        struct column *column = columns[i];
        size_t at = i;
        for (; at > 0 && columns[at - 1]->role > column->role; at--)
            columns[at] = columns[at - 1];
        columns[at] = column;
    }
}

void join_columns(const struct merge_input *input, const struct merge_result *merged,
                  const size_t *kept_starts, struct table *table) {
    struct joining j = {input, merged, kept_starts, table, NULL};
    table->rows = kept_starts[input->part_count];
    j.columns = heap_array(input->plan->column_count, sizeof *j.columns);
    for (size_t i = 0; i < input->plan->column_count; i++) {
        const struct plan_column *planned = &input->plan->columns[i];
        j.columns[i] = table_new_column(table, planned->name, planned->role, planned->type);
    }
    work_run(input->jobs, input->plan->column_count, join_column, &j);
    heap_free(j.columns);
    add_reopenings(&j);
    order_columns(table);
}
