/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/answer.h"

#include "analysis/base/date.h"
#include "reports/csv_table.h"
#include "reports/json_table.h"
#include "reports/text_table.h"

#include <string.h>

static void write_csv(const struct report_table *table, const char *schema, enum lang lang, struct buf *out) {
    (void)schema;
    (void)lang;
    csv_table(table, out);
}

static void write_json(const struct report_table *table, const char *schema, enum lang lang,
                       struct buf *out) {
    (void)lang;
    struct json json = {.out = out};
    json_object_begin(&json);
    json_pair_text(&json, "schema", str_of(schema));
    json_key(&json, STR("columns"));
    json_array_line(&json);
    for (size_t i = 0; i < table->column_count; i++)
        json_text(&json, table->columns[i].key);
    json_array_end(&json);
    json_key(&json, STR("rows"));
    json_array_begin(&json);
    for (size_t row = 0; row < table->row_count; row++)
        json_table_row(&json, table, row);
    json_array_end(&json);
    json_object_end(&json);
    json_finish(&json);
}

static void write_text(const struct report_table *table, const char *schema, enum lang lang,
                       struct buf *out) {
    (void)schema;
    text_table(table, lang, out);
}

/* A bar in a cell would end it. */
static void add_markdown(struct buf *out, struct str text) {
    buf_add(out, STR("| "));
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '|' || c == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, c == '\n' || c == '\r' ? ' ' : c);
    }
    buf_add_char(out, ' ');
}

static void write_markdown(const struct report_table *table, const char *schema, enum lang lang,
                           struct buf *out) {
    (void)schema;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < table->column_count; i++)
        add_markdown(out, table->columns[i].name);
    buf_add(out, STR("|\n"));
    for (size_t i = 0; i < table->column_count; i++)
        buf_add(out, table->columns[i].role == COLUMN_VALUE ? STR("|---:") : STR("|---"));
    buf_add(out, STR("|\n"));
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++)
            add_markdown(out, text_cell(arena, lang, &table->cells[row * table->column_count + i]));
        buf_add(out, STR("|\n"));
    }
    arena_free(arena);
}

static const struct answer_format formats[] = {
    {"table", false, true, write_text},
    {"csv", true, false, write_csv},
    {"json", false, false, write_json},
    {"md", false, true, write_markdown},
};

const struct answer_format *answer_format_find(const char *name, struct err *err) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (!name || strcmp(name, formats[i].name) == 0)
            return &formats[i];
    err_set(err, ERR_USAGE, "unknown format \"%s\"", name);
    err_hint(err, "formats are table, csv, json, md");
    return NULL;
}
