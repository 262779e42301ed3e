/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx_cells.h"

#include "analysis/base/date.h"
#include "analysis/intake/field.h"
#include "analysis/intake/spill.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_MOST = 256 * 1024 * 1024 };

/* A cell's CSV field: a shared text, or the bytes from `at` on in the row's own buffer. */
struct cell {
    const char *shared;
    size_t at, size;
};

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_INLINE, CELL_BOOL, CELL_DAMAGED };

struct reading {
    const struct xlsx_zip *zip;
    const struct xlsx_parts *parts;
    const struct xlsx_texts *texts;
    const char *part;
    struct err *err;
    uint64_t most;
    struct spill text, places;
    uint64_t rows, empty_rows;
    /* the row being read */
    bool in_data, in_row, in_cell, in_value;
    uint64_t row;
    struct cell *cells; /* XLSX_COLUMNS_MOST of them */
    size_t width;       /* cells from here on are empty */
    struct buf fields;
    /* the cell being read; columns from 0 */
    size_t column;
    enum cell_type type;
    enum xlsx_style style;
    struct buf value, scratch;
    struct xlsx_text inline_text;
    /* columns with a value, and how many fields rows have */
    bool *used;
    size_t used_width;
    bool ragged; /* a row was written before a later one turned out wider */
    const bool *wanted;
    size_t wanted_width;
};

static bool read_number(const char *text, uint64_t *number) {
    int64_t value;
    if (!text || !str_to_int(str_of(text), &value) || value < 0)
        return false;
    *number = (uint64_t)value;
    return true;
}

static bool start_row(struct reading *r, const char **attributes) {
    const char *number = xlsx_attribute(attributes, "r");
    if (!number)
        r->row++;
    else if (!read_number(number, &r->row))
        return xlsx_damaged(r->zip, r->part, r->err, "has a row with the number \"%.20s\"", number);
    r->in_row = true;
    r->width = 0;
    r->column = SIZE_MAX; /* the next one is the first */
    buf_clear(&r->fields);
    return true;
}

/* "BC12" is column 54, counted from 0. */
static bool column_of(const char *place, size_t *column) {
    size_t number = 0;
    for (; (*place | 0x20) >= 'a' && (*place | 0x20) <= 'z' && number <= XLSX_COLUMNS_MOST; place++)
        number = number * 26 + (size_t)((*place | 0x20) - 'a') + 1;
    *column = number - 1;
    return number >= 1 && number <= XLSX_COLUMNS_MOST;
}

static enum cell_type type_of(const char *type) {
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"n", CELL_NUMBER},         {"s", CELL_SHARED}, {"str", CELL_TEXT}, {"e", CELL_TEXT},
                 {"inlineStr", CELL_INLINE}, {"b", CELL_BOOL},   {"d", CELL_TEXT}};
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i].name) == 0)
            return types[i].type;
    return type ? CELL_DAMAGED : CELL_NUMBER;
}

static bool start_cell(struct reading *r, const char **attributes) {
    const char *place = xlsx_attribute(attributes, "r"), *style = xlsx_attribute(attributes, "s");
    const char *type = xlsx_attribute(attributes, "t");
    size_t next = r->column + 1;
    r->in_cell = true;
    r->type = type_of(type);
    if ((place ? !column_of(place, &r->column) : next >= XLSX_COLUMNS_MOST) || r->type == CELL_DAMAGED)
        return xlsx_damaged(r->zip, r->part, r->err, "has a cell at \"%.20s\" of type \"%.20s\"",
                            place ? place : "", type ? type : "");
    if (!place)
        r->column = next;
    uint64_t number = 0;
    r->style = style && read_number(style, &number) && number < r->parts->style_count
                   ? (enum xlsx_style)r->parts->styles[number]
                   : XLSX_PLAIN;
    buf_clear(&r->value);
    xlsx_text_clear(&r->inline_text);
    return true;
}

static bool start(void *context, const char *name, const char **attributes) {
    struct reading *r = context;
    if (r->in_cell) {
        r->in_value = strcmp(name, "v") == 0;
        if (r->type == CELL_INLINE)
            xlsx_text_start(&r->inline_text, name, attributes);
        return true;
    }
    if (r->in_row)
        return strcmp(name, "c") != 0 || start_cell(r, attributes);
    if (r->in_data)
        return strcmp(name, "row") != 0 || start_row(r, attributes);
    r->in_data = strcmp(name, "sheetData") == 0;
    return true;
}

static bool text(void *context, struct str part) {
    struct reading *r = context;
    if (r->in_value)
        buf_add(&r->value, part);
    bool fits =
        r->value.size <= XLSX_CELL_MOST && (r->type != CELL_INLINE || xlsx_text_add(&r->inline_text, part));
    return fits || xlsx_damaged(r->zip, r->part, r->err, "holds a text of over 16 MiB");
}

static void put_number(struct reading *r) {
    struct str value = str_trim(buf_str(&r->value));
    char out[DATE_TEXT + 16], *end;
    if (r->style == XLSX_PLAIN || !value.size || value.size > 40) {
        field_add_number(&r->fields, value);
        return;
    }
    char number[48];
    memcpy(number, value.data, value.size);
    number[value.size] = '\0';
    double parsed = strtod(number, &end);
    if (!*end && xlsx_date(parsed, r->style, r->parts->from_1904, out)) {
        buf_add(&r->fields, str_of(out));
        return;
    }
    bool whole = !strpbrk(number, "+-.eE");
    for (size_t i = value.size; whole && r->style > XLSX_ZEROS && i < (size_t)(r->style - XLSX_ZEROS); i++)
        buf_add_char(&r->fields, '0');
    field_add_number(&r->fields, value);
}

/* Puts the cell's field where it belongs; a second cell at the same place wins. */
static bool end_cell(struct reading *r) {
    struct cell cell = {.at = r->fields.size};
    struct str value = buf_str(&r->value);
    uint64_t number = 0;
    r->in_cell = r->in_value = false;
    if (r->type == CELL_SHARED && value.size) {
        if (!str_to_int(str_trim(value), (int64_t *)&number) || number >= r->texts->count)
            return xlsx_damaged(r->zip, r->part, r->err,
                                "refers in row %llu to the shared text \"" STR_FMT "\", which is not there",
                                (unsigned long long)r->row, value.size < 20 ? (int)value.size : 20,
                                value.data);
        struct str field = xlsx_texts_at(r->texts, number);
        cell = (struct cell){.shared = field.data, .size = field.size};
    } else if (r->type == CELL_BOOL)
        buf_add(&r->fields, str_equal(str_trim(value), STR("1"))   ? STR("TRUE")
                            : str_equal(str_trim(value), STR("0")) ? STR("FALSE")
                                                                   : value);
    else if (r->type == CELL_NUMBER)
        put_number(r);
    else
        xlsx_text_field(r->type == CELL_INLINE ? buf_str(&r->inline_text.text) : value, &r->scratch,
                        &r->fields);
    if (!cell.shared)
        cell.size = r->fields.size - cell.at;
    if (r->fields.size > ROW_MOST)
        return xlsx_damaged(r->zip, r->part, r->err, "has a row of over 256 MiB");
    for (; r->width <= r->column; r->width++)
        r->cells[r->width] = (struct cell){0};
    r->cells[r->column] = cell;
    return true;
}

static struct str field_of(const struct reading *r, size_t column) {
    if (column >= r->width || !r->cells[column].size)
        return STR("");
    const struct cell *cell = &r->cells[column];
    return (struct str){cell->shared ? cell->shared : r->fields.data + cell->at, cell->size};
}

/* Blanks in quotes are no value either. */
static bool is_blank(struct str field) {
    for (size_t i = 0; i < field.size; i++)
        if (!strchr("\" \t\r\n", field.data[i]))
            return str_trim(field).size == 0;
    return true;
}

static bool note_used(struct reading *r) {
    bool any = false;
    for (size_t column = 0; column < r->width; column++) {
        if (is_blank(field_of(r, column)))
            continue;
        any = true;
        r->used[column] = true;
        if (column >= r->used_width) {
            r->used_width = column + 1;
            r->ragged |= r->rows > 0;
        }
    }
    return any;
}

static bool put_row(struct reading *r) {
    struct xlsx_place place = {spill_size(&r->text), r->row};
    size_t width = r->wanted ? r->wanted_width : r->used_width;
    bool first = true;
    for (size_t column = 0; column < width; column++) {
        if (r->wanted && !r->wanted[column])
            continue;
        if (!first && !spill_put(&r->text, STR(",")))
            return false;
        first = false;
        if (!spill_put(&r->text, field_of(r, column)))
            return false;
    }
    return spill_put(&r->text, STR("\n")) &&
           spill_put(&r->places, (struct str){(const char *)&place, sizeof place});
}

static bool end_row(struct reading *r) {
    r->in_row = false;
    if (!note_used(r)) {
        r->empty_rows++;
        return true;
    }
    if (!put_row(r))
        return false;
    return ++r->rows < r->most;
}

static bool end(void *context, const char *name) {
    struct reading *r = context;
    if (r->in_cell && r->type == CELL_INLINE)
        xlsx_text_end(&r->inline_text, name);
    if (strcmp(name, "v") == 0)
        r->in_value = false;
    else if (strcmp(name, "c") == 0 && r->in_cell)
        return end_cell(r);
    else if (strcmp(name, "row") == 0 && r->in_row)
        return end_row(r);
    else if (strcmp(name, "sheetData") == 0)
        return false;
    return true;
}

static bool read_once(struct reading *r, struct xlsx_cells *cells) {
    static const struct xlsx_handlers handlers = {start, end, text};
    uint64_t most = spill_most(r->zip->bytes.size);
    r->rows = r->empty_rows = r->row = 0;
    r->in_data = r->in_row = r->in_cell = r->in_value = false;
    bool done = spill_open(&r->text, r->zip->name, most, r->err) &&
                spill_open(&r->places, r->zip->name, most * 2, r->err) &&
                xlsx_xml_read(r->zip, r->part, &handlers, r, r->err) && spill_map(&r->text, &cells->text) &&
                spill_map(&r->places, &cells->places);
    spill_close(&r->text);
    spill_close(&r->places);
    cells->rows = r->rows;
    cells->empty_rows = r->empty_rows;
    return done;
}

static size_t count_used(const struct reading *r) {
    size_t count = 0;
    for (size_t column = 0; column < r->used_width; column++)
        count += r->used[column];
    return count;
}

/* How wide the sheet is and which columns are empty is known only at its end: if rows came out wrong for
 * that, it is read once more. */
static bool read_sheet(struct reading *r, struct xlsx_cells *cells) {
    if (!read_once(r, cells))
        return false;
    cells->column_count = count_used(r);
    cells->columns = heap_array(cells->column_count + 1, sizeof *cells->columns);
    for (size_t column = 0, at = 0; column < r->used_width; column++)
        if (r->used[column])
            cells->columns[at++] = (uint32_t)column + 1;
    if (!r->ragged && cells->column_count == r->used_width)
        return true;
    file_unmap(&cells->text);
    file_unmap(&cells->places);
    r->wanted = r->used;
    r->wanted_width = r->used_width;
    return read_once(r, cells);
}

bool xlsx_cells_read(const struct xlsx_zip *zip, const struct xlsx_parts *parts, size_t sheet,
                     const struct xlsx_texts *texts, uint64_t most, struct xlsx_cells *cells,
                     struct err *err) {
    *cells = (struct xlsx_cells){.text = {.bytes = STR("")}, .places = {.bytes = STR("")}};
    struct reading r = {.zip = zip,
                        .parts = parts,
                        .texts = texts,
                        .part = parts->sheets[sheet].part,
                        .err = err,
                        .most = most,
                        .text = {.fd = -1},
                        .places = {.fd = -1}};
    r.cells = heap_array(XLSX_COLUMNS_MOST, sizeof *r.cells);
    r.used = heap_array(XLSX_COLUMNS_MOST, sizeof *r.used);
    bool done = read_sheet(&r, cells);
    heap_free(r.cells);
    heap_free(r.used);
    buf_free(&r.fields);
    buf_free(&r.value);
    buf_free(&r.scratch);
    buf_free(&r.inline_text.text);
    if (!done)
        xlsx_cells_free(cells);
    return done;
}

void xlsx_cells_free(struct xlsx_cells *cells) {
    file_unmap(&cells->text);
    file_unmap(&cells->places);
    heap_free(cells->columns);
    cells->columns = NULL;
    cells->column_count = 0;
}
