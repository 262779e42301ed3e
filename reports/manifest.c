/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/manifest.h"

#include "analysis/base/yaml.h"
#include "reports/json.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* ---- writing ---- */

static void add_input(struct json *json, const struct manifest_input *input) {
    json_object_line(json);
    if (input->role.size)
        json_pair_text(json, "role", input->role);
    json_pair_text(json, "name", input->name);
    json_pair_whole(json, "bytes", input->bytes);
    if (!input->role.size)
        json_pair_whole(json, "rows", input->rows);
    json_pair_text(json, "sha256", input->sha256);
    if (input->role.size)
        json_pair_text_or_null(json, "kept", input->kept);
    json_object_end(json);
}

static void add_inputs(struct json *json, const char *key, const struct manifest_input *inputs,
                       size_t count) {
    json_key(json, str_of(key));
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        add_input(json, &inputs[i]);
    json_array_end(json);
}

static void add_options(struct json *json, const struct manifest *manifest) {
    json_key(json, STR("options"));
    json_array_begin(json);
    for (size_t i = 0; i < manifest->option_count; i++) {
        json_object_line(json);
        json_pair_text(json, "name", manifest->options[i].name);
        json_pair_text(json, "value", manifest->options[i].value);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_gates(struct json *json, const struct manifest *manifest) {
    static const char *const states[] = {[GATE_PASSED] = "passed",
                                         [GATE_FAILED] = "failed",
                                         [GATE_NOT_APPLICABLE] = "not applicable",
                                         [GATE_OFF] = "off"};
    json_key(json, STR("gates"));
    json_array_begin(json);
    for (size_t i = 0; i < manifest->gate_count; i++) {
        json_object_line(json);
        json_pair_text(json, "name", str_of(manifest->gates[i].name));
        json_pair_text(json, "state", str_of(states[manifest->gates[i].state]));
        json_pair_text_or_null(json, "text", manifest->gates[i].text);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_units(struct json *json, const struct manifest *manifest) {
    json_key(json, STR("units"));
    json_array_begin(json);
    for (size_t i = 0; i < manifest->unit_count; i++) {
        json_object_line(json);
        json_pair_text(json, "name", manifest->units[i].name);
        json_pair_whole(json, "received", manifest->units[i].received);
        json_object_end(json);
    }
    json_array_end(json);
}

void manifest_about(const struct manifest *manifest, struct buf *out) {
    struct buf object = {0};
    struct json json = {.out = &object};
    json_object_begin(&json);
    json_pair_text(&json, "program", manifest->program);
    json_pair_text(&json, "period", manifest->period);
    json_pair_text(&json, "as_of", manifest->as_of);
    json_pair_text(&json, "lang", manifest->lang);
    add_options(&json, manifest);
    add_inputs(&json, "inputs", manifest->inputs, manifest->input_count);
    add_inputs(&json, "sources", manifest->sources, manifest->source_count);
    add_gates(&json, manifest);
    add_units(&json, manifest);
    json_object_end(&json);
    buf_add(out, str_trim(str_sub(buf_str(&object), 1, object.size - 1))); /* without the braces */
    buf_free(&object);
}

/* ---- reading ---- */

static struct str text_of(const struct yaml *map, const char *key) {
    const struct yaml *node = yaml_get(map, key);
    return node && node->kind == YAML_SCALAR && !yaml_is_null(node) ? node->text : STR("");
}

static int64_t whole_of(const struct yaml *map, const char *key) {
    int64_t value = 0;
    return str_to_int(text_of(map, key), &value) ? value : 0;
}

static size_t length_of(const struct yaml *list) {
    return list && list->kind == YAML_LIST ? list->count : 0;
}

static const struct manifest_input *read_inputs(const struct yaml *list, struct arena *arena, size_t *count) {
    *count = length_of(list);
    struct manifest_input *inputs = arena_array(arena, *count, sizeof *inputs);
    for (size_t i = 0; i < *count; i++) {
        const struct yaml *item = list->items[i];
        inputs[i] = (struct manifest_input){.role = text_of(item, "role"),
                                            .name = text_of(item, "name"),
                                            .sha256 = text_of(item, "sha256"),
                                            .bytes = whole_of(item, "bytes"),
                                            .rows = whole_of(item, "rows"),
                                            .kept = text_of(item, "kept")};
    }
    return inputs;
}

static void read_options(const struct yaml *list, struct arena *arena, struct manifest *manifest) {
    size_t count = length_of(list);
    struct manifest_option *options = arena_array(arena, count, sizeof *options);
    for (size_t i = 0; i < count; i++)
        options[i] =
            (struct manifest_option){text_of(list->items[i], "name"), text_of(list->items[i], "value")};
    manifest->options = options;
    manifest->option_count = count;
}

static void read_units(const struct yaml *list, struct arena *arena, struct manifest *manifest) {
    size_t count = length_of(list);
    struct manifest_unit *units = arena_array(arena, count, sizeof *units);
    for (size_t i = 0; i < count; i++)
        units[i] =
            (struct manifest_unit){text_of(list->items[i], "name"), whole_of(list->items[i], "received")};
    manifest->units = units;
    manifest->unit_count = count;
}

bool manifest_read(const char *folder, struct arena *arena, struct manifest *manifest, bool *found,
                   struct err *err) {
    const char *path = str_printf(arena, "%s/manifest.json", folder).data;
    struct yaml *root;
    *manifest = (struct manifest){0};
    *found = false;
    if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (!yaml_load(path, arena, &root, err))
        return false;
    *found = str_equal(text_of(root, "schema"), STR("redress.manifest/1"));
    if (!*found)
        return true;
    manifest->program = text_of(root, "program");
    manifest->period = text_of(root, "period");
    manifest->as_of = text_of(root, "as_of");
    manifest->lang = text_of(root, "lang");
    manifest->inputs = read_inputs(yaml_get(root, "inputs"), arena, &manifest->input_count);
    manifest->sources = read_inputs(yaml_get(root, "sources"), arena, &manifest->source_count);
    read_options(yaml_get(root, "options"), arena, manifest);
    read_units(yaml_get(root, "units"), arena, manifest);
    return true;
}

const struct manifest_input *manifest_source(const struct manifest *manifest, const char *role) {
    for (size_t i = 0; i < manifest->source_count; i++)
        if (str_equal(manifest->sources[i].role, str_of(role)))
            return &manifest->sources[i];
    return NULL;
}

struct str manifest_option(const struct manifest *manifest, const char *name) {
    for (size_t i = 0; i < manifest->option_count; i++)
        if (str_equal(manifest->options[i].name, str_of(name)))
            return manifest->options[i].value;
    return STR("");
}
