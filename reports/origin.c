/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/origin.h"

#include "analysis/base/bundle.h"
#include "analysis/base/file.h"
#include "analysis/rules/include.h"
#include "reports/digests.h"
#include "reports/pack_check.h"

#include <stdlib.h>
#include <string.h>

struct origin {
    struct arena *arena;
    const struct dataset *dataset;
    struct digests *digests;
    struct manifest_input *sources;
    struct str *bytes; /* of the sources */
    size_t source_count;
};

static struct str base_name(struct str path) {
    for (size_t at = path.size; at > 0; at--)
        if (path.data[at - 1] == '/')
            return str_sub(path, at, path.size);
    return path;
}

/* The shipped file of that name, else the file at the path. */
static bool read_source(struct arena *arena, const struct origin_file *file, struct str *name,
                        struct str *bytes, struct err *err) {
    struct str shipped = file->bundled ? str_of(file->path) : STR("");
    if (!file->bundled && file->folder && !strchr(file->path, '/'))
        shipped = str_printf(arena, "%s/%s.yaml", file->folder, file->path);
    const struct bundle_file *found = shipped.size ? bundle_find(shipped.data) : NULL;
    *name = base_name(found ? shipped : str_of(file->path));
    if (found) {
        *bytes = found->bytes;
        return true;
    }
    struct file_view view;
    if (file_is_stream(file->path)) {
        err_set(err, ERR_USAGE, "%s is a pipe, and a pack keeps a copy of its %s", file->path, file->role);
        return err_hint(err, "name a file");
    }
    if (!file_map(file->path, &view, err))
        return false;
    *bytes = str_copy(arena, view.bytes);
    file_unmap(&view);
    return true;
}

static struct str ending(struct str name) {
    for (size_t at = name.size; at > 0; at--)
        if (name.data[at - 1] == '.')
            return str_sub(name, at - 1, name.size);
    return STR("");
}

/* "inputs/rules.yaml"; a second file of the same role becomes "inputs/rules-2.yaml". */
static struct str kept_name(const struct origin *origin, const struct origin_file *file, struct str name) {
    size_t number = 1;
    for (size_t i = 0; i < origin->source_count; i++)
        number += str_equal(origin->sources[i].role, str_of(file->role));
    if (number == 1)
        return str_printf(origin->arena, "inputs/%s" STR_FMT, file->role, STR_ARG(ending(name)));
    return str_printf(origin->arena, "inputs/%s-%zu" STR_FMT, file->role, number, STR_ARG(ending(name)));
}

static bool add_source(struct origin *origin, const struct origin_file *file, struct err *err) {
    struct str name, bytes;
    char hex[PACK_SHA256];
    if (!read_source(origin->arena, file, &name, &bytes, err))
        return false;
    if (!pack_sha256(bytes, hex))
        return err_set(err, ERR_IO, "cannot compute the SHA-256 of %s", file->path);
    origin->bytes[origin->source_count] = bytes;
    origin->sources[origin->source_count] =
        (struct manifest_input){.role = str_of(file->role),
                                .name = str_copy(origin->arena, name),
                                .sha256 = str_copy(origin->arena, str_of(hex)),
                                .bytes = (int64_t)bytes.size,
                                .kept = file->keep ? kept_name(origin, file, name) : STR("")};
    origin->source_count++;
    return true;
}

enum { SOURCES_MOST = INCLUDE_MOST_FILES + 64 };

/* The files that a rulebook includes; `path` of shipped ones is their name in the bundle. */
static bool add_includes(struct origin *origin, const struct origin_file *rules, struct err *err) {
    struct include_reader reader = include_disk();
    struct joined_rules joined = {0};
    struct str bytes = origin->bytes[origin->source_count - 1], shipped;
    shipped = str_printf(origin->arena, "rules/%s.yaml", rules->path);
    const char *file = !strchr(rules->path, '/') && bundle_find(shipped.data) ? shipped.data : rules->path;
    if (!include_join(bytes, file, &reader, origin->arena, &joined, err))
        return false;
    for (size_t i = 1; i < joined.file_count && origin->source_count < SOURCES_MOST; i++) {
        struct origin_file included = *rules;
        included.path = joined.files[i]->root->file;
        included.bundled = bundle_find(included.path) != NULL;
        if (!add_source(origin, &included, err))
            return false;
    }
    return true;
}

static void start_digests(struct origin *origin) {
    const struct intake *intake = origin->dataset->intake;
    size_t count;
    intake_files(intake, &count);
    struct str *texts = arena_array(origin->arena, count, sizeof *texts);
    for (size_t i = 0; i < count; i++)
        texts[i] = intake_bytes(intake, i);
    origin->digests = digests_start(texts, count);
}

bool origin_begin(const struct dataset *dataset, const struct origin_file *files, size_t count,
                  struct arena *arena, struct origin **made, struct err *err) {
    struct origin *origin = arena_alloc(arena, sizeof *origin);
    *origin = (struct origin){.arena = arena, .dataset = dataset};
    origin->sources = arena_array(arena, SOURCES_MOST, sizeof *origin->sources);
    origin->bytes = arena_array(arena, SOURCES_MOST, sizeof *origin->bytes);
    *made = origin;
    for (size_t i = 0; i < count; i++)
        if (files[i].path && origin->source_count < SOURCES_MOST &&
            (!add_source(origin, &files[i], err) ||
             (strcmp(files[i].role, "rules") == 0 && !add_includes(origin, &files[i], err))))
            return false;
    start_digests(origin);
    return true;
}

static int by_name(const void *a, const void *b) {
    const struct manifest_input *x = a, *y = b;
    int order = str_compare(x->name, y->name);
    return order ? order : str_compare(x->sha256, y->sha256);
}

bool origin_fill(struct origin *origin, struct manifest *manifest, struct err *err) {
    size_t count;
    const struct file_report *files = intake_files(origin->dataset->intake, &count);
    struct manifest_input *inputs = arena_array(origin->arena, count, sizeof *inputs);
    size_t read = 0;
    for (size_t i = 0; i < count; i++) {
        if (files[i].skipped)
            continue;
        const char *hex = digests_hex(origin->digests, i);
        if (!hex)
            return err_set(err, ERR_IO, "cannot compute the SHA-256 of " STR_FMT, STR_ARG(files[i].path));
        inputs[read++] =
            (struct manifest_input){.name = str_copy(origin->arena, files[i].name),
                                    .sha256 = str_copy(origin->arena, str_of(hex)),
                                    .bytes = (int64_t)intake_bytes(origin->dataset->intake, i).size,
                                    .rows = (int64_t)files[i].read};
    }
    qsort(inputs, read, sizeof *inputs, by_name);
    manifest->inputs = inputs;
    manifest->input_count = read;
    manifest->sources = origin->sources;
    manifest->source_count = origin->source_count;
    return true;
}

bool origin_keep(const struct origin *origin, struct pack *pack, struct err *err) {
    for (size_t i = 0; i < origin->source_count; i++)
        if (origin->sources[i].kept.size &&
            !pack_write(pack, origin->sources[i].kept.data, origin->bytes[i], err))
            return false;
    return true;
}

void origin_free(struct origin *origin) {
    if (origin)
        digests_free(origin->digests);
}
