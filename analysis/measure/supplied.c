/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/supplied.h"

#include "analysis/base/file.h"
#include "analysis/intake/csv.h"
#include "analysis/intake/values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PERIOD, UNIT, KEY, NUMERATOR, DENOMINATOR, COLUMNS };

static const char *const headers[COLUMNS] = {"period", "unit", "key", "numerator", "denominator"};

/* One line of the file. */
struct entry {
    size_t key, line;
    struct str unit;
    int64_t start, end;            /* civil seconds */
    double numerator, denominator; /* NAN = none */
};

struct supplied {
    struct arena *arena;
    struct str *keys;
    size_t key_count, key_capacity;
    struct entry *entries;
    size_t entry_count, entry_capacity;
};

struct reading {
    struct supplied *supplied;
    size_t places[COLUMNS], width;
    const char *name;
    struct csv_reader *reader;
    struct str text;
    struct buf scratch;
    size_t line;
};

/* ---- reading */

static struct str cell_at(struct reading *reading, const struct csv_record *record, size_t field) {
    if (field >= record->count)
        return STR("");
    struct csv_cell cell = csv_cell(record, field);
    struct str text = cell.escaped ? csv_unescape(cell.text, &reading->scratch) : cell.text;
    return str_copy(reading->supplied->arena, str_trim(text));
}

static bool fail_at(const struct reading *reading, size_t field, struct err *err) {
    return err_at(err, reading->name, reading->line, field + 1);
}

static bool read_header(struct reading *reading, const struct csv_record *record, struct err *err) {
    reading->width = record->count;
    for (size_t i = 0; i < COLUMNS; i++)
        reading->places[i] = SIZE_MAX;
    for (size_t field = 0; field < record->count; field++) {
        struct str header = cell_at(reading, record, field);
        size_t column = 0;
        while (column < COLUMNS && !str_equal(header, str_of(headers[column])))
            column++;
        if (column == COLUMNS || reading->places[column] != SIZE_MAX) {
            err_set(err, ERR_USAGE, "\"" STR_FMT "\" is no column of supplied figures, or there twice",
                    STR_ARG(header));
            return fail_at(reading, field, err);
        }
        reading->places[column] = field;
    }
    for (size_t i = 0; i < COLUMNS; i++)
        if (reading->places[i] == SIZE_MAX && i != UNIT) {
            err_set(err, ERR_USAGE, "the column %s is missing", headers[i]);
            err_hint(err, "supplied figures have the columns period, unit, key, numerator, denominator");
            return err_at(err, reading->name, reading->line, 0);
        }
    return true;
}

static bool read_number(struct reading *reading, const struct csv_record *record, size_t column,
                        double *value, struct err *err) {
    struct str text = cell_at(reading, record, reading->places[column]);
    int64_t number;
    *value = NAN;
    if (!text.size && column == DENOMINATOR)
        return true;
    if (!value_number(text, '.', &number))
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a number", STR_ARG(text));
    else if (number < 0)
        err_set(err, ERR_USAGE, "a supplied %s can't be negative (" STR_FMT ")", headers[column],
                STR_ARG(text));
    else if (number == 0 && column == DENOMINATOR)
        err_set(err, ERR_USAGE, "a denominator can't be 0");
    else
        *value = (double)number / NUMBER_UNIT;
    return !isnan(*value) || fail_at(reading, reading->places[column], err);
}

static size_t find_key(const struct supplied *supplied, struct str key) {
    size_t at = 0;
    while (at < supplied->key_count && !str_equal(supplied->keys[at], key))
        at++;
    return at;
}

static size_t add_key(struct supplied *supplied, struct str key) {
    size_t at = find_key(supplied, key);
    if (at == supplied->key_count) {
        supplied->keys = heap_grow(supplied->keys, &supplied->key_capacity, at + 1, sizeof *supplied->keys);
        supplied->keys[supplied->key_count++] = key;
    }
    return at;
}

static bool same_place(const struct entry *a, const struct entry *b) {
    return a->key == b->key && a->start == b->start && a->end == b->end && str_equal(a->unit, b->unit);
}

static bool add_entry(struct reading *reading, struct entry entry, struct err *err) {
    struct supplied *supplied = reading->supplied;
    for (size_t i = 0; i < supplied->entry_count; i++)
        if (same_place(&supplied->entries[i], &entry)) {
            err_set(err, ERR_USAGE, "the same period, unit and key stand in line %zu already",
                    supplied->entries[i].line);
            return fail_at(reading, reading->places[KEY], err);
        }
    supplied->entries = heap_grow(supplied->entries, &supplied->entry_capacity, supplied->entry_count + 1,
                                  sizeof *supplied->entries);
    supplied->entries[supplied->entry_count++] = entry;
    return true;
}

static bool read_line(struct reading *reading, const struct csv_record *record, struct err *err) {
    struct str key = cell_at(reading, record, reading->places[KEY]);
    struct entry entry = {.line = reading->line, .unit = cell_at(reading, record, reading->places[UNIT])};
    struct period period;
    if (record->count > reading->width || !key.size) {
        err_set(err, ERR_USAGE, key.size ? "more fields than the header has" : "the key is missing");
        return fail_at(reading, key.size ? reading->width : reading->places[KEY], err);
    }
    if (!period_parse(cell_at(reading, record, reading->places[PERIOD]), 0, &period, err))
        return fail_at(reading, reading->places[PERIOD], err);
    if (!read_number(reading, record, NUMERATOR, &entry.numerator, err) ||
        !read_number(reading, record, DENOMINATOR, &entry.denominator, err))
        return false;
    entry.start = period.start;
    entry.end = period.end;
    entry.key = add_key(reading->supplied, key);
    return add_entry(reading, entry, err);
}

static size_t line_at(const struct reading *reading, const char *place) {
    return csv_count_lines(reading->text, 0, (size_t)(place - reading->text.data)) + 1;
}

static bool read_all(struct reading *reading, struct err *err) {
    struct csv_record record;
    enum csv_kind kind;
    for (bool header = true; (kind = csv_next(reading->reader, reading->text.size, &record)) != CSV_END;
         header = false) {
        if (kind == CSV_REFUSED) {
            err_set(err, ERR_USAGE, "not a CSV record");
            return err_at(err, reading->name, line_at(reading, csv_refused(reading->reader).data), 0);
        }
        reading->line = line_at(reading, record.origin + record.first);
        if (!(header ? read_header : read_line)(reading, &record, err))
            return false;
    }
    return reading->supplied->entry_count > 0 ||
           err_set(err, ERR_USAGE, "%s: no line of supplied figures", reading->name);
}

bool supplied_parse(struct str csv, const char *name, struct supplied **supplied, struct err *err) {
    struct supplied *made = heap_array(1, sizeof *made);
    made->arena = arena_new();
    if (str_starts(csv, STR("\xEF\xBB\xBF")))
        csv = str_sub(csv, 3, csv.size);
    struct reading reading = {
        .supplied = made, .name = name, .text = csv, .reader = csv_open(csv, ',', 0, true)};
    bool done = read_all(&reading, err);
    csv_close(reading.reader);
    buf_free(&reading.scratch);
    if (!done)
        supplied_free(made);
    *supplied = done ? made : NULL;
    return done;
}

bool supplied_load(const char *path, struct supplied **supplied, struct err *err) {
    struct file_view view;
    *supplied = NULL;
    if (!file_map(path, &view, err))
        return false;
    bool done = supplied_parse(view.bytes, path, supplied, err);
    file_unmap(&view);
    return done;
}

void supplied_free(struct supplied *supplied) {
    if (!supplied)
        return;
    heap_free(supplied->keys);
    heap_free(supplied->entries);
    arena_free(supplied->arena);
    heap_free(supplied);
}

/* ---- asking */

const struct str *supplied_keys(const struct supplied *supplied, size_t *count) {
    *count = supplied->key_count;
    return supplied->keys;
}

const char *supplied_measure(const struct supplied *supplied, size_t key) {
    bool share = true;
    for (size_t i = 0; i < supplied->entry_count; i++) {
        const struct entry *entry = &supplied->entries[i];
        if (entry->key == key && isnan(entry->denominator))
            return "supplied_total";
        if (entry->key == key)
            share &= entry->numerator <= entry->denominator;
    }
    return share ? "supplied" : "supplied_mean";
}

/* Sums of the lines of one key; `days` is how many of the period's they cover, each unit's for itself. */
struct sum {
    double numerator, denominator;
    int64_t seconds;
};

static void sum_add(struct sum *sum, const struct entry *entry) {
    sum->numerator += entry->numerator;
    sum->denominator += entry->denominator;
    sum->seconds += entry->end - entry->start;
}

/* The figure of one unit ("" = the line of the whole); false when the lines do not give it. */
static bool find_sum(const struct supplied *supplied, size_t key, struct str unit,
                     const struct period *period, struct sum *sum) {
    *sum = (struct sum){0, 0, 0};
    for (size_t i = 0; i < supplied->entry_count; i++) {
        const struct entry *entry = &supplied->entries[i];
        if (entry->key != key || !str_equal(entry->unit, unit) || entry->start < period->start ||
            entry->end > period->end)
            continue;
        if (entry->start == period->start && entry->end == period->end) {
            *sum = (struct sum){entry->numerator, entry->denominator, entry->end - entry->start};
            return true;
        }
        sum_add(sum, entry);
    }
    return sum->seconds == period->end - period->start;
}

static bool first_of_unit(const struct supplied *supplied, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (supplied->entries[i].key == supplied->entries[at].key &&
            str_equal(supplied->entries[i].unit, supplied->entries[at].unit))
            return false;
    return true;
}

/* The line of the whole, else all units that have lines, each of them in full. */
static bool find_whole(const struct supplied *supplied, size_t key, const struct period *period,
                       struct sum *sum) {
    if (find_sum(supplied, key, STR(""), period, sum))
        return true;
    struct sum whole = {0, 0, 0}, one;
    for (size_t i = 0; i < supplied->entry_count; i++) {
        const struct entry *entry = &supplied->entries[i];
        if (entry->key != key || !entry->unit.size || !first_of_unit(supplied, i))
            continue;
        if (!find_sum(supplied, key, entry->unit, period, &one))
            return false;
        whole.numerator += one.numerator;
        whole.denominator += one.denominator;
        whole.seconds += one.seconds;
    }
    *sum = whole;
    return whole.seconds > 0;
}

const struct supplied_cells *supplied_cells(const struct supplied *supplied,
                                            const struct supplied_groups *groups,
                                            const struct period *periods, size_t period_count,
                                            struct arena *arena) {
    struct supplied_cells *cells = arena_alloc(arena, sizeof *cells);
    size_t count = supplied->key_count * groups->group_count * period_count, at = 0;
    double *numerators = arena_array(arena, count, sizeof *numerators);
    double *denominators = arena_array(arena, count, sizeof *denominators);
    for (size_t key = 0; key < supplied->key_count; key++)
        for (size_t group = 0; group < groups->group_count; group++)
            for (size_t p = 0; p < period_count; p++, at++) {
                struct sum sum;
                bool found =
                    !groups->none && (groups->units && groups->units[group].size
                                          ? find_sum(supplied, key, groups->units[group], &periods[p], &sum)
                                          : !groups->units && find_whole(supplied, key, &periods[p], &sum));
                numerators[at] = found ? sum.numerator : NAN;
                denominators[at] = found ? sum.denominator : NAN;
            }
    *cells = (struct supplied_cells){supplied->keys, supplied->key_count, numerators, denominators};
    return cells;
}

bool supplied_check(const struct supplied *supplied, const struct measure_ref *refs, size_t count,
                    struct err *err) {
    for (size_t i = 0; i < count; i++) {
        if (refs[i].measure->parameter != PARAMETER_SUPPLIED ||
            find_key(supplied, refs[i].parameter) < supplied->key_count)
            continue;
        struct buf names = {0};
        for (size_t j = 0; j < supplied->key_count; j++)
            buf_printf(&names, "%s" STR_FMT, j ? ", " : "", STR_ARG(supplied->keys[j]));
        err_set(err, ERR_USAGE, "there is no supplied figure \"" STR_FMT "\"", STR_ARG(refs[i].parameter));
        err_hint(err, "the file has " STR_FMT, STR_ARG(buf_str(&names)));
        buf_free(&names);
        return false;
    }
    return true;
}
