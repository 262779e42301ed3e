/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/json_table.h"

#include "analysis/base/date.h"

static void pair_suffixed(struct json *json, struct str key, const char *suffix, double value) {
    struct buf name = {0};
    buf_add(&name, key);
    buf_add(&name, str_of(suffix));
    json_key(json, buf_str(&name));
    json_number(json, value);
    buf_free(&name);
}

static void add_cell(struct json *json, const struct cell *cell) {
    char time[DATE_TEXT];
    switch (cell->kind) {
    case CELL_EMPTY:
        json_null(json);
        break;
    case CELL_TEXT:
        json_text(json, cell->text);
        break;
    case CELL_FIGURE:
        json_number(json, cell->figure.value);
        break;
    case CELL_TIME:
        date_format(cell->seconds, cell->date_only, time);
        json_text(json, str_of(time));
        break;
    }
}

void json_table_row(struct json *json, const struct report_table *table, size_t row) {
    const struct cell *cells = table->cells + row * table->column_count;
    json_object_line(json);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct report_column *column = &table->columns[i];
        json_key(json, column->key);
        add_cell(json, &cells[i]);
        if (cells[i].kind != CELL_FIGURE)
            continue;
        if (column->interval) {
            pair_suffixed(json, column->key, "_low", cells[i].figure.low);
            pair_suffixed(json, column->key, "_high", cells[i].figure.high);
        }
        if (column->interval || column->cases)
            pair_suffixed(json, column->key, "_n", cells[i].figure.n);
    }
    json_object_end(json);
}
