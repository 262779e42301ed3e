/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/file.h"
#include "analysis/intake/source.h"
#include "cmd/command.h"
#include "reports/manifest.h"
#include "reports/pack_check.h"

static bool digest_file(const char *path, char hex[PACK_SHA256], struct err *err) {
    struct file_view view;
    if (!file_map(path, &view, err))
        return false;
    bool done = pack_sha256(view.bytes, hex);
    file_unmap(&view);
    return done || err_set(err, ERR_IO, "cannot compute the SHA-256 of %s", path);
}

/* Who keeps this line elsewhere also notices a manifest that was rewritten along with its files. */
static bool print_whole(struct context *context, const char *folder, size_t files, struct err *err) {
    char hex[PACK_SHA256];
    if (!digest_file(str_printf(context->arena, "%s/manifest.json", folder).data, hex, err))
        return false;
    fprintf(context->out, "%s is whole and unchanged: %zu file%s\nmanifest.json has the SHA-256 %s\n", folder,
            files, files == 1 ? "" : "s", hex);
    return true;
}

static bool print_problems(struct context *context, const char *folder, const struct pack_check *check,
                           struct err *err) {
    if (check->problems[0].kind == PACK_NO_MANIFEST)
        return err_set(err, ERR_DATA, "%s is no pack: it holds no manifest.json that redress has written",
                       folder);
    for (size_t i = 0; i < check->problem_count; i++) {
        struct str text = pack_problem_text(context->arena, &check->problems[i]);
        fprintf(context->out, STR_FMT "\n", STR_ARG(text));
    }
    return err_set(err, ERR_DATA, "%s is not as it was published: %zu difference%s", folder,
                   check->problem_count, check->problem_count == 1 ? "" : "s");
}

/* ---- the exports at hand ---- */

enum match { MATCH_NONE, MATCH_NAME, MATCH_BYTES };

/* The input of the manifest that a file is: by its bytes under any name, else by its name. */
static enum match find_input(const struct manifest *manifest, const enum match *found, struct str name,
                             const char *hex, size_t *at) {
    enum match best = MATCH_NONE;
    for (size_t i = 0; i < manifest->input_count; i++) {
        const struct manifest_input *input = &manifest->inputs[i];
        bool same = str_equal(input->sha256, str_of(hex)), named = str_equal(input->name, name);
        if (same && (best != MATCH_BYTES || (named && found[i] != MATCH_BYTES))) {
            best = MATCH_BYTES;
            *at = i;
        } else if (named && best == MATCH_NONE) {
            best = MATCH_NAME;
            *at = i;
        }
    }
    return best;
}

static bool compare_files(struct context *context, const struct manifest *manifest,
                          const struct source_set *set, enum match *found, size_t *differences,
                          struct err *err) {
    for (size_t i = 0; i < set->count; i++) {
        char hex[PACK_SHA256];
        size_t at = 0;
        if (!digest_file(str_cstr(context->arena, set->items[i].path), hex, err))
            return false;
        enum match match = find_input(manifest, found, set->items[i].name, hex, &at);
        if (match == MATCH_NONE) {
            fprintf(context->out, STR_FMT " was not read for the pack\n", STR_ARG(set->items[i].path));
            ++*differences;
        } else if (match > found[at]) {
            found[at] = match;
        }
    }
    return true;
}

static void print_inputs(struct context *context, const struct manifest *manifest, const enum match *found,
                         size_t *differences) {
    for (size_t i = 0; i < manifest->input_count; i++) {
        if (found[i] == MATCH_BYTES)
            continue;
        fprintf(context->out, STR_FMT " %s\n", STR_ARG(manifest->inputs[i].name),
                found[i] == MATCH_NAME ? "is not as it was when the pack was made" : "is not at hand");
        ++*differences;
    }
}

static bool verify_inputs(struct context *context, const char *folder, const char *const *paths, size_t count,
                          struct err *err) {
    struct manifest manifest;
    struct source_set *set;
    size_t differences = 0;
    bool there;
    if (!manifest_read(folder, context->arena, &manifest, &there, err))
        return false;
    if (!there)
        return err_set(err, ERR_DATA, "%s/manifest.json cannot be read", folder);
    if (!source_collect(paths, count, &set, err))
        return false;
    enum match *found = arena_array(context->arena, manifest.input_count, sizeof *found);
    bool done = compare_files(context, &manifest, set, found, &differences, err);
    source_free(set);
    if (!done)
        return false;
    print_inputs(context, &manifest, found, &differences);
    if (differences)
        return err_set(err, ERR_DATA, "the exports are not those that %s was made from: %zu difference%s",
                       folder, differences, differences == 1 ? "" : "s");
    fprintf(context->out, "the exports are those that it was made from: %zu file%s\n", manifest.input_count,
            manifest.input_count == 1 ? "" : "s");
    return true;
}

static bool run(struct context *context, struct err *err) {
    const struct text_list *arguments = &context->settings.arguments;
    struct pack_check check;
    if (arguments->count == 0) {
        err_set(err, ERR_USAGE,
                "verify takes a folder, and the exports it was made from if they are at hand");
        return err_hint(err, "name a pack, for example redress verify packs/2026-10 exports");
    }
    const char *folder = arguments->items[0];
    if (!pack_check(folder, context->arena, &check, err))
        return false;
    switch (check.state) {
    case PACK_ABSENT:
        return err_set(err, ERR_USAGE, "there is no folder %s", folder);
    case PACK_EMPTY:
        return err_set(err, ERR_DATA, "%s is empty", folder);
    case PACK_WHOLE:
        return print_whole(context, folder, check.file_count, err) &&
               (arguments->count == 1 ||
                verify_inputs(context, folder, arguments->items + 1, arguments->count - 1, err));
    case PACK_DIFFERS:
        break;
    }
    return print_problems(context, folder, &check, err);
}

const struct command command_verify = {
    "verify",
    "DIR [EXPORT…]",
    "proves that a published pack is whole and unchanged",
    "Compares every file with the manifest.json of the pack: there, of that size and SHA-256, nothing else\n"
    "beside them; with exports also whether they are the ones that the pack was made from. Exit code 0 when "
    "it\n"
    "is so; else 3, with a line for each difference.",
    NULL,
    0,
    false,
    run,
    ARGUMENTS_EXPORTS,
};
