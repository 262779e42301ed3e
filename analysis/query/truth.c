/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/truth.h"

#include "analysis/base/file.h"
#include "analysis/base/fold.h"
#include "analysis/intake/csv.h"

#include <string.h>

/* The first `level` parts of an id. */
static struct str cut_id(struct str id, size_t level) {
    size_t at = 0;
    for (size_t part = 0; level && at < id.size; at++)
        if (id.data[at] == '.' && ++part == level)
            return str_sub(id, 0, at);
    return id;
}

struct str class_name(const struct classes *classes, size_t class, enum language language) {
    const struct value *value = axis_value(classes->axis, classes->ids[class]);
    if (value && value->name.in[language].size)
        return value->name.in[language];
    for (size_t r = 0; r < classes->axis->rule_count; r++) {
        const struct rule *rule = &classes->axis->rules[r];
        if (str_equal(rule->id, classes->ids[class]) && rule->name.in[language].size)
            return rule->name.in[language];
    }
    return classes->ids[class];
}

static uint32_t class_of_id(const struct classes *classes, struct str id) {
    struct str cut = cut_id(id, classes->level);
    for (size_t i = 0; i < classes->count; i++)
        if (str_equal(classes->ids[i], cut))
            return (uint32_t)i;
    return LABEL_UNKNOWN;
}

/* What a label may be, in the order in which it is tried: ids of values, ids of classes, names of values,
 * names of headings. */
struct calling {
    struct classes *classes;
    struct arena *arena;
    struct called *list;
};

static void call(struct calling *c, struct str written, uint32_t class) {
    if (written.size && class != LABEL_UNKNOWN)
        c->list[c->classes->called_count++] = (struct called){str_trim(fold_copy(c->arena, written)), class};
}

static void call_names(struct calling *c, const struct names *names, uint32_t class) {
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        call(c, names->in[i], class);
}

static void call_all(struct classes *classes, struct arena *arena) {
    const struct axis *axis = classes->axis;
    size_t most = axis->value_count * (2 + LANGUAGE_COUNT) + axis->rule_count * LANGUAGE_COUNT;
    struct calling c = {classes, arena, arena_array(arena, most, sizeof *c.list)};
    for (size_t v = 0; v < axis->value_count; v++)
        call(&c, axis->values[v].id, classes->of_value[v]);
    for (size_t i = 0; i < classes->count; i++)
        call(&c, classes->ids[i], (uint32_t)i);
    for (size_t v = 0; v < axis->value_count; v++)
        call_names(&c, &axis->values[v].name, classes->of_value[v]);
    for (size_t r = 0; r < axis->rule_count; r++)
        if (axis->rules[r].heading)
            call_names(&c, &axis->rules[r].name, class_of_id(classes, axis->rules[r].id));
    classes->called = c.list;
}

void classes_of(const struct rulebook *book, const struct axis *axis, size_t level, struct arena *arena,
                struct classes *classes) {
    struct str *ids = arena_array(arena, axis->value_count, sizeof *ids);
    uint32_t *of_value = arena_array(arena, axis->value_count, sizeof *of_value);
    struct dict *known = dict_new();
    for (size_t v = 0; v < axis->value_count; v++) {
        struct str id = cut_id(axis->values[v].id, level);
        of_value[v] = dict_add(known, id) - 1;
        ids[of_value[v]] = id;
    }
    *classes = (struct classes){.book = book,
                                .axis = axis,
                                .level = level,
                                .ids = ids,
                                .count = dict_size(known) - 1,
                                .of_value = of_value,
                                .other = of_value[axis->other]};
    dict_free(known);
    call_all(classes, arena);
}

static uint32_t class_called(const struct classes *classes, struct str label, struct buf *scratch) {
    struct str folded = str_trim(fold_text(label, scratch));
    for (size_t i = 0; i < classes->called_count; i++)
        if (str_equal(classes->called[i].folded, folded))
            return classes->called[i].class;
    return LABEL_UNKNOWN;
}

struct truth_map {
    struct dict *labels;
    uint32_t *classes; /* by code of the label */
    size_t room;
};

struct reading {
    const struct classes *classes;
    struct arena *arena;
    struct truth_map *map;
    const char *file;
    struct str text;
    struct buf scratch;
    size_t label, category; /* fields */
};

static struct str cell_of(struct reading *r, const struct csv_record *record, size_t field) {
    if (field >= record->count)
        return STR("");
    struct csv_cell cell = csv_cell(record, field);
    struct str text = str_trim(cell.escaped ? csv_unescape(cell.text, &r->scratch) : cell.text);
    return str_copy(r->arena, text);
}

static bool fail_at(const struct reading *r, const struct csv_record *record, size_t field, struct err *err) {
    size_t at = (size_t)(record->origin - r->text.data) + record->first;
    return err_at(err, r->file, csv_count_lines(r->text, 0, at) + 1, field + 1);
}

static bool read_header(struct reading *r, const struct csv_record *record, struct err *err) {
    r->label = r->category = SIZE_MAX;
    for (size_t field = 0; field < record->count; field++) {
        struct str header = cell_of(r, record, field);
        if (str_equal(header, STR("label")))
            r->label = field;
        if (str_equal(header, STR("category")))
            r->category = field;
    }
    if (r->label != SIZE_MAX && r->category != SIZE_MAX)
        return true;
    err_set(err, ERR_USAGE, "a map of labels needs the columns label and category");
    return err_at(err, r->file, 1, 0);
}

static bool read_line(struct reading *r, const struct csv_record *record, struct err *err) {
    struct str label = cell_of(r, record, r->label), category = cell_of(r, record, r->category);
    uint32_t class = category.size ? class_of_id(r->classes, category) : LABEL_LEFT_OUT;
    if (class == LABEL_UNKNOWN) {
        err_set(err, ERR_USAGE, "there is no category \"" STR_FMT "\"", STR_ARG(category));
        return fail_at(r, record, r->category, err);
    }
    size_t known = dict_size(r->map->labels);
    uint32_t code = dict_add(r->map->labels, label);
    if (code < known) {
        err_set(err, ERR_USAGE, "the label \"" STR_FMT "\" stands here twice, or is empty", STR_ARG(label));
        return fail_at(r, record, r->label, err);
    }
    r->map->classes = heap_grow(r->map->classes, &r->map->room, code + 1, sizeof *r->map->classes);
    r->map->classes[code] = class;
    return true;
}

static bool read_lines(struct reading *r, struct err *err) {
    struct csv_reader *reader = csv_open(r->text, ',', 0, false);
    struct csv_record record;
    bool header = true, done = true;
    for (enum csv_kind kind; done && (kind = csv_next(reader, r->text.size, &record)) != CSV_END;) {
        if (kind == CSV_REFUSED) {
            err_set(err, ERR_USAGE, "a line is no valid CSV");
            done = err_at(err, r->file, csv_count_lines(r->text, 0, csv_at(reader)), 0);
            break;
        }
        done = header ? read_header(r, &record, err) : read_line(r, &record, err);
        header = false;
    }
    csv_close(reader);
    return done;
}

/* What the heap holds of the map moves to the arena, so that nobody has to free it. */
static void keep_map(struct reading *r) {
    size_t count = dict_size(r->map->labels);
    uint32_t *classes = arena_array(r->arena, count, sizeof *classes);
    if (count > 1)
        memcpy(classes + 1, r->map->classes + 1, (count - 1) * sizeof *classes);
    heap_free(r->map->classes);
    r->map->classes = classes;
}

bool truth_map_load(const char *path, const struct classes *classes, struct arena *arena,
                    struct truth_map **map, struct err *err) {
    struct file_view view;
    if (!file_map(path, &view, err))
        return false;
    struct str text = view.bytes;
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_sub(text, 3, text.size);
    *map = arena_alloc(arena, sizeof **map);
    (*map)->labels = dict_new();
    struct reading reading = {.classes = classes, .arena = arena, .map = *map, .file = path, .text = text};
    bool done = utf8_valid_prefix(text) == text.size ||
                (err_set(err, ERR_USAGE, "the map of labels is not valid UTF-8"), err_at(err, path, 0, 0));
    done = done && read_lines(&reading, err);
    keep_map(&reading);
    buf_free(&reading.scratch);
    file_unmap(&view);
    return done;
}

void truth_map_free(struct truth_map *map) {
    if (map)
        dict_free(map->labels);
}

uint32_t truth_class(const struct truth_map *map, const struct classes *classes, struct str label,
                     struct buf *scratch) {
    uint32_t code = map ? dict_find(map->labels, str_trim(label)) : DICT_ABSENT;
    return code != DICT_ABSENT ? map->classes[code] : class_called(classes, label, scratch);
}
