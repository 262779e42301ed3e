/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/answer_tables.h"

#include "reports/csv_table.h"
#include "reports/format.h"
#include "reports/json_table.h"
#include "reports/text_table.h"
#include "reports/text_width.h"

#include <string.h>

bool answer_form_find(const char *name, enum answer_form *form, struct err *err) {
    static const char *const names[] = {"table", "csv", "json"};
    for (int i = 0; i < 3; i++)
        if (!name || strcmp(name, names[i]) == 0) {
            *form = (enum answer_form)i;
            return true;
        }
    err_set(err, ERR_USAGE, "unknown format \"%s\"", name);
    return err_hint(err, "formats are table, csv, json");
}

/* "Precision   90.1 % (78.1–92.6)", the names padded to equal width. */
static void text_facts(const struct report_table *facts, enum lang lang, struct buf *out) {
    struct arena *arena = arena_new();
    size_t widest = 0;
    for (size_t i = 0; i < facts->column_count; i++) {
        size_t width = text_width(facts->columns[i].name);
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < facts->column_count; i++) {
        const struct cell *cell = &facts->cells[i];
        if (cell->kind == CELL_EMPTY)
            continue;
        text_left(out, facts->columns[i].name, widest + 2);
        struct str value = text_clean(arena, text_cell(arena, lang, cell));
        struct str interval =
            cell->kind == CELL_FIGURE ? format_interval(arena, lang, &cell->figure) : STR("");
        buf_printf(out, STR_FMT, STR_ARG(value));
        if (interval.size)
            buf_printf(out, " (" STR_FMT ", n = %.0f)", STR_ARG(interval), cell->figure.n);
        buf_add_char(out, '\n');
    }
    arena_free(arena);
}

static void write_text(const struct answer_tables *answer, enum lang lang, struct buf *out) {
    text_facts(&answer->facts, lang, out);
    for (size_t i = 0; i < answer->shown; i++) {
        const struct report_table *table = &answer->tables[i];
        if (!table->row_count)
            continue;
        buf_printf(out, "\n" STR_FMT "\n", STR_ARG(table->title));
        text_table(table, lang, out);
        if (table->note.size)
            buf_printf(out, STR_FMT "\n", STR_ARG(table->note));
    }
}

static void write_json(const struct answer_tables *answer, struct buf *out) {
    struct json json = {.out = out};
    json_object_begin(&json);
    json_pair_text(&json, "schema", str_of(answer->schema));
    json_key(&json, STR("summary"));
    json_table_row(&json, &answer->facts, 0);
    json_key(&json, STR("tables"));
    json_object_begin(&json);
    for (size_t i = 0; i < answer->table_count; i++) {
        json_key(&json, answer->tables[i].key);
        json_array_begin(&json);
        for (size_t row = 0; row < answer->tables[i].row_count; row++)
            json_table_row(&json, &answer->tables[i], row);
        json_array_end(&json);
    }
    json_object_end(&json);
    json_object_end(&json);
    json_finish(&json);
}

static const struct report_table *choose(const struct answer_tables *answer, const char *name,
                                         struct err *err) {
    struct buf known = {0};
    const struct report_table *found = name                  ? NULL
                                       : answer->table_count ? &answer->tables[0]
                                                             : &answer->facts;
    for (size_t i = 0; i < answer->table_count; i++) {
        buf_printf(&known, "%s" STR_FMT, i ? ", " : "", STR_ARG(answer->tables[i].key));
        if (name && str_equal(answer->tables[i].key, str_of(name)))
            found = &answer->tables[i];
    }
    if (name && strcmp(name, "summary") == 0)
        found = &answer->facts;
    if (!found) {
        err_set(err, ERR_USAGE, "there is no table \"%s\"", name);
        err_hint(err, "tables are summary, " STR_FMT, STR_ARG(buf_str(&known)));
    }
    buf_free(&known);
    return found;
}

bool answer_write(const struct answer_tables *answer, enum answer_form form, const char *name, enum lang lang,
                  struct buf *out, struct err *err) {
    const struct report_table *table = choose(answer, name, err);
    if (!table)
        return false;
    if (form == ANSWER_AS_CSV)
        csv_table(table, out);
    else if (form == ANSWER_AS_JSON)
        write_json(answer, out);
    else if (name && table == &answer->facts)
        text_facts(table, lang, out);
    else if (name)
        text_table(table, lang, out);
    else
        write_text(answer, lang, out);
    return true;
}
