/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/yaml.h"

#include "analysis/base/dict.h"
#include "analysis/base/file.h"

#include <libfyaml.h>
#include <stdio.h>
#include <string.h>

enum { MOST_BYTES = 4 * 1024 * 1024, MOST_DEPTH = 64 };

struct builder {
    struct arena *arena;
    const char *file;
    struct err *err;
    struct fy_parser *parser;
    struct fy_event *event; /* the next one; NULL at the end and after a syntax error */
    int depth;
};

static void advance(struct builder *b) {
    if (b->event)
        fy_parser_event_free(b->parser, b->event);
    b->event = fy_parser_parse(b->parser);
}

static struct yaml *new_node(struct builder *b, enum yaml_kind kind) {
    struct yaml *made = arena_alloc(b->arena, sizeof *made);
    *made = (struct yaml){.kind = kind, .file = b->file, .line = 1, .column = 1, .text = STR("")};
    const struct fy_mark *mark = b->event ? fy_event_start_mark(b->event) : NULL;
    if (mark) {
        made->line = (size_t)mark->line + 1;
        made->column = (size_t)mark->column + 1;
    }
    return made;
}

static struct yaml *build(struct builder *b);

static struct yaml *build_scalar(struct builder *b) {
    struct yaml *made = new_node(b, YAML_SCALAR);
    struct fy_token *token = b->event->scalar.value;
    size_t size = 0;
    const char *text = token ? fy_token_get_text(token, &size) : NULL;
    made->text = str_copy(b->arena, (struct str){text ? text : "", text ? size : 0});
    made->quoted = token && fy_token_scalar_style(token) != FYSS_PLAIN;
    made->escapes = token && fy_token_scalar_style(token) == FYSS_DOUBLE_QUOTED;
    advance(b);
    return made;
}

/* The items of a list or map in a growing array, then as an array of the arena. */
struct items {
    struct yaml **list;
    size_t count, capacity;
};

static void add_item(struct items *items, struct yaml *item) {
    items->list = heap_grow(items->list, &items->capacity, items->count + 1, sizeof *items->list);
    items->list[items->count++] = item;
}

static struct yaml **keep_items(struct builder *b, struct items *items) {
    struct yaml **kept = arena_array(b->arena, items->count, sizeof *kept);
    if (items->count)
        memcpy(kept, items->list, items->count * sizeof *kept);
    heap_free(items->list);
    return kept;
}

static struct yaml *build_list(struct builder *b) {
    struct yaml *made = new_node(b, YAML_LIST);
    struct items items = {0};
    bool whole = true;
    for (advance(b); whole && b->event && b->event->type != FYET_SEQUENCE_END;) {
        struct yaml *item = build(b);
        whole = item != NULL;
        if (whole)
            add_item(&items, item);
    }
    whole = whole && b->event;
    made->count = items.count;
    made->items = keep_items(b, &items);
    if (whole)
        advance(b);
    return whole ? made : NULL;
}

/* The keys of a map, in a dictionary once there are so many that comparing each with each would take long. */
struct keys {
    struct items items;
    struct dict *known;
};

enum { FEW_KEYS = 16 };

static bool stands_already(struct keys *keys, struct str key) {
    if (!keys->known && keys->items.count >= FEW_KEYS) {
        keys->known = dict_new();
        for (size_t i = 0; i < keys->items.count; i++)
            dict_add(keys->known, keys->items.list[i]->text);
    }
    if (keys->known && key.size) {
        size_t count = dict_size(keys->known);
        return dict_add(keys->known, key) < count;
    }
    for (size_t i = 0; i < keys->items.count; i++)
        if (str_equal(keys->items.list[i]->text, key))
            return true;
    return false;
}

static bool is_new_key(struct builder *b, struct keys *keys, const struct yaml *key) {
    if (!yaml_expect(key, YAML_SCALAR, "a key", b->err))
        return false;
    return !stands_already(keys, key->text) ||
           yaml_fail(key, b->err, "the key \"" STR_FMT "\" stands here twice", STR_ARG(key->text));
}

static struct yaml *build_map(struct builder *b) {
    struct yaml *made = new_node(b, YAML_MAP);
    struct keys keys = {0};
    struct items values = {0};
    bool whole = true;
    for (advance(b); whole && b->event && b->event->type != FYET_MAPPING_END;) {
        struct yaml *key = build(b);
        struct yaml *value = key && is_new_key(b, &keys, key) && b->event ? build(b) : NULL;
        whole = value != NULL;
        if (whole) {
            add_item(&keys.items, key);
            add_item(&values, value);
        }
    }
    whole = whole && b->event;
    made->count = values.count;
    made->keys = keep_items(b, &keys.items);
    made->items = keep_items(b, &values);
    dict_free(keys.known);
    if (whole)
        advance(b);
    return whole ? made : NULL;
}

static struct yaml *refuse(struct builder *b, const char *message) {
    yaml_fail(new_node(b, YAML_SCALAR), b->err, "%s", message);
    return NULL;
}

/* The node that starts at the next event; NULL after an error or at the end. */
static struct yaml *build(struct builder *b) {
    if (!b->event)
        return NULL;
    if (b->depth >= MOST_DEPTH)
        return refuse(b, "nested too deeply");
    struct yaml *made = NULL;
    b->depth++;
    switch (b->event->type) {
    case FYET_SCALAR:
        made = build_scalar(b);
        break;
    case FYET_SEQUENCE_START:
        made = build_list(b);
        break;
    case FYET_MAPPING_START:
        made = build_map(b);
        break;
    case FYET_ALIAS:
        made = refuse(b, "aliases (*name) are not allowed; write the value out");
        break;
    default:
        made = refuse(b, "not valid YAML here");
    }
    b->depth--;
    return made;
}

/* The one document of the stream; an empty stream is a null scalar. */
static struct yaml *build_document(struct builder *b) {
    advance(b);
    while (b->event && (b->event->type == FYET_STREAM_START || b->event->type == FYET_DOCUMENT_START))
        advance(b);
    bool empty = b->event && b->event->type == FYET_STREAM_END;
    struct yaml *root = empty ? new_node(b, YAML_SCALAR) : build(b);
    while (root && b->event && b->event->type != FYET_STREAM_END) {
        if (b->event->type != FYET_DOCUMENT_END)
            root = refuse(b, "a second document; only one is allowed in a file");
        advance(b);
    }
    bool ended = b->event && b->event->type == FYET_STREAM_END;
    if (b->event)
        fy_parser_event_free(b->parser, b->event);
    return ended ? root : NULL;
}

/* libfyaml hands over its diagnostics as a list; the first one is the cause. */
static bool parse_error(struct fy_diag *diag, const char *file, struct err *err) {
    void *iterator = NULL;
    struct fy_diag_error *first = fy_diag_errors_iterate(diag, &iterator);
    err_set(err, ERR_USAGE, "not valid YAML: %s", first ? first->msg : "cannot be parsed");
    return err_at(err, file, first && first->line > 0 ? (size_t)first->line : 1,
                  first && first->column > 0 ? (size_t)first->column : 1);
}

static bool check_bytes(struct str bytes, const char *file, struct err *err) {
    if (bytes.size > MOST_BYTES) {
        err_set(err, ERR_USAGE, "the file is larger than 4 MiB");
        return err_at(err, file, 0, 0);
    }
    size_t valid = utf8_valid_prefix(bytes);
    if (valid == bytes.size && !memchr(bytes.data, 0, bytes.size))
        return true;
    size_t line = 1;
    for (size_t i = 0; i < valid; i++)
        line += bytes.data[i] == '\n';
    err_set(err, ERR_USAGE, "not valid UTF-8 text");
    err_at(err, file, line, 1);
    return err_hint(err, "save the file as UTF-8");
}

bool yaml_parse(struct str bytes, const char *file, struct arena *arena, struct yaml **root,
                struct err *err) {
    const char *name = str_cstr(arena, str_of(file));
    if (!check_bytes(bytes, name, err))
        return false;
    struct fy_diag_cfg diag_cfg;
    fy_diag_cfg_default(&diag_cfg);
    diag_cfg.fp = NULL;
    struct fy_diag *diag = fy_diag_create(&diag_cfg);
    fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG, .diag = diag};
    struct builder b = {.arena = arena, .file = name, .err = err, .parser = fy_parser_create(&cfg)};
    *root = NULL;
    if (b.parser && fy_parser_set_string(b.parser, bytes.data, bytes.size) == 0)
        *root = build_document(&b);
    if (!*root)
        parse_error(diag, name, err);
    fy_parser_destroy(b.parser);
    fy_diag_destroy(diag);
    return *root != NULL;
}

bool yaml_load(const char *path, struct arena *arena, struct yaml **root, struct err *err) {
    struct file_view view;
    if (!file_map(path, &view, err))
        return false;
    bool parsed = yaml_parse(view.bytes, path, arena, root, err);
    file_unmap(&view);
    return parsed;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key) {
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (str_equal(map->keys[i]->text, str_of(key)))
            return map->items[i];
    return NULL;
}

bool yaml_is_null(const struct yaml *node) {
    return node->kind == YAML_SCALAR && !node->quoted &&
           (node->text.size == 0 || str_equal(node->text, STR("~")) || str_equal(node->text, STR("null")));
}

bool yaml_fail(const struct yaml *node, struct err *err, const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    err_set(err, ERR_USAGE, "%s", message);
    return err_at(err, node->file, node->line, node->column);
}

bool yaml_expect(const struct yaml *node, enum yaml_kind kind, const char *what, struct err *err) {
    static const char *const names[] = {"a text", "a list", "a map of keys and values"};
    if (node->kind == kind)
        return true;
    bool nothing = node->kind == YAML_SCALAR && !node->text.size;
    return yaml_fail(node, err, "%s should be %s, found %s", what, names[kind],
                     nothing ? "nothing" : names[node->kind]);
}

static bool is_known(struct str key, const char *const *keys, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(key, str_of(keys[i])))
            return true;
    return false;
}

bool yaml_only_keys(const struct yaml *map, const char *const *keys, size_t count, struct err *err) {
    for (size_t i = 0; i < map->count; i++) {
        if (is_known(map->keys[i]->text, keys, count))
            continue;
        yaml_fail(map->keys[i], err, "unknown key \"" STR_FMT "\"", STR_ARG(map->keys[i]->text));
        struct buf list = {0};
        for (size_t k = 0; k < count; k++)
            buf_printf(&list, "%s%s", k ? ", " : "", keys[k]);
        err_hint(err, "known keys are " STR_FMT, STR_ARG(buf_str(&list)));
        buf_free(&list);
        return false;
    }
    return true;
}

bool yaml_text(const struct yaml *node, const char *what, struct str *text, struct err *err) {
    if (!yaml_expect(node, YAML_SCALAR, what, err))
        return false;
    *text = node->text;
    return true;
}

bool yaml_int(const struct yaml *node, const char *what, int64_t *value, struct err *err) {
    if (node->kind == YAML_SCALAR && str_to_int(node->text, value))
        return true;
    return yaml_fail(node, err, "%s should be a whole number", what);
}

bool yaml_bool(const struct yaml *node, const char *what, bool *value, struct err *err) {
    *value = node->kind == YAML_SCALAR && str_equal(node->text, STR("true"));
    if (*value || (node->kind == YAML_SCALAR && str_equal(node->text, STR("false"))))
        return true;
    return yaml_fail(node, err, "%s should be true or false", what);
}

bool yaml_texts(const struct yaml *node, const char *what, struct arena *arena, struct str **items,
                size_t *count, struct err *err) {
    if (node->kind == YAML_MAP)
        return yaml_fail(node, err, "%s should be a list of texts, found a map", what);
    *count = node->kind == YAML_LIST ? node->count : 1;
    *items = arena_array(arena, *count, sizeof **items);
    for (size_t i = 0; i < *count; i++)
        if (!yaml_text(node->kind == YAML_LIST ? node->items[i] : node, what, &(*items)[i], err))
            return false;
    return true;
}
