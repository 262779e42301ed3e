/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/source.h"

#include "analysis/intake/biff.h"
#include "analysis/intake/content.h"
#include "analysis/intake/csv.h"
#include "analysis/intake/decode.h"
#include "analysis/intake/encoding.h"
#include "analysis/intake/markup.h"
#include "analysis/intake/source_book.h"
#include "analysis/intake/unpack.h"
#include "analysis/intake/xlsx.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct str base_name(struct str path) {
    const char *slash = path.size ? memrchr(path.data, '/', path.size) : NULL;
    return slash ? str_sub(path, (size_t)(slash - path.data) + 1, path.size) : path;
}

static void add_source(struct source_set *set, struct str path, const struct stat *info, bool listed) {
    for (size_t i = 0; info && i < set->count; i++) {
        struct source *other = &set->items[i];
        if (other->file.device != info->st_dev || other->file.inode != info->st_ino || other->standard_input)
            continue;
        other->listed = other->listed && listed;
        /* The name must not depend on the order of the arguments. */
        if (str_compare(path, other->path) < 0) {
            other->path = str_copy(set->arena, path);
            other->name = base_name(other->path);
        }
        return;
    }
    set->items = heap_grow(set->items, &set->capacity, set->count + 1, sizeof *set->items);
    struct source *source = &set->items[set->count++];
    *source = (struct source){.path = str_copy(set->arena, path), .listed = listed};
    source->name = base_name(source->path);
    if (info) {
        source->file.device = info->st_dev;
        source->file.inode = info->st_ino;
        return;
    }
    source->path = source->name = STR("(standard input)");
    source->standard_input = true;
}

static bool cut_ending(struct str *name, const char *const *endings, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct str ending = str_of(endings[i]);
        if (name->size <= ending.size ||
            !str_equal_ascii_nocase(str_sub(*name, name->size - ending.size, name->size), ending))
            continue;
        name->size -= ending.size;
        return true;
    }
    return false;
}

bool source_is_export_name(struct str name) {
    static const char *const packed[] = {".gz", ".bz2", ".xz", ".zst"};
    static const char *const kinds[] = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls"};
    if (!name.size || name.data[0] == '.' || str_starts(name, STR("~$")))
        return false;
    cut_ending(&name, packed, sizeof packed / sizeof *packed);
    return cut_ending(&name, kinds, sizeof kinds / sizeof *kinds);
}

static bool no_folder(const char *path, struct err *err) {
    return err_set(err, ERR_IO, "cannot read %s: %s", path, strerror(errno));
}

/* What a project keeps beside its exports under its usual name. */
static bool is_of_a_project(struct str name) {
    return str_equal(name, STR("units.csv")) || str_equal(name, STR("exposure.csv")) ||
           str_equal(name, STR("figures.csv"));
}

/* A folder that holds nothing of use is not worth a word. */
static bool may_hold_exports(const char *path) {
    DIR *folder = opendir(path);
    bool found = false;
    for (struct dirent *entry; folder && !found && (entry = readdir(folder));) {
        struct str name = str_of(entry->d_name);
        found = entry->d_name[0] != '.' &&
                (entry->d_type == DT_DIR || (source_is_export_name(name) && !is_of_a_project(name)));
    }
    if (folder)
        closedir(folder);
    return found;
}

static void note_folder(struct source_set *set, struct str path, const struct stat *info, bool named) {
    for (size_t i = 0; i < set->folder_count; i++) {
        struct source_folder *known = &set->folders[i];
        if (known->device == info->st_dev && known->inode == info->st_ino) {
            known->named |= named;
            return;
        }
    }
    set->folders =
        heap_grow(set->folders, &set->folder_capacity, set->folder_count + 1, sizeof *set->folders);
    set->folders[set->folder_count++] =
        (struct source_folder){str_copy(set->arena, path), info->st_dev, info->st_ino, named};
}

static bool add_folder(struct source_set *set, const char *path, const struct stat *own, struct err *err) {
    DIR *folder = opendir(path);
    if (!folder)
        return no_folder(path, err);
    note_folder(set, str_of(path), own, true);
    size_t folders = set->folder_count;
    size_t length = strlen(path);
    bool found = false;
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct stat info;
        const char *slash = length && path[length - 1] == '/' ? "" : "/";
        struct str file = str_printf(set->arena, "%s%s%s", path, slash, entry->d_name);
        if (stat(file.data, &info) != 0)
            continue;
        if (S_ISDIR(info.st_mode) && entry->d_name[0] != '.' && may_hold_exports(file.data))
            note_folder(set, file, &info, false);
        if (!source_is_export_name(str_of(entry->d_name)) || !S_ISREG(info.st_mode))
            continue;
        add_source(set, file, &info, true);
        found = true;
    }
    closedir(folder);
    if (found)
        return true;
    bool deeper = set->folder_count > folders;
    err_set(err, ERR_USAGE, "the folder %s holds no exports (*.csv, *.xlsx)%s", path,
            deeper ? ", but folders, which are not read" : "");
    return err_hint(err, "name the folder that holds them, or the files themselves");
}

static bool add_named(struct source_set *set, const char *path, struct err *err) {
    struct stat info;
    if (strcmp(path, "-") == 0) {
        for (size_t i = 0; i < set->count; i++)
            if (set->items[i].standard_input)
                return true;
        add_source(set, STR("-"), NULL, false);
        return true;
    }
    if (stat(path, &info) != 0) {
        enum err_kind kind = errno == ENOENT || errno == ENOTDIR ? ERR_USAGE : ERR_IO;
        return err_set(err, kind, "cannot open %s: %s", path, strerror(errno));
    }
    if (S_ISDIR(info.st_mode))
        return add_folder(set, path, &info, err);
    add_source(set, str_of(path), &info, false);
    return true;
}

/* A pattern that no shell has expanded, as in a project file or in quotes. */
static bool add_pattern(struct source_set *set, const char *path, struct err *err) {
    glob_t matches = {0};
    bool done = glob(path, 0, NULL, &matches) == 0;
    if (!done) {
        err_set(err, ERR_USAGE, "no file is called like %s", path);
        err_hint(err, "name files, folders, or - for standard input");
    }
    for (size_t i = 0; done && i < matches.gl_pathc; i++)
        done = add_named(set, matches.gl_pathv[i], err);
    globfree(&matches);
    return done;
}

static bool add_path(struct source_set *set, const char *path, struct err *err) {
    struct stat info;
    bool pattern = strpbrk(path, "*?[") && stat(path, &info) != 0 && errno == ENOENT;
    return (pattern ? add_pattern : add_named)(set, path, err);
}

static int by_path(const void *a, const void *b) {
    const struct source *left = a, *right = b;
    int order = str_compare(left->name, right->name);
    return order ? order : str_compare(left->path, right->path);
}

static int by_folder(const void *a, const void *b) {
    const struct source_folder *left = a, *right = b;
    return str_compare(left->path, right->path);
}

/* Leaves those that are not read. */
static void drop_named_folders(struct source_set *set) {
    size_t kept = 0;
    for (size_t i = 0; i < set->folder_count; i++)
        if (!set->folders[i].named)
            set->folders[kept++] = set->folders[i];
    set->folder_count = kept;
    if (kept)
        qsort(set->folders, kept, sizeof *set->folders, by_folder);
}

bool source_collect(const char *const *paths, size_t count, struct source_set **made, struct err *err) {
    struct source_set *set = heap_array(1, sizeof *set);
    set->arena = arena_new();
    set->references = 1;
    *made = NULL;
    bool found = true;
    for (size_t i = 0; i < count && found; i++)
        found = add_path(set, paths[i], err);
    if (found && set->count == 0) {
        err_set(err, ERR_USAGE, "no export is named");
        found = err_hint(err, "name files, folders, or - for standard input");
    }
    if (!found) {
        source_free(set);
        return false;
    }
    qsort(set->items, set->count, sizeof *set->items, by_path);
    drop_named_folders(set);
    *made = set;
    return true;
}

static bool map_file(struct source *source, struct str *bytes, struct err *err) {
    if (source->standard_input) {
        if (!file_map_stream(STDIN_FILENO, "standard input", &source->spill, err))
            return false;
        *bytes = source->spill.bytes;
    } else {
        if (!file_map(source->path.data, &source->file, err))
            return false;
        *bytes = source->file.bytes;
    }
    return true;
}

/* Unpacks a compressed file, or an archive of one file; *more tells whether it was one. */
static bool unpack_bytes(struct source *source, struct str *bytes, bool *more, struct err *err) {
    struct file_view packed = source->spill, view = {.bytes = STR("")};
    bool done;
    *more = unpack_needed(*bytes);
    if (*more)
        done = unpack(*bytes, source->path.data, &view, err);
    else if (xlsx_zip_is(*bytes))
        done = source_unzip(*bytes, source->path.data, &view, more, err);
    else
        return true;
    if (!done || !*more)
        return done;
    source->spill = view;
    file_unmap(&packed);
    *bytes = source->spill.bytes;
    return true;
}

/* Opens the file and maps its bytes, uncompressed; a few layers deep. */
static bool map_bytes(struct source *source, struct str *bytes, struct err *err) {
    enum { LAYERS = 3 };
    if (!map_file(source, bytes, err))
        return false;
    bool more = true;
    for (int layer = 0; more && layer < LAYERS; layer++)
        if (!unpack_bytes(source, bytes, &more, err))
            return false;
    return true;
}

static bool decode_bytes(struct source *source, struct str bytes, unsigned jobs, struct err *err) {
    struct decoded out = {.fd = -1};
    struct file_view view = {.bytes = STR("")};
    struct decode_options options = {source->encoding.data, source->path.data, jobs, 0};
    bool done = decode(bytes, &options, &out, err) && file_map_fd(out.fd, source->path.data, &view, err);
    if (out.fd >= 0)
        close(out.fd);
    source->undecodable = out.undecodable;
    source->bad = out.bad;
    source->bad_count = out.bad_count;
    if (!done)
        return false;
    file_unmap(&source->spill);
    source->spill = view;
    source->text = source->bytes = view.bytes;
    return true;
}

/* Cuts the byte order mark from decoded text. */
static void cut_mark(struct source *source) {
    if (!str_starts(source->text, STR("\xEF\xBB\xBF")))
        return;
    source->text = str_sub(source->text, 3, source->text.size);
    for (size_t i = 0; i < source->bad_count; i++)
        source->bad[i] -= 3;
}

/* The first bytes up to `size`, less a character that this cuts. */
static struct str first_bytes(struct str bytes, size_t size) {
    if (bytes.size <= size)
        return bytes;
    for (int i = 0; i < 3; i++)
        size -= ((unsigned char)bytes.data[size] & 0xC0) == 0x80;
    return str_sub(bytes, 0, size);
}

void source_say(struct source *source, const char *en, const char *zh) {
    snprintf(source->evidence[LANG_EN], sizeof source->evidence[LANG_EN], "%s", en);
    snprintf(source->evidence[LANG_ZH], sizeof source->evidence[LANG_ZH], "%s", zh);
}

/* What was asked for, and what the bytes say against it. */
static void take_encoding(struct source *source, const struct source_options *options) {
    struct encoding_choice *doubt = &source->doubt;
    source->encoding = str_of(options->encoding);
    source_say(source, "asked for", "由使用者指定");
    source->doubted = encoding_doubt(source->bytes, options->encoding, options->jobs, doubt);
    if (!source->doubted)
        return;
    snprintf(source->evidence[LANG_EN], sizeof source->evidence[LANG_EN],
             "asked for; the bytes look like %s: %s", doubt->name, doubt->evidence[LANG_EN]);
    snprintf(source->evidence[LANG_ZH], sizeof source->evidence[LANG_ZH], "由使用者指定；字节看似 %s：%s",
             doubt->name, doubt->evidence[LANG_ZH]);
}

static void choose_encoding(struct source *source, const struct source_options *options, bool valid) {
    if (options->encoding) {
        take_encoding(source, options);
        return;
    }
    struct encoding_choice choice;
    encoding_choose(source->bytes, valid, options->jobs, &choice);
    source->encoding = str_of(choice.name);
    source_say(source, choice.evidence[LANG_EN], choice.evidence[LANG_ZH]);
}

bool source_fail_doubted(const struct source *source, struct err *err) {
    const struct encoding_choice *doubt = &source->doubt;
    err_set(err, ERR_USAGE, "the file is not understood as " STR_FMT ", and its bytes look like %s: %s",
            STR_ARG(source->encoding), doubt->name, doubt->evidence[LANG_EN]);
    err_at(err, source->path.data, 0, 0);
    return err_hint(err, "leave --encoding out, or say --encoding %s", doubt->name);
}

/* ---- an encoding asked for that cannot be */

/* Characters of more than a byte, counted to `most`; *first is the offset of the first. */
static size_t count_wide(struct str bytes, size_t most, size_t *first) {
    size_t count = 0;
    for (size_t i = 0; i < bytes.size && count < most; i++)
        if ((unsigned char)bytes.data[i] >= 0xC0 && count++ == 0)
            *first = i;
    return count;
}

static bool wrong_encoding(struct source *source, size_t line, struct err *err) {
    source->misread = true;
    err_at(err, source->path.data, line, 0);
    return err_hint(err, "leave --encoding out: it is found from the bytes of each file");
}

/* Bytes in UTF-8 throughout, with many characters of it, are not text in another encoding. */
static bool check_not_utf8(struct source *source, const struct source_options *options, struct err *err) {
    enum { SURE = 8 };
    size_t first = 0;
    struct str bytes = source->bytes;
    if (!options->encoding || encoding_is_utf8(options->encoding) || encoding_of_zeros(bytes) ||
        count_wide(bytes, SURE, &first) < SURE || !decode_is_utf8(bytes, options->jobs))
        return true;
    err_set(err, ERR_USAGE, "the file is not in %s: all of it is valid UTF-8", options->encoding);
    return wrong_encoding(source, 1 + csv_count_lines(bytes, 0, first), err);
}

/* A few damaged bytes are replaced and counted; many say that the encoding is another. */
static bool check_decoded(struct source *source, const struct source_options *options, struct err *err) {
    enum { FEW = 8, SHARE = 10 };
    uint64_t high = 0;
    if (!options->encoding || source->undecodable <= FEW)
        return true;
    for (size_t i = 0; i < source->text.size; i++)
        high += (unsigned char)source->text.data[i] >= 0xC0;
    if (source->undecodable * SHARE < high)
        return true;
    size_t line = source->bad_count ? 1 + csv_count_lines(source->text, 0, source->bad[0]) : 0;
    if (source->doubted)
        err_set(err, ERR_USAGE,
                "the file is not valid %s: %llu bytes of it could not be decoded, the first "
                "here; they look like %s: %s",
                options->encoding, (unsigned long long)source->undecodable, source->doubt.name,
                source->doubt.evidence[LANG_EN]);
    else
        err_set(err, ERR_USAGE,
                "the file is not valid %s: %llu bytes of it could not be decoded, the first here",
                options->encoding, (unsigned long long)source->undecodable);
    return wrong_encoding(source, line, err);
}

bool source_read(struct source *source, const struct source_options *options, struct err *err) {
    if (!source->bytes.data && !map_bytes(source, &source->bytes, err))
        return false;
    if (xlsx_zip_is(source->bytes))
        return source_read_book(source, source->bytes, options, err);
    if (biff_is(source->bytes))
        return source_read_biff(source, source->bytes, options, err);
    if (!options->encoding && !content_is_export(source->bytes, source->path.data, err))
        return false;
    if (!check_not_utf8(source, options, err))
        return false;
    bool whole = options->whole || markup_is(source->bytes);
    struct str sample = whole ? source->bytes : first_bytes(source->bytes, SOURCE_SAMPLE);
    bool valid =
        (!options->encoding || encoding_is_utf8(options->encoding)) && decode_is_utf8(sample, options->jobs);
    choose_encoding(source, options, valid);
    bool as_it_is = valid && encoding_is_utf8(source->encoding.data);
    source->checked = !as_it_is || sample.size == source->bytes.size;
    source->text = source->bytes;
    if (!as_it_is && !decode_bytes(source, source->bytes, options->jobs, err))
        return false;
    if (!as_it_is && !check_decoded(source, options, err))
        return false;
    cut_mark(source);
    return !markup_is(source->text) || source_read_markup(source, options, err);
}

size_t source_line(const struct source *source, size_t offset, size_t line) {
    return source->places.bytes.size ? xlsx_row_at(source->places.bytes, offset) : line;
}

size_t source_column(const struct source *source, size_t field) {
    return field && field <= source->column_count ? source->columns[field - 1] : field;
}

bool source_place(struct source_set *set, struct err *err) {
    uint64_t base = 0;
    for (size_t i = 0; i < set->count; i++) {
        set->items[i].base = base;
        base += set->items[i].text.size + 1;
    }
    if (base < (uint64_t)1 << 39)
        return true;
    err_set(err, ERR_USAGE, "the exports hold more than 512 GiB");
    return err_hint(err, "name fewer of them");
}

bool source_unchanged(const struct source_set *set, struct err *err) {
    for (size_t i = 0; i < set->count; i++) {
        const struct source *source = &set->items[i];
        if (!source->standard_input && source->file.bytes.data &&
            !file_unchanged(source->path.data, &source->file, err))
            return false;
    }
    return true;
}

const struct source *source_at(const struct source_set *set, uint64_t offset) {
    size_t low = 0, high = set->count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (set->items[middle].base <= offset)
            low = middle;
        else
            high = middle;
    }
    return &set->items[low];
}

struct source_set *source_share(struct source_set *set) {
    set->references++;
    return set;
}

void source_free(struct source_set *set) {
    if (!set || --set->references)
        return;
    for (size_t i = 0; i < set->count; i++) {
        file_unmap(&set->items[i].file);
        file_unmap(&set->items[i].spill);
        file_unmap(&set->items[i].places);
        heap_free(set->items[i].columns);
        heap_free(set->items[i].bad);
    }
    heap_free(set->items);
    heap_free(set->folders);
    arena_free(set->arena);
    heap_free(set);
}
