/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pack_check.h"

#include "analysis/base/file.h"
#include "analysis/base/yaml.h"

#include <errno.h>
#include <fts.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct listed {
    struct str name, sha256;
    int64_t size;
    bool seen;
};

struct checking {
    struct arena *arena;
    const char *folder;
    struct err *err; /* of a file that is there but cannot be read */
    struct listed *files;
    size_t file_count;
    struct pack_problem *problems; /* room for all files and all entries met, grown on the heap */
    size_t problem_count, problem_room;
};

bool pack_sha256(struct str bytes, char hex[PACK_SHA256]) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!EVP_Digest(bytes.data, bytes.size, digest, &size, EVP_sha256(), NULL))
        return false;
    for (unsigned i = 0; i < size; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return true;
}

static const char seal_start[] = "  \"seal\": \"", seal_end[] = "\"\n}\n";

bool pack_seal(struct buf *manifest) {
    char hex[PACK_SHA256];
    if (!pack_sha256(buf_str(manifest), hex))
        return false;
    buf_printf(manifest, "%s%s%s", seal_start, hex, seal_end);
    return true;
}

bool pack_sealed(struct str manifest) {
    size_t tail = strlen(seal_start) + PACK_SHA256 - 1 + strlen(seal_end);
    if (manifest.size < tail)
        return false;
    struct buf copy = {0};
    buf_add(&copy, str_sub(manifest, 0, manifest.size - tail));
    bool sealed = pack_seal(&copy) && str_equal(buf_str(&copy), manifest);
    buf_free(&copy);
    return sealed;
}

static void note(struct checking *checking, enum pack_difference kind, struct str name) {
    checking->problems = heap_grow(checking->problems, &checking->problem_room, checking->problem_count + 1,
                                   sizeof *checking->problems);
    checking->problems[checking->problem_count++] =
        (struct pack_problem){kind, str_copy(checking->arena, name)};
}

static struct str join(struct checking *checking, struct str name) {
    return str_printf(checking->arena, "%s/" STR_FMT, checking->folder, STR_ARG(name));
}

static bool read_listed(const struct yaml *node, struct listed *file) {
    struct err ignored = {0};
    return yaml_text(yaml_get(node, "name"), "name", &file->name, &ignored) &&
           yaml_int(yaml_get(node, "size"), "size", &file->size, &ignored) &&
           yaml_text(yaml_get(node, "sha256"), "sha256", &file->sha256, &ignored);
}

/* JSON is YAML, so the loader of YAML files reads the manifest. False when it is not one of ours. */
static bool read_manifest(struct checking *checking) {
    struct err ignored = {0};
    struct yaml *root;
    struct str schema;
    if (!yaml_load(join(checking, STR("manifest.json")).data, checking->arena, &root, &ignored)) {
        if (ignored.kind == ERR_IO)
            *checking->err = ignored;
        return false;
    }
    const struct yaml *files = yaml_get(root, "files"), *head = yaml_get(root, "schema");
    if (!head || !yaml_text(head, "schema", &schema, &ignored) ||
        !str_equal(schema, STR("redress.manifest/1")) || !files || files->kind != YAML_LIST)
        return false;
    checking->files = arena_array(checking->arena, files->count + 1, sizeof *checking->files);
    for (size_t i = 0; i < files->count; i++)
        if (files->items[i]->kind != YAML_MAP || !read_listed(files->items[i], &checking->files[i]))
            return false;
    checking->file_count = files->count;
    return true;
}

static void check_seal(struct checking *checking) {
    struct file_view view;
    bool sealed = false;
    if (file_map(join(checking, STR("manifest.json")).data, &view, checking->err)) {
        sealed = pack_sealed(view.bytes);
        file_unmap(&view);
    }
    if (!sealed)
        note(checking, PACK_NOT_SEALED, STR("manifest.json"));
}

static bool same_bytes(struct checking *checking, const struct listed *file, int64_t size) {
    if (size != file->size)
        return false;
    struct file_view view;
    char hex[PACK_SHA256] = "";
    if (!file_map(join(checking, file->name).data, &view, checking->err))
        return false;
    bool same = pack_sha256(view.bytes, hex) && str_equal(str_of(hex), file->sha256);
    file_unmap(&view);
    return same;
}

static void check_file(struct checking *checking, struct str name, const struct stat *info) {
    for (size_t i = 0; i < checking->file_count; i++) {
        struct listed *file = &checking->files[i];
        if (!str_equal(file->name, name))
            continue;
        file->seen = true;
        if (!same_bytes(checking, file, info->st_size))
            note(checking, PACK_FILE_CHANGED, name);
        return;
    }
    if (!str_equal(name, STR("manifest.json")))
        note(checking, PACK_FILE_EXTRA, name);
}

static bool folder_listed(const struct checking *checking, struct str name) {
    for (size_t i = 0; i < checking->file_count; i++) {
        struct str file = checking->files[i].name;
        if (str_starts(file, name) && file.size > name.size && file.data[name.size] == '/')
            return true;
    }
    return false;
}

static int by_name(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool walk(struct checking *checking, struct err *err) {
    char *roots[] = {(char *)(uintptr_t)checking->folder, NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    if (!tree)
        return err_set(err, ERR_IO, "cannot read %s: %s", checking->folder, strerror(errno));
    bool done = true;
    for (FTSENT *entry; done && (entry = fts_read(tree));) {
        if (entry->fts_level == FTS_ROOTLEVEL && entry->fts_info != FTS_DNR)
            continue;
        struct str name = str_of(entry->fts_path + strlen(checking->folder) + 1);
        if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS)
            done = err_set(err, ERR_IO, "cannot read %s: %s", entry->fts_path, strerror(entry->fts_errno));
        else if (entry->fts_info == FTS_F)
            check_file(checking, name, entry->fts_statp);
        else if (entry->fts_info == FTS_D && !folder_listed(checking, name))
            note(checking, PACK_FILE_EXTRA, name);
        else if (entry->fts_info != FTS_D && entry->fts_info != FTS_DP)
            note(checking, PACK_FILE_EXTRA, name);
    }
    fts_close(tree);
    return done && !err->kind;
}

static bool check_content(struct checking *checking, struct pack_check *check, struct err *err) {
    bool manifest = read_manifest(checking);
    if (manifest)
        check_seal(checking);
    else
        checking->file_count = 0;
    if (!walk(checking, err))
        return false;
    if (!manifest && checking->problem_count == 0 &&
        access(join(checking, STR("manifest.json")).data, F_OK) != 0) {
        check->state = PACK_EMPTY;
        return true;
    }
    for (size_t i = 0; i < checking->file_count; i++)
        if (!checking->files[i].seen)
            note(checking, PACK_FILE_MISSING, checking->files[i].name);
    if (!manifest) {
        checking->problem_count = 0; /* without a manifest all are foreign; one sentence says it */
        note(checking, PACK_NO_MANIFEST, STR("manifest.json"));
    }
    check->state = checking->problem_count ? PACK_DIFFERS : PACK_WHOLE;
    check->file_count = checking->file_count;
    return true;
}

static bool check_folder(const char *folder, struct arena *arena, struct pack_check *check, struct err *err) {
    struct checking checking = {.arena = arena, .folder = folder, .err = err};
    bool done = check_content(&checking, check, err);
    check->problem_count = checking.problem_count;
    struct pack_problem *copy = arena_array(arena, checking.problem_count + 1, sizeof *copy);
    if (checking.problem_count)
        memcpy(copy, checking.problems, checking.problem_count * sizeof *copy);
    check->problems = copy;
    heap_free(checking.problems);
    return done;
}

/* Another run may put its pack in the place of the folder while this one looks: what was seen is then of two
 * packs, and another look is needed. */
bool pack_check(const char *folder, struct arena *arena, struct pack_check *check, struct err *err) {
    enum { LOOKS = 10 };
    bool done = true;
    for (int look = 0; look < LOOKS; look++) {
        struct stat before, after;
        struct err found = {0};
        *check = (struct pack_check){.state = PACK_ABSENT};
        if (stat(folder, &before) != 0)
            return errno == ENOENT || err_set(err, ERR_IO, "cannot read %s: %s", folder, strerror(errno));
        if (!S_ISDIR(before.st_mode))
            return err_set(err, ERR_USAGE, "%s is a file, not a folder", folder);
        done = check_folder(folder, arena, check, &found);
        *err = found;
        if (stat(folder, &after) == 0 && after.st_ino == before.st_ino && after.st_dev == before.st_dev)
            break;
    }
    return done;
}

struct str pack_problem_text(struct arena *arena, const struct pack_problem *problem) {
    switch (problem->kind) {
    case PACK_NO_MANIFEST:
        return STR("it holds files but no manifest.json of a pack");
    case PACK_NOT_SEALED:
        return STR("its manifest.json itself is not as it was written");
    case PACK_FILE_MISSING:
        return str_printf(arena, STR_FMT " is listed in its manifest.json but not there",
                          STR_ARG(problem->name));
    case PACK_FILE_CHANGED:
        return str_printf(arena, STR_FMT " is not as its manifest.json lists it", STR_ARG(problem->name));
    case PACK_FILE_EXTRA:
        break;
    }
    return str_printf(arena, STR_FMT " is not listed in its manifest.json", STR_ARG(problem->name));
}
