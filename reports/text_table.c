/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/text_table.h"

#include "reports/format.h"
#include "reports/text_width.h"

enum { LABEL_WIDEST = 40 };

struct str text_cell(struct arena *arena, enum lang lang, const struct cell *cell) {
    switch (cell->kind) {
    case CELL_TEXT:
        return cell->text;
    case CELL_FIGURE:
        return format_figure(arena, lang, &cell->figure);
    case CELL_TIME:
        return format_time(arena, cell->seconds, cell->date_only);
    default:
        return STR("");
    }
}

static void end_line(struct buf *out) {
    while (out->size && out->data[out->size - 1] == ' ')
        out->size--;
    buf_add_char(out, '\n');
}

static void write_line(const struct report_table *table, const struct str *texts, const size_t *widths,
                       struct buf *out) {
    for (size_t i = 0; i < table->column_count; i++) {
        if (i)
            buf_add(out, STR("  "));
        (table->columns[i].role == COLUMN_VALUE ? text_right : text_left)(out, texts[i], widths[i]);
    }
    end_line(out);
}

/* All cells as texts: the heading first, then the rows. Labels that are too wide are cut. */
static struct str *all_texts(const struct report_table *table, enum lang lang, size_t widest,
                             struct arena *arena) {
    size_t columns = table->column_count;
    struct str *texts = arena_array(arena, columns * (table->row_count + 1), sizeof *texts);
    for (size_t i = 0; i < columns; i++)
        texts[i] = table->columns[i].name;
    for (size_t i = 0; i < columns * table->row_count; i++) {
        struct str text = text_clean(arena, text_cell(arena, lang, &table->cells[i]));
        texts[columns + i] = table->columns[i % columns].whole ? text : text_cut(arena, text, widest);
    }
    return texts;
}

static void write_table(const struct report_table *table, enum lang lang, size_t widest, struct buf *out) {
    struct arena *arena = arena_new();
    struct str *texts = all_texts(table, lang, widest, arena);
    size_t *widths = arena_array(arena, table->column_count, sizeof *widths);
    for (size_t row = 0; row <= table->row_count; row++)
        for (size_t i = 0; i < table->column_count; i++) {
            size_t width = text_width(texts[row * table->column_count + i]);
            widths[i] = width > widths[i] ? width : widths[i];
        }
    for (size_t row = 0; row <= table->row_count; row++)
        write_line(table, texts + row * table->column_count, widths, out);
    arena_free(arena);
}

void text_table(const struct report_table *table, enum lang lang, struct buf *out) {
    write_table(table, lang, LABEL_WIDEST, out);
}

void text_table_uncut(const struct report_table *table, enum lang lang, struct buf *out) {
    write_table(table, lang, SIZE_MAX, out);
}
