/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/piles.h"

#include "analysis/signal/terms_rows.h"

static bool counts(const struct dataset *dataset, const struct column *repeat, size_t row) {
    uint32_t received = dataset->life->received[row];
    int64_t end = dataset->period.end < dataset->as_of ? dataset->period.end : dataset->as_of;
    return received != TIME_NONE && (int64_t)received < end &&
           (int64_t)received >= dataset->period.start - 365 * (int64_t)DATE_DAY &&
           dataset_selected(dataset, row) && !(repeat && repeat->flags[row] == 1);
}

static const struct column *repeats(const struct dataset *dataset) {
    const struct column *repeat = table_column(dataset->table, STR("repeat"));
    return repeat && repeat->type == COLUMN_FLAG ? repeat : NULL;
}

uint8_t *piles_by_period(const struct dataset *dataset) {
    size_t rows = dataset->table->rows;
    const struct column *repeat = repeats(dataset);
    uint8_t *piles = heap_array(rows + 1, sizeof *piles);
    for (size_t row = 0; row < rows; row++)
        piles[row] = !counts(dataset, repeat, row)
                         ? TERMS_NEITHER
                         : (int64_t)dataset->life->received[row] < dataset->period.start;
    return piles;
}

uint8_t *piles_by_rules(const struct dataset *dataset) {
    size_t rows = dataset->table->rows;
    const struct column *repeat = repeats(dataset);
    const struct column *category = dataset->rulebook ? table_column(dataset->table, STR("category")) : NULL;
    uint32_t other = category ? dict_find(category->dict, STR("other")) : DICT_NONE;
    uint8_t *piles = heap_array(rows + 1, sizeof *piles);
    for (size_t row = 0; row < rows; row++) {
        bool known = category && category->codes[row] != DICT_NONE && counts(dataset, repeat, row);
        piles[row] = known ? category->codes[row] != other : TERMS_NEITHER;
    }
    return piles;
}
