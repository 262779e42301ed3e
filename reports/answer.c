/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/answer.h"

#include "analysis/base/date.h"
#include "reports/csv_table.h"
#include "reports/json_table.h"
#include "reports/text_table.h"

#include <string.h>

static bool write_csv(const struct answer_given *answer, struct buf *out, struct err *err) {
    (void)err;
    csv_table(answer->table, out);
    return true;
}

static bool write_json(const struct answer_given *answer, struct buf *out, struct err *err) {
    (void)err;
    const struct report_table *table = answer->table;
    struct json json = {.out = out};
    json_object_begin(&json);
    json_pair_text(&json, "schema", str_of(answer->schema));
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
    return true;
}

static bool write_text(const struct answer_given *answer, struct buf *out, struct err *err) {
    (void)err;
    text_table(answer->table, answer->lang, out);
    return true;
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

static bool write_markdown(const struct answer_given *answer, struct buf *out, struct err *err) {
    (void)err;
    const struct report_table *table = answer->table;
    struct arena *arena = arena_new();
    for (size_t i = 0; i < table->column_count; i++)
        add_markdown(out, table->columns[i].name);
    buf_add(out, STR("|\n"));
    for (size_t i = 0; i < table->column_count; i++)
        buf_add(out, table->columns[i].role == COLUMN_VALUE ? STR("|---:") : STR("|---"));
    buf_add(out, STR("|\n"));
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t i = 0; i < table->column_count; i++)
            add_markdown(out, text_cell(arena, answer->lang, &table->cells[row * table->column_count + i]));
        buf_add(out, STR("|\n"));
    }
    arena_free(arena);
    return true;
}

static const struct answer_format formats[] = {
    {"table", false, true, false, write_text}, {"csv", true, false, false, write_csv},
    {"json", false, false, false, write_json}, {"md", false, true, false, write_markdown},
    {"xlsx", false, true, true, answer_xlsx},
};

const struct answer_format *answer_format_find(const char *name, const char *output, struct err *err) {
    const char *point = output ? strrchr(output, '.') : NULL;
    const char *wanted = name ? name : point ? point + 1 : formats[0].name;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(wanted, formats[i].name) == 0)
            return &formats[i];
    if (!name)
        return &formats[0];
    err_set(err, ERR_USAGE, "unknown format \"%s\"", name);
    err_hint(err, "formats are table, csv, json, md, xlsx");
    return NULL;
}
