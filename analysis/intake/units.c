/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/units.h"

#include "analysis/base/file.h"
#include "analysis/intake/csv.h"

/* Every name and alias has a code in `words`; name_of[code] is the code of the unit it means. */
struct units {
    struct dict *words;
    uint32_t *name_of;
    size_t capacity;
};

struct reading {
    struct units *units;
    const char *file;
    struct str text;
    struct buf scratch;
    size_t name, alias; /* fields */
};

static struct str cell_of(struct reading *reading, const struct csv_record *record, size_t field) {
    if (field >= record->count)
        return STR("");
    struct csv_cell cell = csv_cell(record, field);
    return str_trim(cell.escaped ? csv_unescape(cell.text, &reading->scratch) : cell.text);
}

static bool fail(const struct reading *reading, const struct csv_record *record, size_t field,
                 struct err *err) {
    size_t at = (size_t)(record->origin - reading->text.data) + record->first;
    return err_at(err, reading->file, csv_count_lines(reading->text, 0, at) + 1, field + 1);
}

static bool read_header(struct reading *reading, const struct csv_record *record, struct err *err) {
    reading->name = reading->alias = SIZE_MAX;
    for (size_t field = 0; field < record->count; field++) {
        struct str header = cell_of(reading, record, field);
        if (str_equal(header, STR("name")))
            reading->name = field;
        if (str_equal(header, STR("alias")))
            reading->alias = field;
    }
    if (reading->name != SIZE_MAX)
        return true;
    err_set(err, ERR_USAGE, "units need the column name, and alias for other names");
    return err_at(err, reading->file, 1, 0);
}

static uint32_t word_code(struct units *units, struct str word) {
    uint32_t code = dict_add(units->words, word);
    size_t before = units->capacity;
    units->name_of = heap_grow(units->name_of, &units->capacity, code + 1, sizeof *units->name_of);
    for (size_t i = before; i < units->capacity; i++)
        units->name_of[i] = DICT_NONE;
    return code;
}

/* A word that already means another unit is an error. */
static bool set_meaning(struct reading *reading, const struct csv_record *record, size_t field,
                        struct str word, struct str name, struct err *err) {
    uint32_t meaning = word_code(reading->units, name), code = word_code(reading->units, word);
    uint32_t *now = &reading->units->name_of[code];
    if (*now != DICT_NONE && *now != meaning) {
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" stands for two units, " STR_FMT " and " STR_FMT,
                STR_ARG(word), STR_ARG(dict_text(reading->units->words, *now)), STR_ARG(name));
        return fail(reading, record, field, err);
    }
    *now = meaning;
    return true;
}

static bool read_line(struct reading *reading, const struct csv_record *record, struct err *err) {
    struct arena *arena = arena_new();
    struct str name = str_copy(arena, cell_of(reading, record, reading->name));
    struct str alias = str_copy(arena, cell_of(reading, record, reading->alias));
    bool done = name.size > 0;
    if (!done) {
        err_set(err, ERR_USAGE, "this line names no unit");
        fail(reading, record, reading->name, err);
    }
    done = done && set_meaning(reading, record, reading->name, name, name, err) &&
           (alias.size == 0 || set_meaning(reading, record, reading->alias, alias, name, err));
    arena_free(arena);
    return done;
}

static bool read_lines(struct reading *reading, struct csv_reader *reader, struct err *err) {
    struct csv_record record;
    bool header = true, done = true;
    for (enum csv_kind kind; done && (kind = csv_next(reader, reading->text.size, &record)) != CSV_END;) {
        if (kind == CSV_REFUSED) {
            err_set(err, ERR_USAGE, "a line is no valid CSV");
            return err_at(err, reading->file, csv_count_lines(reading->text, 0, csv_at(reader)), 0);
        }
        done = header ? read_header(reading, &record, err) : read_line(reading, &record, err);
        header = false;
    }
    return done;
}

bool units_parse(struct str csv, const char *name, struct units **units, struct err *err) {
    if (str_starts(csv, STR("\xEF\xBB\xBF")))
        csv = str_sub(csv, 3, csv.size);
    *units = heap_array(1, sizeof **units);
    (*units)->words = dict_new();
    struct reading reading = {.units = *units, .file = name, .text = csv};
    struct csv_reader *reader = csv_open(csv, ',', 0, false);
    bool done = read_lines(&reading, reader, err);
    csv_close(reader);
    buf_free(&reading.scratch);
    if (!done) {
        units_free(*units);
        *units = NULL;
    }
    return done;
}

bool units_load(const char *path, struct units **units, struct err *err) {
    struct file_view view;
    if (!file_map(path, &view, err))
        return false;
    bool done = units_parse(view.bytes, path, units, err);
    file_unmap(&view);
    return done;
}

void units_free(struct units *units) {
    if (!units)
        return;
    dict_free(units->words);
    heap_free(units->name_of);
    heap_free(units);
}

/* The unit that a word of an export means; the word itself where the file does not know it. */
static struct str unit_of(const struct units *units, struct str word) {
    uint32_t code = word.size ? dict_find(units->words, word) : DICT_ABSENT;
    return code == DICT_ABSENT ? word : dict_text(units->words, units->name_of[code]);
}

void units_fold(const struct units *units, struct table *table) {
    for (size_t i = 0; i < table->column_count; i++) {
        struct column *column = table->columns[i];
        if (column->role != ROLE_UNIT)
            continue;
        struct dict *folded = dict_new();
        uint32_t *codes = heap_array(dict_size(column->dict), sizeof *codes);
        for (uint32_t code = 0; code < dict_size(column->dict); code++)
            codes[code] = dict_add(folded, unit_of(units, dict_text(column->dict, code)));
        for (size_t row = 0; row < table->rows; row++)
            column->codes[row] = codes[column->codes[row]];
        heap_free(codes);
        dict_free(column->dict);
        column->dict = folded;
    }
}

uint64_t units_unknown(const struct units *units, const struct table *table) {
    const struct column *column = table->by_role[ROLE_UNIT];
    uint64_t rows = 0;
    for (size_t row = 0; column && row < table->rows; row++)
        rows += column->codes[row] != DICT_NONE &&
                dict_find(units->words, dict_text(column->dict, column->codes[row])) == DICT_ABSENT;
    return rows;
}
