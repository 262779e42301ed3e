/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/rules/rulebook.h"

#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "analysis/rules/rulebook_read.h"

#include <stdio.h>
#include <string.h>

static bool parse(const struct rulebook_source *source, struct mistakes *mistakes, struct rulebook **book,
                  struct err *err) {
    struct arena *arena = arena_new();
    struct rulebook *made = arena_alloc(arena, sizeof *made);
    made->arena = arena;
    bool read = rulebook_read(source, made, mistakes, err) && !(mistakes && mistakes->count);
    if (read) {
        made->scan = scan_new(made->patterns, made->pattern_count, made->matcher, SCAN_ALL);
    } else {
        rulebook_free(made);
        made = NULL;
    }
    *book = made;
    return read;
}

bool rulebook_parse_with(struct str yaml, const char *file, const struct include_reader *reader,
                         struct rulebook **book, struct err *err) {
    return parse(&(struct rulebook_source){yaml, file, reader}, NULL, book, err);
}

bool rulebook_parse(struct str yaml, const char *file, struct rulebook **book, struct err *err) {
    struct include_reader disk = include_disk();
    return rulebook_parse_with(yaml, file, &disk, book, err);
}

static bool load(const char *name_or_path, struct mistakes *mistakes, struct rulebook **book,
                 struct err *err) {
    char name[256];
    snprintf(name, sizeof name, "rules/%s.yaml", name_or_path);
    const struct bundle_file *shipped = strchr(name_or_path, '/') ? NULL : bundle_find(name);
    struct include_reader disk = include_disk();
    struct file_view view = {0};
    *book = NULL;
    if (!shipped && !file_map(name_or_path, &view, err))
        return false;
    struct rulebook_source source = {shipped ? shipped->bytes : view.bytes, shipped ? name : name_or_path,
                                     &disk};
    bool read = parse(&source, mistakes, book, err);
    if (!shipped)
        file_unmap(&view);
    return read;
}

bool rulebook_load(const char *name_or_path, struct rulebook **book, struct err *err) {
    return load(name_or_path, NULL, book, err);
}

bool mistakes_note(struct mistakes *mistakes, struct err *err) {
    if (!mistakes || mistakes->count == MISTAKES_MOST)
        return false;
    mistakes->items[mistakes->count++] = *err;
    *err = (struct err){0};
    return true;
}

void rulebook_check(const char *name_or_path, struct arena *arena, struct rulebook **book,
                    struct mistakes *mistakes) {
    struct err last = {0};
    *mistakes = (struct mistakes){arena_array(arena, MISTAKES_MOST + 1, sizeof *mistakes->items), 0};
    load(name_or_path, mistakes, book, &last);
    if (last.kind)
        mistakes->items[mistakes->count++] = last;
}

void rulebook_free(struct rulebook *book) {
    if (!book)
        return;
    scan_free(book->scan);
    matcher_free(book->matcher);
    arena_free(book->arena);
}

role_set rulebook_roles(const struct rulebook *book) {
    return book->roles;
}

const struct axis *rulebook_axis(const struct rulebook *book, struct str name) {
    for (size_t i = 0; i < book->axis_count; i++)
        if (str_equal(book->axes[i].name, name))
            return &book->axes[i];
    return NULL;
}

const struct value *axis_value(const struct axis *axis, struct str id) {
    for (size_t i = 0; i < axis->value_count; i++)
        if (str_equal(axis->values[i].id, id))
            return &axis->values[i];
    return NULL;
}

static const struct names *names_of(const struct axis *axis, struct str id) {
    const struct value *value = axis_value(axis, id);
    if (value)
        return &value->name;
    for (size_t i = 0; i < axis->rule_count; i++)
        if (str_equal(axis->rules[i].id, id))
            return &axis->rules[i].name;
    return NULL;
}

struct str rulebook_name(const struct rulebook *book, struct str id, enum language language) {
    for (size_t i = 0; i < book->axis_count; i++) {
        const struct names *names = names_of(&book->axes[i], id);
        if (names && names->in[language].size)
            return names->in[language];
    }
    return id;
}

struct str rulebook_parent(struct str id) {
    size_t size = id.size;
    while (size > 0 && id.data[size - 1] != '.')
        size--;
    return str_sub(id, 0, size ? size - 1 : 0);
}

bool rulebook_is_complaint(const struct rulebook *book, struct str id) {
    const struct value *value = axis_value(&book->axes[0], id);
    return !value || value->complaint;
}

static const struct {
    struct str id;
    struct names name;
} severities[SEVERITY_COUNT] = {
    [SEVERITY_NONE] = {STR_INIT(""), {{STR_INIT(""), STR_INIT("")}}},
    [SEVERITY_LOW] = {STR_INIT("low"), {{STR_INIT("轻"), STR_INIT("Light")}}},
    [SEVERITY_MEDIUM] = {STR_INIT("medium"), {{STR_INIT("中"), STR_INIT("Medium")}}},
    [SEVERITY_HIGH] = {STR_INIT("high"), {{STR_INIT("重"), STR_INIT("Heavy")}}},
};

struct str severity_id(enum severity severity) {
    return severities[severity].id;
}

struct str severity_name(enum severity severity, enum language language) {
    return severities[severity].name.in[language];
}
