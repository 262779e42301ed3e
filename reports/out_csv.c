/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/<table>.csv: every table of the report for other programs. The heading holds the stable keys; a column
 * with an interval is followed by KEY_low, KEY_high and KEY_n, a duration by KEY_n. Figures are not rounded;
 * an empty cell is "not available". */
#include "reports/csv_table.h"

#include "reports/csv_out.h"
#include "reports/writers.h"

static void add_key(struct csv_out *csv, struct str key, const char *suffix) {
    struct buf name = {0};
    buf_add(&name, key);
    buf_add(&name, str_of(suffix));
    csv_text(csv, buf_str(&name));
    buf_free(&name);
}

static void add_heading(struct csv_out *csv, const struct report_table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct report_column *column = &table->columns[i];
        add_key(csv, column->key, "");
        if (column->interval) {
            add_key(csv, column->key, "_low");
            add_key(csv, column->key, "_high");
        }
        if (column->interval || column->cases)
            add_key(csv, column->key, "_n");
    }
    csv_end_line(csv);
}

static void add_cell(struct csv_out *csv, const struct cell *cell) {
    switch (cell->kind) {
    case CELL_EMPTY:
        csv_empty(csv);
        break;
    case CELL_TEXT:
        csv_text(csv, cell->text);
        break;
    case CELL_FIGURE:
        csv_number(csv, cell->figure.value);
        break;
    case CELL_TIME:
        csv_time(csv, cell->seconds, cell->date_only);
        break;
    }
}

static void add_parts(struct csv_out *csv, const struct report_column *column, const struct cell *cell) {
    struct figure none = figure_none(UNIT_COUNT, NULL);
    const struct figure *figure = cell->kind == CELL_FIGURE ? &cell->figure : &none;
    if (column->interval) {
        csv_number(csv, figure->low);
        csv_number(csv, figure->high);
    }
    if (column->interval || column->cases)
        csv_number(csv, figure->n);
}

void csv_table(const struct report_table *table, struct buf *out) {
    struct csv_out lines = {.out = out}, *csv = &lines;
    add_heading(csv, table);
    const struct cell *cell = table->cells;
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++, cell++) {
            add_cell(csv, cell);
            add_parts(csv, &table->columns[i], cell);
        }
        csv_end_line(csv);
    }
}

static bool write_csv(const struct report *report, struct pack *pack, struct err *err) {
    struct buf buf = {0};
    bool done = true;
    for (size_t i = 0; i < report->table_count && done; i++) {
        buf_clear(&buf);
        csv_bom(&(struct csv_out){.out = &buf});
        csv_table(&report->tables[i], &buf);
        struct str name = str_printf(report->arena, "data/" STR_FMT ".csv", STR_ARG(report->tables[i].key));
        done = pack_write(pack, name.data, buf_str(&buf), err);
    }
    buf_free(&buf);
    return done;
}

const struct writer writer_csv = {"csv", write_csv};
