/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/ledger.h"

#include "analysis/intake/csv.h"
#include "reports/csv_out.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 5 };

static const char *const columns[COLUMNS] = {"period", "by", "value", "measure", "figure"};

struct making {
    struct arena *arena;
    struct ledger_entry *entries;
    size_t count, room;
};

static void add(struct making *making, struct ledger_entry entry) {
    making->entries = heap_grow(making->entries, &making->room, making->count + 1, sizeof *making->entries);
    making->entries[making->count++] = entry;
}

static void keep(struct making *making, struct ledger *ledger) {
    struct ledger_entry *kept = arena_array(making->arena, making->count, sizeof *kept);
    if (making->count)
        memcpy(kept, making->entries, making->count * sizeof *kept);
    heap_free(making->entries);
    *ledger = (struct ledger){kept, making->count};
}

static bool holds(const struct making *making, struct str period, struct str measure) {
    for (size_t i = 0; i < making->count; i++)
        if (str_equal(making->entries[i].period, period) && str_equal(making->entries[i].measure, measure))
            return true;
    return false;
}

/* A row a period. */
static void add_periods(struct making *making, const struct report_table *table) {
    for (size_t row = 0; table && row < table->row_count; row++) {
        const struct cell *cells = &table->cells[row * table->column_count];
        for (size_t i = 1; i < table->column_count; i++)
            if (cells[i].kind == CELL_FIGURE && !holds(making, cells[0].text, table->columns[i].key))
                add(making, (struct ledger_entry){.period = cells[0].text,
                                                  .by = STR(""),
                                                  .value = STR(""),
                                                  .measure = table->columns[i].key,
                                                  .figure = cells[i].figure.value});
    }
}

/* Shares and changes follow from the rest. */
static bool is_derived(struct str key) {
    return str_equal(key, STR("share")) || str_starts(key, STR("change_"));
}

/* A row a value; categories go by their id, which stands in a column of its own. */
static void add_values(struct making *making, const struct report_table *table, struct str period) {
    size_t id = 0, rows = table->row_count - (table->total_row ? 1 : 0);
    for (size_t i = 0; i < table->column_count; i++)
        id = str_equal(table->columns[i].key, STR("id")) ? i : id;
    for (size_t row = 0; row < rows; row++) {
        const struct cell *cells = &table->cells[row * table->column_count];
        for (size_t i = 1; i < table->column_count; i++)
            if (cells[i].kind == CELL_FIGURE && !is_derived(table->columns[i].key))
                add(making,
                    (struct ledger_entry){.period = period,
                                          .by = table->columns[0].key,
                                          .value = cells[id].kind == CELL_TEXT ? cells[id].text : STR(""),
                                          .measure = table->columns[i].key,
                                          .figure = cells[i].figure.value});
    }
}

void ledger_of_report(const struct report *report, struct arena *arena, struct ledger *ledger) {
    struct making making = {.arena = arena};
    add_periods(&making, report_table_find(report, STR("flow")));
    add_periods(&making, report_table_find(report, STR("trend")));
    for (size_t i = 0; i < report->table_count; i++)
        if (str_starts(report->tables[i].key, STR("by_")) && report->tables[i].column_count)
            add_values(&making, &report->tables[i], report->period_name);
    keep(&making, ledger);
}

void ledger_write(const struct ledger *ledger, struct buf *out) {
    struct csv_out csv = {.out = out};
    for (size_t i = 0; i < COLUMNS; i++)
        csv_verbatim_text(&csv, str_of(columns[i]));
    csv_end_line(&csv);
    for (size_t i = 0; i < ledger->count; i++) {
        const struct ledger_entry *entry = &ledger->entries[i];
        csv_verbatim_text(&csv, entry->period);
        csv_verbatim_text(&csv, entry->by);
        csv_verbatim_text(&csv, entry->value);
        csv_verbatim_text(&csv, entry->measure);
        csv_number(&csv, entry->figure);
        csv_end_line(&csv);
    }
}

static struct str cell_text(const struct csv_record *record, size_t field, struct arena *arena,
                            struct buf *scratch) {
    struct csv_cell cell = csv_cell(record, field);
    return str_copy(arena, cell.escaped ? csv_unescape(cell.text, scratch) : cell.text);
}

static bool read_record(struct making *making, const struct csv_record *record, bool header,
                        struct buf *scratch) {
    struct str cells[COLUMNS];
    char *end;
    if (record->count != COLUMNS)
        return false;
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = cell_text(record, i, making->arena, scratch);
    for (size_t i = 0; header && i < COLUMNS; i++)
        if (!str_equal(cells[i], str_of(columns[i])))
            return false;
    double figure = cells[4].size && !header ? strtod(cells[4].data, &end) : NAN;
    if (!header)
        add(making, (struct ledger_entry){cells[0], cells[1], cells[2], cells[3], figure});
    return header || !cells[4].size || !*end;
}

bool ledger_read(struct str csv, struct arena *arena, struct ledger *ledger) {
    struct making making = {.arena = arena};
    struct csv_reader *reader = csv_open(csv, ',', 0, false);
    struct csv_record record;
    struct buf scratch = {0};
    bool header = true, fine = true;
    for (enum csv_kind kind; fine && (kind = csv_next(reader, csv.size, &record)) != CSV_END; header = false)
        fine = kind == CSV_RECORD && read_record(&making, &record, header, &scratch);
    csv_close(reader);
    buf_free(&scratch);
    keep(&making, ledger);
    return fine && !header;
}
