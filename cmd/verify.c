/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/file.h"
#include "cmd/command.h"
#include "reports/pack_check.h"

/* Who keeps this line elsewhere also notices a manifest that was rewritten along with its files. */
static bool print_whole(struct context *context, const char *folder, size_t files, struct err *err) {
    const char *path = str_printf(context->arena, "%s/manifest.json", folder).data;
    struct file_view manifest;
    char hex[PACK_SHA256];
    if (!file_map(path, &manifest, err))
        return false;
    bool done = pack_sha256(manifest.bytes, hex);
    file_unmap(&manifest);
    if (!done)
        return err_set(err, ERR_IO, "cannot compute the SHA-256 of %s", path);
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

static bool run(struct context *context, struct err *err) {
    const struct text_list *arguments = &context->settings.arguments;
    struct pack_check check;
    if (arguments->count != 1) {
        err_set(err, ERR_USAGE, "verify takes one folder");
        return err_hint(err, "name a pack, for example redress verify packs/2026-10");
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
        return print_whole(context, folder, check.file_count, err);
    case PACK_DIFFERS:
        break;
    }
    return print_problems(context, folder, &check, err);
}

const struct command command_verify = {
    "verify",
    "DIR",
    "proves that a published pack is whole and unchanged",
    "Compares every file with the manifest.json of the pack: there, of that size and SHA-256, nothing else\n"
    "beside them. Exit code 0 when it is so; else 3, with a line for each difference.",
    NULL,
    0,
    false,
    run,
    ARGUMENTS_EXPORTS,
};
