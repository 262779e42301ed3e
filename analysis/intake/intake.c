/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/intake.h"

#include "analysis/intake/account.h"
#include "analysis/intake/encoding.h"
#include "analysis/intake/settle.h"

bool intake_skip_or_fail(struct intake *intake, struct intake_file *file, struct err *found,
                         struct err *err) {
    if (!file->source->listed || found->kind == ERR_IO) {
        *err = *found;
        return false;
    }
    file->skipped = file->settled = true;
    file->skip_reason[LANG_EN] = str_copy(intake->arena, str_of(found->message));
    file->skip_reason[LANG_ZH] = str_copy(intake->arena, str_of(found->zh[0] ? found->zh : found->message));
    file->skip_hint = str_copy(intake->arena, str_of(found->hint));
    return true;
}

/* Whether a sheet is an export: its header is understood. */
struct fitting {
    const struct layout_options *layout;
    const char *name;
};

static bool fits(void *context, struct str text) {
    const struct fitting *fitting = context;
    struct arena *arena = arena_new();
    struct layout layout;
    struct err ignored = {0};
    struct layout_options options = *fitting->layout;
    options.delimiter = ',';
    bool found = layout_find(text, fitting->name, &options, arena, &layout, &ignored) ||
                 (layout.unknown && settle_fits(text, &layout, &options, arena));
    arena_free(arena);
    return found;
}

bool intake_open_file(struct intake *intake, struct intake_file *file, bool whole, struct err *err) {
    struct err found = {0};
    struct source *source = file->source;
    struct fitting fitting = {&intake->layout, source->path.data};
    struct source_options reading = {.encoding = intake->encoding,
                                     .sheet = intake->sheet,
                                     .fits = fits,
                                     .context = &fitting,
                                     .whole = whole,
                                     .jobs = intake->jobs};
    struct layout_options layout = intake->layout;
    file->habits = NULL;
    file->settled = file->layout.unknown = false;
    bool done = source_read(source, &reading, &found);
    if (source->misread || found.kind == ERR_DATA) {
        *err = found; /* a month in a folder is not left out for that, nor because it is damaged */
        return false;
    }
    layout.delimiter = source->delimiter;
    done =
        done && layout_find(source->text, source->path.data, &layout, intake->arena, &file->layout, &found);
    if (done && !source->checked && file->layout.data_start > SOURCE_SAMPLE)
        return intake_open_file(intake, file, true, err);
    return done || file->layout.unknown || intake_skip_or_fail(intake, file, &found, err);
}

static bool open_files(struct intake *intake, struct err *err) {
    size_t usable = 0;
    for (size_t i = 0; i < intake->file_count; i++) {
        struct intake_file *file = &intake->files[i];
        file->source = &intake->sources->items[i];
        if (!intake_open_file(intake, file, false, err))
            return false;
    }
    if (!settle_files(intake, err))
        return false;
    for (size_t i = 0; i < intake->file_count; i++)
        usable += !intake->files[i].skipped;
    if (usable)
        return true;
    const struct intake_file *first = &intake->files[0];
    err_set(err, ERR_USAGE, "no export with a complaint layout; %s: " STR_FMT, first->source->path.data,
            STR_ARG(first->skip_reason[LANG_EN]));
    return err_hint(err, "%s", first->skip_hint.data);
}

bool intake_number(struct intake *intake, struct err *err) {
    intake->profiles = arena_array(intake->arena, intake->file_count, sizeof(struct profile *));
    intake->profile_count = 0;
    for (size_t i = 0; i < intake->file_count; i++) {
        struct intake_file *file = &intake->files[i];
        if (file->skipped)
            continue;
        file->profile = 0;
        while (file->profile < intake->profile_count &&
               intake->profiles[file->profile] != file->layout.profile)
            file->profile++;
        if (file->profile == intake->profile_count)
            intake->profiles[intake->profile_count++] = file->layout.profile;
    }
    return source_place(intake->sources, err);
}

static bool prepare_layout(struct intake *intake, const struct intake_options *options, struct err *err) {
    struct layout_options *layout = &intake->layout;
    const char **maps = arena_array(intake->arena, options->map_count, sizeof *maps);
    struct profile **shipped, *wanted = NULL, *plain;
    for (size_t i = 0; i < options->map_count; i++)
        maps[i] = str_cstr(intake->arena, str_of(options->maps[i]));
    if (!layout_check_maps(maps, options->map_count, err) ||
        !profile_parse(STR("name: (mapped)"), "(mapped)", intake->arena, &plain, err) ||
        !profile_shipped(intake->arena, &shipped, &layout->shipped_count, err) ||
        (options->profile && !profile_load(options->profile, intake->arena, &wanted, err)))
        return false;
    layout->maps = maps;
    layout->map_count = options->map_count;
    layout->shipped = shipped;
    layout->profile = wanted;
    layout->plain = plain;
    return true;
}

static bool check_encoding(const char *encoding, struct err *err) {
    return !encoding || !encoding_is_unknown(encoding) || encoding_fail(encoding, err);
}

static bool open_all(struct intake *intake, const struct intake_options *options, struct err *err) {
    if (!check_encoding(options->encoding, err) || !prepare_layout(intake, options, err) ||
        !source_collect(options->paths, options->path_count, &intake->sources, err))
        return false;
    intake->file_count = intake->sources->count;
    intake->files = arena_array(intake->arena, intake->file_count, sizeof *intake->files);
    return open_files(intake, err) && intake_number(intake, err);
}

bool intake_open(const struct intake_options *options, struct intake **made, struct err *err) {
    struct intake *intake = heap_array(1, sizeof *intake);
    intake->arena = arena_new();
    if (options->encoding)
        intake->encoding = str_cstr(intake->arena, str_of(options->encoding));
    if (options->sheet)
        intake->sheet = str_cstr(intake->arena, str_of(options->sheet));
    intake->max_refused = options->max_refused;
    intake->strict = options->strict;
    intake->jobs = options->jobs ? options->jobs : work_processors();
    intake->progress = options->progress;
    *made = NULL;
    file_guard();
    if ((options->zone && !zone_load(options->zone, intake->arena, &intake->zone, err)) ||
        !open_all(intake, options, err)) {
        intake_free(intake);
        return false;
    }
    account_opened(intake);
    *made = intake;
    return true;
}

role_set intake_roles(const struct intake *intake) {
    role_set set = 0;
    for (size_t i = 0; i < intake->file_count; i++)
        for (enum role role = 0; role < ROLE_COUNT && !intake->files[i].skipped; role++)
            if (intake->files[i].layout.columns[role] != LAYOUT_ABSENT)
                set |= role_bit(role);
    return set;
}

const struct file_report *intake_files(const struct intake *intake, size_t *count) {
    *count = intake->reports ? intake->file_count : 0;
    return intake->reports;
}

struct str intake_bytes(const struct intake *intake, size_t file) {
    for (size_t i = 0; i < intake->file_count; i++) {
        const struct source *source = intake->files[i].source;
        if (str_equal(source->path, intake->reports[file].path))
            return source->standard_input ? source->spill.bytes : source->file.bytes;
    }
    return STR("");
}

size_t intake_folders_unread(const struct intake *intake, const struct str **paths) {
    const struct source_set *set = intake->sources;
    struct str *list = paths ? arena_array(intake->arena, set->folder_count, sizeof *list) : NULL;
    for (size_t i = 0; list && i < set->folder_count; i++)
        list[i] = set->folders[i].path;
    if (paths)
        *paths = list;
    return set->folder_count;
}

const struct trouble_entry *intake_troubles(const struct intake *intake, size_t *count) {
    *count = intake->trouble_count;
    return intake->troubles;
}

const struct answer_found *intake_answers(const struct intake *intake, size_t *count) {
    *count = intake->answer_count;
    return intake->answers;
}

void intake_free(struct intake *intake) {
    if (!intake)
        return;
    source_free(intake->sources);
    heap_free(intake->troubles);
    heap_free(intake->answers);
    arena_free(intake->arena);
    heap_free(intake);
}
