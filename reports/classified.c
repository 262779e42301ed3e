/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/classified.h"

#include "analysis/intake/csv.h"
#include "reports/csv_out.h"

/* The columns that the rules added, in table order. */
struct added {
    const struct column *columns[32];
    size_t count;
};

static struct added added_columns(const struct dataset *dataset) {
    struct added added = {.count = 0};
    for (size_t i = 0; i < dataset->table->column_count && added.count < 32; i++) {
        const struct column *column = dataset->table->columns[i];
        if (dataset_is_category(dataset, column))
            added.columns[added.count++] = column;
    }
    return added;
}

static bool same_layout(const struct file_report *a, const struct file_report *b) {
    if (a->column_count != b->column_count || a->delimiter != b->delimiter)
        return false;
    for (size_t i = 0; i < a->column_count; i++)
        if (!str_equal(a->columns[i].header, b->columns[i].header))
            return false;
    return true;
}

static const struct file_report *common_layout(const struct dataset *dataset, struct err *err) {
    size_t count;
    const struct file_report *files = intake_files(dataset->intake, &count), *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (files[i].skipped)
            continue;
        if (first && !same_layout(first, &files[i])) {
            err_set(err, ERR_USAGE, STR_FMT " and " STR_FMT " have different columns", STR_ARG(first->path),
                    STR_ARG(files[i].path));
            err_hint(err, "classify exports of one layout at a time");
            return NULL;
        }
        first = first ? first : &files[i];
    }
    return first;
}

static void add_heading(const struct added *added, const struct file_report *layout, struct buf *out) {
    struct csv_out csv = {.out = out, .delimiter = layout->delimiter};
    for (size_t i = 0; i < layout->column_count; i++)
        csv_verbatim_text(&csv, layout->columns[i].header);
    for (size_t i = 0; i < added->count; i++) {
        struct str name = added->columns[i]->name;
        csv_text(&csv, name);
        if (added->columns[i]->type != COLUMN_DIMENSION)
            continue;
        struct buf full = {0};
        buf_printf(&full, STR_FMT "_name", STR_ARG(name));
        csv_text(&csv, buf_str(&full));
        buf_free(&full);
    }
    csv_end_line(&csv);
}

/* The ids of a set, joined by semicolons. */
static void add_set(struct csv_out *csv, const struct column *column, size_t row) {
    struct buf ids = {0};
    uint32_t set = column->codes[row];
    for (uint32_t i = column->sets.start[set]; i < column->sets.start[set + 1]; i++) {
        if (ids.size)
            buf_add_char(&ids, ';');
        buf_add(&ids, dict_text(column->dict, column->sets.items[i]));
    }
    csv_text(csv, buf_str(&ids));
    buf_free(&ids);
}

static void add_categories(const struct dataset *dataset, const struct added *added, size_t row,
                           enum lang lang, struct csv_out *csv) {
    for (size_t i = 0; i < added->count; i++) {
        const struct column *column = added->columns[i];
        if (column->type == COLUMN_SET) {
            add_set(csv, column, row);
            continue;
        }
        struct str id = dict_text(column->dict, column->codes[row]);
        csv_text(csv, id);
        csv_text(csv, id.size ? dataset_value_name(dataset, column, id, lang) : id);
    }
}

/* A record as it is, filled up to the width of the header, or without its blank extra fields. */
static void add_record(const struct dataset *dataset, size_t row, const struct file_report *layout,
                       struct csv_reader *reader, struct buf *out) {
    size_t file;
    struct str text = table_record(dataset->table, row, &file);
    struct csv_record record;
    csv_seek(reader, text, layout->delimiter, 0);
    size_t fields = csv_next(reader, text.size, &record) == CSV_RECORD ? record.count : layout->column_count;
    if (fields > layout->column_count)
        text.size = record.ends[layout->column_count - 1];
    buf_add(out, text);
    for (size_t i = fields; i < layout->column_count; i++)
        buf_add_char(out, layout->delimiter);
}

bool classified_csv(const struct dataset *dataset, enum lang lang, struct buf *out, struct err *err) {
    const struct file_report *layout = common_layout(dataset, err);
    if (!layout)
        return false;
    struct added added = added_columns(dataset);
    add_heading(&added, layout, out);
    struct csv_reader *reader = csv_open(STR(""), layout->delimiter, 0, false);
    for (size_t row = 0; row < dataset->table->rows; row++) {
        add_record(dataset, row, layout, reader, out);
        struct csv_out csv = {.out = out, .delimiter = layout->delimiter, .filled = true};
        add_categories(dataset, &added, row, lang, &csv);
        csv_end_line(&csv);
    }
    csv_close(reader);
    return true;
}
