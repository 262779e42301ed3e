/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/include.h"

#include "analysis/base/bundle.h"
#include "analysis/base/dict.h"
#include "analysis/base/file.h"
#include "analysis/rules/rulebook.h"

#include <string.h>

/* One file: its own lists, joined with those of the files it includes once `done`. */
struct source {
    struct rule_file file; /* first: the files handed out are these */
    struct str path;       /* tidied; a pack's name in the bundle */
    const char *label;     /* for messages */
    bool shipped, done;
    struct rule_list *lists;
    size_t list_count;
};

struct joiner {
    const struct include_reader *reader;
    struct arena *arena;
    struct err *err;
    struct mistakes *mistakes;
    struct source *sources[INCLUDE_MOST_FILES];
    size_t count;
};

static bool read_from_disk(void *context, const char *path, struct arena *arena, struct str *bytes,
                           struct err *err) {
    (void)context;
    struct file_view view;
    if (!file_map(path, &view, err))
        return false;
    *bytes = str_copy(arena, view.bytes);
    file_unmap(&view);
    return true;
}

struct include_reader include_disk(void) {
    return (struct include_reader){read_from_disk, NULL};
}

/* ---- rules as nodes */

static const struct yaml *id_node(const struct yaml *rule) {
    const struct yaml *id = yaml_get(rule, "id");
    return id && id->kind == YAML_SCALAR && id->text.size ? id : NULL;
}

static bool is_otherwise(const struct yaml *rule) {
    const struct yaml *node = yaml_get(rule, "otherwise");
    return node && node->kind == YAML_SCALAR && str_equal(node->text, STR("true"));
}

static bool is_heading(const struct yaml *rule) {
    return !yaml_get(rule, "any") && !yaml_get(rule, "all") && !yaml_get(rule, "when") && !is_otherwise(rule);
}

/* ---- paths */

/* "a/./b/../c" → "a/c": two ways to write a path of the same file. */
static struct str tidy_path(struct str path, struct arena *arena) {
    char *out = arena_alloc(arena, path.size + 1);
    size_t size = 0;
    for (size_t at = 0; at < path.size;) {
        size_t part = str_find_char(str_sub(path, at, path.size), '/');
        struct str name = str_sub(path, at, at + part);
        bool slash = at + part < path.size;
        at += part + slash;
        if ((name.size == 0 && size) || str_equal(name, STR(".")))
            continue;
        struct str so_far = {out, size};
        if (str_equal(name, STR("..")) && size && !str_equal(so_far, STR("../")) &&
            !str_ends(so_far, STR("/../")) && !str_equal(so_far, STR("/"))) {
            for (size--; size && out[size - 1] != '/';)
                size--;
            continue;
        }
        if (name.size)
            memcpy(out + size, name.data, name.size);
        size += name.size;
        if (slash)
            out[size++] = '/';
    }
    return (struct str){out, size};
}

static struct str beside(struct str file, struct str name, struct arena *arena) {
    size_t folder = file.size;
    while (folder > 0 && file.data[folder - 1] != '/')
        folder--;
    if (str_starts(name, STR("/")))
        folder = 0;
    return tidy_path(str_printf(arena, STR_FMT STR_FMT, STR_ARG(str_sub(file, 0, folder)), STR_ARG(name)),
                     arena);
}

static const struct bundle_file *shipped_pack(struct str name, struct arena *arena) {
    if (str_find_char(name, '/') < name.size)
        return NULL;
    return bundle_find(str_cstr(arena, str_printf(arena, "rules/" STR_FMT ".yaml", STR_ARG(name))));
}

/* ---- joining lists */

static struct rule_list *list_named(struct source *s, const struct yaml *key) {
    for (size_t i = 0; i < s->list_count; i++) {
        const struct yaml *other = s->lists[i].key;
        if (!key ? !other : other && str_equal(other->text, key->text))
            return &s->lists[i];
    }
    return NULL;
}

static struct rule_list *add_list(struct joiner *j, struct source *s, const struct yaml *key) {
    struct rule_list *list = list_named(s, key);
    if (list)
        return list;
    struct rule_list *longer = arena_array(j->arena, s->list_count + 1, sizeof *longer);
    if (s->list_count)
        memcpy(longer, s->lists, s->list_count * sizeof *longer);
    s->lists = longer;
    list = &longer[s->list_count++];
    list->key = key;
    return list;
}

/* Code of an id − 1 → index of its first rule; rules without an id are not in it. */
struct id_index {
    struct dict *ids;
    size_t *rules;
};

static struct id_index index_ids(const struct yaml *const *rules, size_t count) {
    struct id_index index = {dict_new(), heap_array(count + 1, sizeof(size_t))};
    for (size_t i = 0; i < count; i++) {
        const struct yaml *id = id_node(rules[i]);
        size_t known = dict_size(index.ids);
        if (id && dict_add(index.ids, id->text) == known)
            index.rules[known - 1] = i;
    }
    return index;
}

static bool find_id(const struct id_index *index, const struct yaml *rule, size_t *at) {
    const struct yaml *id = id_node(rule);
    uint32_t code = id ? dict_find(index->ids, id->text) : DICT_ABSENT;
    if (code != DICT_ABSENT)
        *at = index->rules[code - 1];
    return code != DICT_ABSENT;
}

static void free_index(struct id_index *index) {
    dict_free(index->ids);
    heap_free(index->rules);
}

static bool stands_twice(struct joiner *j, const struct yaml *first, const struct yaml *second,
                         const struct yaml *includes) {
    const struct yaml *id = id_node(second);
    if (first->file == second->file)
        return yaml_fail(id, j->err, "the id \"" STR_FMT "\" stands here twice", STR_ARG(id->text));
    yaml_fail(id, j->err, "the id \"" STR_FMT "\" stands in %s:%zu, too, and %s includes both",
              STR_ARG(id->text), first->file, id_node(first)->line, includes->file);
    return err_hint(j->err, "write a rule with this id into %s: it counts instead of both", includes->file);
}

/* Adds the rules of one more included file to those of the files before it. */
static bool append_rules(struct joiner *j, struct rule_list *list, const struct rule_list *more,
                         const struct id_index *own, const struct yaml *includes) {
    const struct yaml **rules = arena_array(j->arena, list->count + more->count, sizeof *rules);
    struct id_index known = index_ids(list->rules, list->count);
    size_t count = 0, at, ignored;
    bool fine = true;
    while (count < list->count && !is_otherwise(list->rules[count])) {
        rules[count] = list->rules[count];
        count++;
    }
    size_t rest = count;
    for (size_t i = 0; fine && i < more->count; i++) {
        if (!find_id(&known, more->rules[i], &at))
            rules[count++] = more->rules[i];
        else if (list->rules[at] != more->rules[i] && !find_id(own, more->rules[i], &ignored) &&
                 !(is_heading(list->rules[at]) && is_heading(more->rules[i])))
            fine = stands_twice(j, list->rules[at], more->rules[i], includes) ||
                   mistakes_note(j->mistakes, j->err);
    }
    while (rest < list->count)
        rules[count++] = list->rules[rest++];
    free_index(&known);
    list->rules = rules;
    list->count = count;
    return fine;
}

/* The rules of a file laid over those it includes. */
static void overlay_rules(struct joiner *j, struct rule_list *list, const struct yaml *const *own,
                          size_t own_count, const struct id_index *own_ids) {
    const struct yaml **rules = arena_array(j->arena, list->count + own_count, sizeof *rules);
    const struct yaml *last = NULL;
    struct id_index known = index_ids(list->rules, list->count);
    size_t count = 0, at;
    for (size_t i = 0; i < own_count; i++) {
        if (list->count && i + 1 == own_count && is_otherwise(own[i]))
            last = own[i];
        else if (!find_id(&known, own[i], &at))
            rules[count++] = own[i];
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml *rule = find_id(own_ids, list->rules[i], &at) ? own[at] : list->rules[i];
        if (rule != last && !(last && is_otherwise(rule)))
            rules[count++] = rule;
    }
    if (last)
        rules[count++] = last;
    free_index(&known);
    list->rules = rules;
    list->count = count;
}

/* ---- files */

static bool join_source(struct joiner *j, struct source *s, struct str bytes);

static bool check_ids(struct joiner *j, const struct yaml *const *rules, size_t count) {
    struct id_index index = index_ids(rules, count);
    bool fine = true;
    for (size_t i = 0, at; fine && i < count; i++)
        if (find_id(&index, rules[i], &at) && at != i)
            fine = stands_twice(j, rules[at], rules[i], NULL) || mistakes_note(j->mistakes, j->err);
    free_index(&index);
    return fine;
}

/* One list of a file: what the included files have for it, then its own. */
static bool join_list(struct joiner *j, struct source *s, const struct yaml *key, const struct yaml *node,
                      struct source *const *included, size_t included_count) {
    static const struct yaml nothing = {.kind = YAML_LIST};
    const struct yaml *own = node ? node : &nothing;
    if (!yaml_expect(own, YAML_LIST, "the rules", j->err))
        return false;
    const struct yaml *const *own_rules = (const struct yaml *const *)own->items;
    if (own->count > RULEBOOK_MOST_RULES)
        return yaml_fail(own->items[RULEBOOK_MOST_RULES], j->err, "more than %d rules", RULEBOOK_MOST_RULES);
    if (!check_ids(j, own_rules, own->count))
        return false;
    struct id_index own_ids = index_ids(own_rules, own->count);
    struct rule_list *list = add_list(j, s, key);
    bool fine = true;
    for (size_t i = 0; fine && i < included_count; i++) {
        const struct rule_list *more = list_named(included[i], key);
        if (!more)
            continue;
        list->name = list->name ? list->name : more->name;
        fine = append_rules(j, list, more, &own_ids, s->file.root);
    }
    if (fine)
        overlay_rules(j, list, own_rules, own->count, &own_ids);
    free_index(&own_ids);
    return fine;
}

/* An axis is a list of rules, or a map with its name and rules. */
static bool join_axis(struct joiner *j, struct source *s, const struct yaml *key, const struct yaml *node,
                      struct source *const *included, size_t included_count) {
    static const char *const keys[] = {"name", "rules"};
    const struct yaml *name = NULL, *rules = node;
    if (node && node->kind == YAML_MAP) {
        name = yaml_get(node, "name");
        rules = yaml_get(node, "rules");
        if (!rules)
            return yaml_fail(node, j->err, "an axis needs rules");
        if (!yaml_only_keys(node, keys, 2, j->err))
            return false;
    }
    if (!join_list(j, s, key, rules, included, included_count))
        return false;
    struct rule_list *list = list_named(s, key);
    list->name = name ? name : list->name;
    return true;
}

static bool join_axes(struct joiner *j, struct source *s, struct source *const *included,
                      size_t included_count) {
    const struct yaml *axes = yaml_get(s->file.root, "axes");
    if (axes && !yaml_expect(axes, YAML_MAP, "axes", j->err))
        return false;
    if (axes && axes->count >= RULEBOOK_MOST_AXES)
        return yaml_fail(axes, j->err, "more than %d axes", RULEBOOK_MOST_AXES - 1);
    /* Those of the included files first, in their order; each then meets the one of its name here. */
    for (size_t i = 0; i < included_count; i++)
        for (size_t k = 1; k < included[i]->list_count; k++) {
            const struct yaml *key = included[i]->lists[k].key;
            const char *name = str_cstr(j->arena, key->text);
            if (!list_named(s, key) &&
                !join_axis(j, s, key, axes ? yaml_get(axes, name) : NULL, included, included_count))
                return false;
        }
    for (size_t i = 0; axes && i < axes->count; i++)
        if (!list_named(s, axes->keys[i]) &&
            !join_axis(j, s, axes->keys[i], axes->items[i], included, included_count))
            return false;
    return true;
}

static bool no_such_file(struct joiner *j, const struct yaml *node, struct err *why) {
    size_t count;
    const struct bundle_file *packs = bundle_list("rules/", &count);
    struct buf names = {0};
    for (size_t i = 0; i < count; i++)
        buf_printf(&names, "%s%.*s", i ? ", " : "", (int)(strlen(packs[i].name) - 11), packs[i].name + 6);
    err_set(j->err, why->kind, "%s", why->message);
    err_at(j->err, node->file, node->line, node->column);
    err_hint(j->err, "name a file beside this one or a shipped pack: " STR_FMT, STR_ARG(buf_str(&names)));
    buf_free(&names);
    return false;
}

static struct source *new_source(struct joiner *j, struct str path, bool shipped) {
    struct source *s = arena_alloc(j->arena, sizeof *s);
    *s = (struct source){.path = path, .label = str_cstr(j->arena, path), .shipped = shipped};
    j->sources[j->count++] = s;
    return s;
}

static bool include(struct joiner *j, const struct source *by, const struct yaml *node, struct source **out) {
    const struct bundle_file *pack = shipped_pack(node->text, j->arena);
    struct str path = pack ? str_of(pack->name) : beside(by->path, node->text, j->arena), bytes;
    for (size_t i = 0; i < j->count; i++) {
        *out = j->sources[i];
        if (!str_equal((*out)->path, path) || (*out)->shipped != (pack != NULL))
            continue;
        return (*out)->done || yaml_fail(node, j->err, STR_FMT " is included by itself", STR_ARG(path));
    }
    if (j->count == INCLUDE_MOST_FILES)
        return yaml_fail(node, j->err, "more than %d files are included", INCLUDE_MOST_FILES - 1);
    struct err why = {0};
    if (pack)
        bytes = pack->bytes;
    else if (by->shipped)
        return yaml_fail(node, j->err, "a shipped pack includes no file");
    else if (!node->text.size ||
             !j->reader->read(j->reader->context, str_cstr(j->arena, path), j->arena, &bytes, &why))
        return node->text.size ? no_such_file(j, node, &why)
                               : yaml_fail(node, j->err, "an empty name of a file");
    *out = new_source(j, path, pack != NULL);
    return join_source(j, *out, bytes);
}

static bool include_all(struct joiner *j, struct source *s, const struct yaml *node,
                        struct source *included[INCLUDE_MOST_FILES], size_t *count) {
    struct str *names;
    *count = 0;
    if (!node)
        return true;
    if (!yaml_texts(node, "include", j->arena, &names, count, j->err))
        return false;
    if (*count >= INCLUDE_MOST_FILES)
        return yaml_fail(node, j->err, "more than %d files are included", INCLUDE_MOST_FILES - 1);
    for (size_t i = 0; i < *count; i++)
        if (!include(j, s, node->kind == YAML_LIST ? node->items[i] : node, &included[i]))
            return false;
    s->file.first = *count ? &included[0]->file : NULL;
    return true;
}

static bool check_root(struct joiner *j, const struct yaml *root) {
    static const char *const keys[] = {"name", "language", "negations", "include", "categories", "axes"};
    if (!yaml_expect(root, YAML_MAP, "a rulebook", j->err) ||
        !yaml_only_keys(root, keys, sizeof keys / sizeof *keys, j->err))
        return false;
    return yaml_get(root, "categories") || yaml_get(root, "include") ||
           yaml_fail(root, j->err, "a rulebook needs categories");
}

/* The commonest slip in a rulebook: a regex without quotes, in which YAML sees its own commas and braces. */
static bool hint_at_quotes(struct joiner *j, struct str bytes) {
    size_t from = 0;
    for (size_t line = 1; line < j->err->line && from < bytes.size; line++)
        from += str_find_char(str_sub(bytes, from, bytes.size), '\n') + 1;
    struct str line = str_sub(bytes, from < bytes.size ? from : bytes.size, bytes.size);
    line = str_sub(line, 0, str_find_char(line, '\n'));
    if (j->err->line && str_find_char(line, '/') < line.size)
        err_hint(j->err, "put quotes around regular expressions: \"/…/\"");
    return false;
}

static bool join_source(struct joiner *j, struct source *s, struct str bytes) {
    struct yaml *root;
    struct source **included = arena_array(j->arena, INCLUDE_MOST_FILES, sizeof *included);
    size_t count;
    if (!yaml_parse(bytes, s->label, j->arena, &root, j->err))
        return hint_at_quotes(j, bytes);
    if (!check_root(j, root))
        return false;
    s->file.root = root;
    if (!include_all(j, s, yaml_get(root, "include"), included, &count) ||
        !join_list(j, s, NULL, yaml_get(root, "categories"), included, count) ||
        !join_axes(j, s, included, count))
        return false;
    return s->done = true;
}

bool include_join(struct str yaml, const char *file, const struct include_reader *reader, struct arena *arena,
                  struct joined_rules *joined, struct err *err) {
    struct joiner j = {.reader = reader, .arena = arena, .err = err, .mistakes = joined->mistakes};
    const struct bundle_file *pack = bundle_find(file);
    bool shipped = pack && pack->bytes.data == yaml.data;
    struct source *main_file =
        new_source(&j, shipped ? str_of(file) : tidy_path(str_of(file), arena), shipped);
    main_file->label = file;
    if (!join_source(&j, main_file, yaml))
        return false;
    const struct rule_file **files = arena_array(arena, j.count, sizeof *files);
    for (size_t i = 0; i < j.count; i++)
        files[i] = &j.sources[i]->file;
    *joined = (struct joined_rules){j.mistakes, files, j.count, main_file->lists, main_file->list_count};
    return true;
}

const struct yaml *include_get(const struct rule_file *file, const char *key) {
    for (; file; file = file->first) {
        const struct yaml *node = yaml_get(file->root, key);
        if (node)
            return node;
    }
    return NULL;
}

size_t include_file_of(const struct joined_rules *joined, const struct yaml *node) {
    size_t i = 0;
    while (i + 1 < joined->file_count && joined->files[i]->root->file != node->file)
        i++;
    return i;
}
