/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/exposure.h"

#include "analysis/base/file.h"
#include "analysis/intake/csv.h"
#include "analysis/intake/values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 16, SCALE = 10000 };

/* One line of the file. */
struct entry {
    uint32_t base, key;
    int64_t start, end; /* civil seconds */
    int64_t value;      /* in 1/NUMBER_UNIT */
    size_t line;
};

struct exposure {
    struct arena *arena;
    struct str columns[COLUMNS_MOST]; /* role columns */
    size_t column_count;
    struct str *bases;
    size_t base_count, base_capacity;
    struct str *keys; /* [key × column_count + column] */
    size_t key_count, key_capacity;
    struct entry *entries; /* by base, key, start, longer first */
    size_t entry_count, entry_capacity;
};

/* Where the file's columns are. */
struct layout {
    size_t period, base, value, roles[COLUMNS_MOST];
    size_t count;
};

struct reading {
    struct exposure *exposure;
    struct layout layout;
    const char *name;
    struct csv_reader *reader;
    struct str text;
    struct buf scratch;
};

/* ---- reading */

static struct str cell_of(struct reading *reading, const struct csv_record *record, size_t field) {
    if (field >= record->count)
        return STR("");
    struct csv_cell cell = csv_cell(record, field);
    struct str text = cell.escaped ? csv_unescape(cell.text, &reading->scratch) : cell.text;
    return str_copy(reading->exposure->arena, str_trim(text));
}

static size_t line_of(const struct reading *reading, const struct csv_record *record) {
    size_t at = (size_t)(record->origin - reading->text.data) + record->first;
    return csv_count_lines(reading->text, 0, at) + 1;
}

static bool read_header(struct reading *reading, const struct csv_record *record, struct err *err) {
    struct layout *layout = &reading->layout;
    struct exposure *exposure = reading->exposure;
    *layout = (struct layout){SIZE_MAX, SIZE_MAX, SIZE_MAX, {0}, record->count};
    for (size_t field = 0; field < record->count; field++) {
        struct str header = cell_of(reading, record, field);
        if (str_equal(header, STR("period")))
            layout->period = field;
        else if (str_equal(header, STR("base")))
            layout->base = field;
        else if (str_equal(header, STR("value")))
            layout->value = field;
        else if (!header.size || exposure->column_count == COLUMNS_MOST) {
            err_set(err, ERR_USAGE, "this column has no name, or there are too many");
            return err_at(err, reading->name, 1, field + 1);
        } else {
            layout->roles[exposure->column_count] = field;
            exposure->columns[exposure->column_count++] = header;
        }
    }
    if (layout->period != SIZE_MAX && layout->base != SIZE_MAX && layout->value != SIZE_MAX)
        return true;
    err_set(err, ERR_USAGE, "exposure needs the columns period, base and value");
    return err_at(err, reading->name, 1, 0);
}

static uint32_t find_base(struct exposure *exposure, struct str base) {
    for (size_t i = 0; i < exposure->base_count; i++)
        if (str_equal(exposure->bases[i], base))
            return (uint32_t)i;
    exposure->bases = heap_grow(exposure->bases, &exposure->base_capacity, exposure->base_count + 1,
                                sizeof *exposure->bases);
    exposure->bases[exposure->base_count] = base;
    return (uint32_t)exposure->base_count++;
}

static bool same_key(const struct exposure *exposure, size_t key, const struct str *values) {
    for (size_t i = 0; i < exposure->column_count; i++)
        if (!str_equal(exposure->keys[key * exposure->column_count + i], values[i]))
            return false;
    return true;
}

static uint32_t find_key(struct exposure *exposure, const struct str *values) {
    size_t columns = exposure->column_count;
    for (size_t key = exposure->key_count; key-- > 0;)
        if (same_key(exposure, key, values))
            return (uint32_t)key;
    exposure->keys = heap_grow(exposure->keys, &exposure->key_capacity,
                               (exposure->key_count + 1) * (columns + 1), sizeof *exposure->keys);
    if (columns)
        memcpy(exposure->keys + exposure->key_count * columns, values, columns * sizeof *values);
    return (uint32_t)exposure->key_count++;
}

static bool fail_at(const struct reading *reading, size_t line, size_t field, struct err *err) {
    return err_at(err, reading->name, line, field + 1);
}

static bool read_value(struct reading *reading, const struct csv_record *record, struct entry *entry,
                       struct err *err) {
    const struct layout *layout = &reading->layout;
    struct str value = cell_of(reading, record, layout->value),
               period = cell_of(reading, record, layout->period);
    struct period held;
    if (!period_parse(period, 0, &held, err))
        return fail_at(reading, entry->line, layout->period, err);
    if (!value_number(value, '.', &entry->value)) {
        err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a number", STR_ARG(value));
        return fail_at(reading, entry->line, layout->value, err);
    }
    if (entry->value < 0) {
        err_set(err, ERR_USAGE, "an exposure can't be negative (" STR_FMT ")", STR_ARG(value));
        err_hint(err, "write how many there were, or leave the line out where that is not known");
        return fail_at(reading, entry->line, layout->value, err);
    }
    entry->start = held.start;
    entry->end = held.end;
    return true;
}

static bool read_line(struct reading *reading, const struct csv_record *record, struct err *err) {
    struct exposure *exposure = reading->exposure;
    struct str values[COLUMNS_MOST], base = cell_of(reading, record, reading->layout.base);
    struct entry entry = {.line = line_of(reading, record)};
    for (size_t i = 0; i < exposure->column_count; i++)
        values[i] = cell_of(reading, record, reading->layout.roles[i]);
    if (record->count > reading->layout.count || !base.size) {
        err_set(err, ERR_USAGE, base.size ? "more fields than the header has" : "the base is missing");
        return fail_at(reading, entry.line, reading->layout.base, err);
    }
    if (!read_value(reading, record, &entry, err))
        return false;
    entry.base = find_base(exposure, base);
    entry.key = find_key(exposure, values);
    exposure->entries = heap_grow(exposure->entries, &exposure->entry_capacity, exposure->entry_count + 1,
                                  sizeof *exposure->entries);
    exposure->entries[exposure->entry_count++] = entry;
    return true;
}

static int compare_int(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right) {
    const struct entry *a = left, *b = right;
    if (a->base != b->base)
        return compare_int(a->base, b->base);
    if (a->key != b->key)
        return compare_int(a->key, b->key);
    if (a->start != b->start)
        return compare_int(a->start, b->start);
    if (a->end != b->end)
        return compare_int(b->end, a->end);
    return compare_int((int64_t)a->line, (int64_t)b->line);
}

static bool check_twice(const struct reading *reading, struct err *err) {
    const struct entry *entries = reading->exposure->entries;
    for (size_t i = 1; i < reading->exposure->entry_count; i++) {
        const struct entry *a = &entries[i - 1], *b = &entries[i];
        if (a->base == b->base && a->key == b->key && a->start == b->start && a->end == b->end) {
            err_set(err, ERR_USAGE, "the same period, base and columns stand in line %zu already", a->line);
            return err_at(err, reading->name, b->line, 0);
        }
    }
    return true;
}

static bool read_all(struct reading *reading, struct err *err) {
    struct csv_record record;
    enum csv_kind kind;
    bool header = true;
    while ((kind = csv_next(reading->reader, reading->text.size, &record)) != CSV_END) {
        if (kind == CSV_REFUSED) {
            err_set(err, ERR_USAGE, "not a CSV record");
            return err_at(err, reading->name,
                          csv_count_lines(reading->text, 0,
                                          (size_t)(csv_refused(reading->reader).data - reading->text.data)) +
                              1,
                          0);
        }
        if (!(header ? read_header : read_line)(reading, &record, err))
            return false;
        header = false;
    }
    struct exposure *exposure = reading->exposure;
    if (exposure->entry_count)
        qsort(exposure->entries, exposure->entry_count, sizeof *exposure->entries, by_place);
    if (!exposure->entry_count)
        return err_set(err, ERR_USAGE, "%s: no line of exposure", reading->name);
    return check_twice(reading, err);
}

bool exposure_parse(struct str csv, const char *name, struct exposure **exposure, struct err *err) {
    struct exposure *made = heap_array(1, sizeof *made);
    made->arena = arena_new();
    if (str_starts(csv, STR("\xEF\xBB\xBF")))
        csv = str_sub(csv, 3, csv.size);
    struct reading reading = {
        .exposure = made, .name = name, .text = csv, .reader = csv_open(csv, ',', 0, true)};
    bool done = read_all(&reading, err);
    csv_close(reading.reader);
    buf_free(&reading.scratch);
    if (!done)
        exposure_free(made);
    *exposure = done ? made : NULL;
    return done;
}

bool exposure_load(const char *path, struct exposure **exposure, struct err *err) {
    struct file_view view;
    *exposure = NULL;
    if (!file_map(path, &view, err))
        return false;
    bool done = exposure_parse(view.bytes, path, exposure, err);
    file_unmap(&view);
    return done;
}

void exposure_free(struct exposure *exposure) {
    if (!exposure)
        return;
    heap_free(exposure->bases);
    heap_free(exposure->keys);
    heap_free(exposure->entries);
    arena_free(exposure->arena);
    heap_free(exposure);
}

/* ---- asking */

const struct str *exposure_bases(const struct exposure *exposure, size_t *count) {
    *count = exposure->base_count;
    return exposure->bases;
}

const struct str *exposure_columns(const struct exposure *exposure, size_t *count) {
    *count = exposure->column_count;
    return exposure->columns;
}

bool exposure_names(const struct exposure *exposure, struct str column, struct str value) {
    for (size_t i = 0; i < exposure->column_count; i++)
        for (size_t key = 0; str_equal(exposure->columns[i], column) && key < exposure->key_count; key++)
            if (str_equal(exposure->keys[key * exposure->column_count + i], value))
                return true;
    return false;
}

/* The lines of one base and key: entries[from] … entries[to − 1]. */
struct run {
    size_t from, to;
};

/* The value in a month: of the shortest line that holds it, else of the last one before it (*old). −1 without
 * one. */
static int64_t value_in(const struct exposure *exposure, struct run run, int64_t month, bool *old) {
    int64_t value = -1, best = INT64_MAX, latest = INT64_MIN;
    *old = false;
    for (size_t i = run.from; i < run.to; i++) {
        const struct entry *entry = &exposure->entries[i];
        if (entry->start <= month && month < entry->end && entry->end - entry->start < best) {
            best = entry->end - entry->start;
            value = entry->value;
        }
    }
    for (size_t i = run.from; value < 0 && i < run.to; i++)
        if (exposure->entries[i].end <= month && exposure->entries[i].end > latest)
            latest = exposure->entries[i].end;
    for (size_t i = run.from; latest != INT64_MIN && i < run.to; i++)
        if (exposure->entries[i].end == latest) {
            value = exposure->entries[i].value;
            *old = true;
        }
    return value;
}

/* For each role column of the file, the place of that column in the grouping, −1 = not asked for. */
struct match {
    int place[COLUMNS_MOST];
};

static struct match match_columns(const struct exposure *exposure, const struct exposure_groups *groups) {
    struct match match;
    for (size_t i = 0; i < exposure->column_count; i++) {
        match.place[i] = -1;
        for (size_t j = 0; j < groups->column_count; j++)
            if (str_equal(exposure->columns[i], groups->columns[j]))
                match.place[i] = (int)j;
    }
    return match;
}

enum fit { FIT_NOT, FIT_PART, FIT_WHOLE };

/* Does a key belong to a group; and is it a line that stands for all values of a column not asked for? */
static enum fit fit_of(const struct exposure *exposure, const struct match *match,
                       const struct exposure_groups *groups, size_t group, size_t key) {
    enum fit fit = FIT_WHOLE;
    for (size_t i = 0; i < exposure->column_count; i++) {
        struct str value = exposure->keys[key * exposure->column_count + i];
        if (match->place[i] < 0) {
            fit = value.size ? FIT_PART : fit;
            continue;
        }
        size_t place = group * groups->column_count + (size_t)match->place[i];
        if (!str_equal(value, groups->values[place]))
            return FIT_NOT;
    }
    return fit;
}

struct asking {
    const struct exposure *exposure;
    const struct exposure_groups *groups;
    struct match match;
};

/* Sum over the keys of a group in one month; −1 when none has a value. */
static int64_t sum_in(const struct asking *asking, size_t base, size_t group, int64_t month, bool *old) {
    const struct exposure *exposure = asking->exposure;
    int64_t parts = -1, whole = -1;
    bool parts_old = false, whole_old = false;
    for (size_t i = 0, to; i < exposure->entry_count; i = to) {
        const struct entry *entry = &exposure->entries[i];
        bool is_old;
        for (to = i; to < exposure->entry_count && exposure->entries[to].base == entry->base &&
                     exposure->entries[to].key == entry->key;)
            to++;
        enum fit fit = entry->base == base
                           ? fit_of(exposure, &asking->match, asking->groups, group, entry->key)
                           : FIT_NOT;
        int64_t value = fit ? value_in(exposure, (struct run){i, to}, month, &is_old) : -1;
        if (value < 0)
            continue;
        int64_t *sum = fit == FIT_WHOLE ? &whole : &parts;
        *sum = (*sum < 0 ? 0 : *sum) + value;
        *(fit == FIT_WHOLE ? &whole_old : &parts_old) |= is_old;
    }
    *old |= whole >= 0 ? whole_old : parts_old;
    return whole >= 0 ? whole : parts;
}

/* The mean over the months of a period. */
static double mean_in(const struct asking *asking, size_t base, size_t group, const struct period *period,
                      bool *old) {
    struct period month = period_holding(PERIOD_MONTH, date_day_of(period->start), 0);
    int64_t sum = 0, months = 0;
    for (; month.start < period->end; month = period_after(&month)) {
        int64_t value = sum_in(asking, base, group, month.start, old);
        if (value < 0)
            continue;
        sum += value;
        months++;
    }
    return months ? (double)sum / (double)months / NUMBER_UNIT : NAN;
}

/* Is a base split by a column: has it lines of single values, and none for all of them? `any`: the first. */
static bool is_split(const struct exposure *exposure, size_t base, size_t place, bool *any) {
    bool whole = false;
    *any = false;
    for (size_t i = 0; i < exposure->entry_count; i++) {
        const struct entry *entry = &exposure->entries[i];
        if (entry->base != base)
            continue;
        bool named = exposure->keys[entry->key * exposure->column_count + place].size > 0;
        *any |= named;
        whole |= !named;
    }
    return *any && !whole;
}

static struct exposure_part part_of(const struct asking *asking, size_t base, size_t place,
                                    struct arena *arena) {
    const struct exposure *exposure = asking->exposure;
    const struct table *table = asking->groups->table;
    const struct column *column = table ? table_column(table, exposure->columns[place]) : NULL;
    bool any;
    if (asking->match.place[place] >= 0 || !column || column->type != COLUMN_DIMENSION ||
        !is_split(exposure, base, place, &any))
        return (struct exposure_part){NULL, NULL};
    int64_t *since = arena_array(arena, dict_size(column->dict), sizeof *since);
    for (size_t code = 0; code < dict_size(column->dict); code++)
        since[code] = INT64_MAX;
    for (size_t i = 0; i < exposure->entry_count; i++) {
        const struct entry *entry = &exposure->entries[i];
        uint32_t code = dict_find(column->dict, exposure->keys[entry->key * exposure->column_count + place]);
        if (entry->base == base && code != DICT_ABSENT && entry->start < since[code])
            since[code] = entry->start;
    }
    return (struct exposure_part){column, since};
}

/* Did the condition that chose the complaints look at a column that the base is split by? */
static bool is_narrowed(const struct asking *asking, size_t base) {
    const struct exposure *exposure = asking->exposure;
    const struct exposure_groups *groups = asking->groups;
    bool narrowed = false, any;
    for (size_t place = 0; place < exposure->column_count; place++)
        for (size_t i = 0; asking->match.place[place] < 0 && i < groups->narrowed_count; i++)
            if (str_equal(groups->narrowed[i], exposure->columns[place])) {
                is_split(exposure, base, place, &any);
                narrowed |= any;
            }
    return narrowed;
}

const struct exposure_cells *exposure_cells(const struct exposure *exposure,
                                            const struct exposure_groups *groups,
                                            const struct period *periods, size_t period_count,
                                            struct arena *arena) {
    struct exposure_cells *cells = arena_alloc(arena, sizeof *cells);
    struct asking asking = {exposure, groups, match_columns(exposure, groups)};
    size_t count = exposure->base_count * groups->group_count * period_count, at = 0;
    double *values = arena_array(arena, count, sizeof *values);
    bool *old = arena_array(arena, count, sizeof *old);
    for (size_t base = 0; base < exposure->base_count; base++)
        for (size_t group = 0; group < groups->group_count; group++)
            for (size_t period = 0; period < period_count; period++, at++)
                values[at] = mean_in(&asking, base, group, &periods[period], &old[at]);
    struct exposure_part *parts =
        arena_array(arena, exposure->base_count * exposure->column_count, sizeof *parts);
    bool *narrowed = arena_array(arena, exposure->base_count, sizeof *narrowed);
    for (size_t base = 0; base < exposure->base_count; base++) {
        narrowed[base] = is_narrowed(&asking, base);
        for (size_t place = 0; place < exposure->column_count; place++)
            parts[base * exposure->column_count + place] = part_of(&asking, base, place, arena);
    }
    *cells = (struct exposure_cells){exposure->bases, exposure->base_count,   values,  old,
                                     parts,           exposure->column_count, narrowed};
    return cells;
}

/* ---- parameters */

bool exposure_parameter(struct str parameter, struct str *base, int64_t *scale, struct err *err) {
    size_t slash = str_find_char(parameter, '/');
    *base = str_trim(str_sub(parameter, 0, slash));
    *scale = SCALE;
    if (slash == parameter.size)
        return true;
    if (str_to_int(str_trim(str_sub(parameter, slash + 1, parameter.size)), scale) && *scale > 0)
        return true;
    err_set(err, ERR_USAGE, "\"" STR_FMT "\" is not a base and its scale", STR_ARG(parameter));
    return err_hint(err, "write rate:customers (per 10,000) or rate:customers/1000");
}

bool exposure_check(const struct exposure *exposure, const struct measure_ref *refs, size_t count,
                    struct err *err) {
    for (size_t i = 0; i < count; i++) {
        struct str base;
        int64_t scale;
        size_t at = 0;
        if (refs[i].measure->parameter != PARAMETER_BASE ||
            !exposure_parameter(refs[i].parameter, &base, &scale, err))
            continue;
        while (at < exposure->base_count && !str_equal(exposure->bases[at], base))
            at++;
        if (at < exposure->base_count)
            continue;
        struct buf names = {0};
        for (size_t j = 0; j < exposure->base_count; j++)
            buf_printf(&names, "%s" STR_FMT, j ? ", " : "", STR_ARG(exposure->bases[j]));
        err_set(err, ERR_USAGE, "there is no exposure of \"" STR_FMT "\"", STR_ARG(base));
        err_hint(err, "the file has " STR_FMT, STR_ARG(buf_str(&names)));
        buf_free(&names);
        return false;
    }
    return true;
}
