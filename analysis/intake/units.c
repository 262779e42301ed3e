/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/units_book.h"

#include "analysis/base/file.h"
#include "analysis/intake/csv.h"
#include "analysis/intake/dates.h"

enum field { FIELD_NAME, FIELD_ALIAS, FIELD_PARENT, FIELD_REGION, FIELD_FROM, FIELD_TO, FIELD_COUNT };

struct reading {
    struct units *units;
    struct err *err;
    const char *file;
    struct str text;
    struct arena *arena;
    struct date_formats *formats;
    size_t fields[FIELD_COUNT]; /* where each one stands; SIZE_MAX = not there */
    size_t line;
    struct str cells[FIELD_COUNT];
    int64_t from, to;
};

static struct str cell_of(const struct csv_record *record, size_t field, struct arena *arena) {
    struct buf scratch = {0};
    if (field >= record->count)
        return STR("");
    struct csv_cell cell = csv_cell(record, field);
    struct str text = str_copy(arena, str_trim(cell.escaped ? csv_unescape(cell.text, &scratch) : cell.text));
    buf_free(&scratch);
    return text;
}

static bool fail(struct reading *r, enum field field) {
    size_t at = r->fields[field];
    return err_at(r->err, r->file, r->line, at == SIZE_MAX ? 0 : at + 1);
}

static bool read_header(struct reading *r, const struct csv_record *record) {
    static const char *const names[FIELD_COUNT] = {"name", "alias", "parent", "region", "from", "to"};
    for (int f = 0; f < FIELD_COUNT; f++)
        r->fields[f] = SIZE_MAX;
    for (size_t field = 0; field < record->count; field++)
        for (int f = 0; f < FIELD_COUNT; f++)
            if (str_equal_ascii_nocase(cell_of(record, field, r->arena), str_of(names[f])))
                r->fields[f] = field;
    if (r->fields[FIELD_NAME] != SIZE_MAX)
        return true;
    err_set(r->err, ERR_USAGE, "units need the column name; alias, parent, region, from and to may follow");
    return err_at(r->err, r->file, r->line, 0);
}

static uint32_t word_code(struct units *units, struct str word) {
    uint32_t code = dict_add(units->words, word);
    for (int kind = 0; kind < UNIT_KINDS; kind++) {
        size_t before = units->capacity[kind];
        units->first[kind] =
            heap_grow(units->first[kind], &units->capacity[kind], code + 1, sizeof *units->first[kind]);
        for (size_t i = before; i < units->capacity[kind]; i++)
            units->first[kind][i] = UNITS_NO_FACT;
    }
    return code;
}

static struct str value_text(const struct units *units, enum unit_kind kind, uint32_t value) {
    return dict_text(kind == UNIT_REGION ? units->regions : units->words, value);
}

/* Two facts of one kind about the same word on the same day must be the same. */
static bool agrees(struct reading *r, enum unit_kind kind, uint32_t word, uint32_t value, enum field field) {
    static const char *const what[UNIT_KINDS] = {"stands for two units", "has two parents",
                                                 "lies in two regions"};
    const struct units *units = r->units;
    for (uint32_t i = units->first[kind][word]; i != UNITS_NO_FACT; i = units->facts[i].next) {
        const struct unit_fact *fact = &units->facts[i];
        if (fact->value == value || fact->to < r->from || fact->from > r->to)
            continue;
        err_set(r->err, ERR_USAGE, "\"" STR_FMT "\" %s on the same day, " STR_FMT " (line %zu) and " STR_FMT,
                STR_ARG(dict_text(units->words, word)), what[kind],
                STR_ARG(value_text(units, kind, fact->value)), fact->line,
                STR_ARG(value_text(units, kind, value)));
        err_hint(r->err, "say from when to when each of them holds, in the columns from and to");
        return fail(r, field);
    }
    return true;
}

static bool add_fact(struct reading *r, enum unit_kind kind, uint32_t word, uint32_t value,
                     enum field field) {
    struct units *units = r->units;
    if (!agrees(r, kind, word, value, field))
        return false;
    units->facts =
        heap_grow(units->facts, &units->fact_capacity, units->fact_count + 1, sizeof *units->facts);
    units->facts[units->fact_count] =
        (struct unit_fact){value, units->first[kind][word], r->from, r->to, r->line};
    units->first[kind][word] = (uint32_t)units->fact_count++;
    units->have[kind] = true;
    return true;
}

static bool read_day(struct reading *r, enum field field, int64_t *day) {
    uint32_t seconds;
    bool date_only;
    if (!r->cells[field].size)
        return true;
    if (!dates_parse(r->formats, r->cells[field], &seconds, &date_only)) {
        err_set(r->err, ERR_USAGE, "\"" STR_FMT "\" is no day", STR_ARG(r->cells[field]));
        err_hint(r->err, "write it as 2026-02-03");
        return fail(r, field);
    }
    *day = seconds / DATE_DAY;
    return true;
}

static bool read_days(struct reading *r) {
    r->from = INT64_MIN;
    r->to = INT64_MAX;
    if (!read_day(r, FIELD_FROM, &r->from) || !read_day(r, FIELD_TO, &r->to))
        return false;
    if (r->from <= r->to)
        return true;
    err_set(r->err, ERR_USAGE, "the line ends on a day before it begins");
    return fail(r, FIELD_TO);
}

static bool read_line(struct reading *r, const struct csv_record *record) {
    for (int f = 0; f < FIELD_COUNT; f++)
        r->cells[f] = cell_of(record, r->fields[f], r->arena);
    if (!r->cells[FIELD_NAME].size) {
        err_set(r->err, ERR_USAGE, "this line names no unit");
        return fail(r, FIELD_NAME);
    }
    if (!read_days(r))
        return false;
    struct units *units = r->units;
    const struct str *cells = r->cells;
    uint32_t name = word_code(units, cells[FIELD_NAME]);
    if (!add_fact(r, UNIT_MEANS, name, name, FIELD_NAME))
        return false;
    if (cells[FIELD_ALIAS].size &&
        !add_fact(r, UNIT_MEANS, word_code(units, cells[FIELD_ALIAS]), name, FIELD_ALIAS))
        return false;
    if (cells[FIELD_PARENT].size &&
        !add_fact(r, UNIT_PARENT, name, word_code(units, cells[FIELD_PARENT]), FIELD_PARENT))
        return false;
    return !cells[FIELD_REGION].size ||
           add_fact(r, UNIT_REGION, name, dict_add(units->regions, cells[FIELD_REGION]), FIELD_REGION);
}

static bool read_lines(struct reading *r, struct csv_reader *reader) {
    struct csv_record record;
    bool header = true, done = true;
    for (enum csv_kind kind; done && (kind = csv_next(reader, r->text.size, &record)) != CSV_END;) {
        if (kind == CSV_REFUSED) {
            size_t at = (size_t)(csv_refused(reader).data - r->text.data);
            err_set(r->err, ERR_USAGE, "a line is no valid CSV");
            return err_at(r->err, r->file, csv_count_lines(r->text, 0, at) + 1, 0);
        }
        r->line = csv_count_lines(r->text, 0, (size_t)(record.origin - r->text.data) + record.first) + 1;
        done = header ? read_header(r, &record) : read_line(r, &record);
        header = false;
    }
    if (done && header) {
        err_set(r->err, ERR_USAGE, "the file is empty; units need the column name");
        return err_at(r->err, r->file, 0, 0);
    }
    return done;
}

/* ---- parents */

static bool fail_at_fact(struct reading *r, const struct unit_fact *fact) {
    r->line = fact->line;
    return fail(r, FIELD_PARENT);
}

/* A parent is named as itself, not by another name. */
static bool is_itself(struct reading *r, const struct unit_fact *fact) {
    const struct units *units = r->units;
    for (uint32_t i = units->first[UNIT_MEANS][fact->value]; i != UNITS_NO_FACT; i = units->facts[i].next) {
        if (units->facts[i].value == fact->value)
            continue;
        err_set(r->err, ERR_USAGE, "the parent \"" STR_FMT "\" is another name of " STR_FMT " (line %zu)",
                STR_ARG(dict_text(units->words, fact->value)),
                STR_ARG(dict_text(units->words, units->facts[i].value)), units->facts[i].line);
        err_hint(r->err, "name the unit itself");
        return fail_at_fact(r, fact);
    }
    return true;
}

/* Follows all parents of a word that hold on some day from `from` to `to`. */
static bool climb(struct reading *r, uint32_t start, uint32_t word, int64_t from, int64_t to, int depth,
                  const struct unit_fact *first) {
    const struct units *units = r->units;
    for (uint32_t i = units->first[UNIT_PARENT][word]; i != UNITS_NO_FACT; i = units->facts[i].next) {
        const struct unit_fact *fact = &units->facts[i];
        int64_t begin = fact->from > from ? fact->from : from, end = fact->to < to ? fact->to : to;
        if (begin > end)
            continue;
        const struct unit_fact *blamed = first ? first : fact;
        if (fact->value == start || depth == UNITS_DEEPEST) {
            err_set(r->err, ERR_USAGE,
                    fact->value == start ? "\"" STR_FMT "\" is its own parent, over " STR_FMT
                                         : "more than 16 units stand above \"" STR_FMT "\", up to " STR_FMT,
                    STR_ARG(dict_text(units->words, start)), STR_ARG(dict_text(units->words, word)));
            return fail_at_fact(r, blamed);
        }
        if (!climb(r, start, fact->value, begin, end, depth + 1, blamed))
            return false;
    }
    return true;
}

static bool check_parents(struct reading *r) {
    const struct units *units = r->units;
    for (uint32_t word = 1; word < dict_size(units->words); word++) {
        for (uint32_t i = units->first[UNIT_PARENT][word]; i != UNITS_NO_FACT; i = units->facts[i].next)
            if (!is_itself(r, &units->facts[i]))
                return false;
        if (!climb(r, word, word, INT64_MIN, INT64_MAX, 0, NULL))
            return false;
    }
    return true;
}

bool units_parse(struct str csv, const char *name, struct units **units, struct err *err) {
    if (str_starts(csv, STR("\xEF\xBB\xBF")))
        csv = str_sub(csv, 3, csv.size);
    *units = heap_array(1, sizeof **units);
    (*units)->words = dict_new();
    (*units)->regions = dict_new();
    struct arena *arena = arena_new();
    struct reading reading = {.units = *units, .err = err, .file = name, .text = csv, .arena = arena};
    reading.formats = dates_compile(NULL, 0, arena);
    struct csv_reader *reader = csv_open(csv, ',', 0, false);
    bool done = read_lines(&reading, reader) && check_parents(&reading);
    csv_close(reader);
    arena_free(arena);
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
    dict_free(units->regions);
    heap_free(units->facts);
    for (int kind = 0; kind < UNIT_KINDS; kind++)
        heap_free(units->first[kind]);
    heap_free(units);
}

bool units_have_parents(const struct units *units) {
    return units->have[UNIT_PARENT];
}

bool units_have_regions(const struct units *units) {
    return units->have[UNIT_REGION];
}

const struct unit_fact *units_fact(const struct units *units, enum unit_kind kind, uint32_t word,
                                   int64_t day) {
    for (uint32_t i = units->first[kind][word]; i != UNITS_NO_FACT; i = units->facts[i].next)
        if (day >= units->facts[i].from && day <= units->facts[i].to)
            return &units->facts[i];
    return NULL;
}
