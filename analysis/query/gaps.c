/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/gaps.h"

static bool is_received(const struct dataset *dataset, size_t row) {
    int64_t received = dataset->life->received[row];
    return dataset_selected(dataset, row) && received != TIME_NONE && received < dataset->as_of &&
           received >= dataset->period.start && received < dataset->period.end;
}

static void count_column(const struct dataset *dataset, const struct exposure_part *part, struct gap *gap) {
    const struct column *column = part->column;
    size_t size = dict_size(column->dict);
    int64_t *counts = heap_array(size, sizeof *counts);
    *gap = (struct gap){.column = column->name};
    for (size_t row = 0; row < dataset->table->rows; row++)
        if (part->since[column->codes[row]] >= dataset->period.end && is_received(dataset, row))
            counts[column->codes[row]] += table_weight(dataset->table, row);
    for (uint32_t code = 0; code < size; code++) {
        if (!counts[code])
            continue;
        if (gap->count < GAP_NAMES)
            gap->names[gap->count] = dict_text(column->dict, code);
        gap->count++;
        gap->complaints += counts[code];
    }
    heap_free(counts);
}

bool gaps_find(const struct dataset *dataset, const struct exposure_cells *exposure, size_t base,
               struct gap *gap) {
    for (size_t i = 0; exposure && i < exposure->part_count; i++) {
        const struct exposure_part *part = &exposure->parts[base * exposure->part_count + i];
        if (!part->column)
            continue;
        count_column(dataset, part, gap);
        if (gap->count)
            return true;
    }
    return false;
}
