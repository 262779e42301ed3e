/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx_zip.h"

#include "analysis/intake/spill.h"

#include <archive.h>
#include <archive_entry.h>

enum { BLOCK = 256 * 1024 };

bool xlsx_zip_is(struct str bytes) {
    return str_starts(bytes, STR("PK\x03\x04")) || str_starts(bytes, STR("PK\x05\x06"));
}

static bool damaged(struct archive *archive, const struct xlsx_zip *zip, struct err *err) {
    const char *reason = archive_error_string(archive);
    err_set(err, ERR_IO, "the ZIP archive cannot be unpacked: %s", reason ? reason : "damaged");
    err_at(err, zip->name, 0, 0);
    return err_hint(err, "the file may be cut off; fetch or save it again");
}

static bool encrypted(const struct xlsx_zip *zip, struct err *err) {
    err_set(err, ERR_DATA, "the file is protected by a password");
    err_at(err, zip->name, 0, 0);
    return err_hint(err, "save it without one");
}

/* Only the kind of reader that goes by the directory at the end: a file that is cut off has none. */
static struct archive *open_archive(const struct xlsx_zip *zip, struct err *err) {
    struct archive *archive = archive_read_new();
    archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_memory(archive, zip->bytes.data, zip->bytes.size) == ARCHIVE_OK)
        return archive;
    damaged(archive, zip, err);
    archive_read_free(archive);
    return NULL;
}

/* The next file; *entry is NULL behind the last one. A name that does not fit the locale is only a warning.
 */
static bool next_file(struct archive *archive, const struct xlsx_zip *zip, struct archive_entry **entry,
                      struct err *err) {
    for (;;) {
        int result = archive_read_next_header(archive, entry);
        if (result == ARCHIVE_EOF) {
            *entry = NULL;
            return true;
        }
        if (result < ARCHIVE_WARN)
            return damaged(archive, zip, err);
        if (archive_entry_filetype(*entry) != AE_IFDIR)
            return true;
    }
}

static struct str name_of(struct archive_entry *entry) {
    const char *name = archive_entry_pathname_utf8(entry);
    return str_of(name ? name : archive_entry_pathname(entry));
}

bool xlsx_zip_list(const struct xlsx_zip *zip, bool (*see)(void *context, struct str name), void *context,
                   struct err *err) {
    struct archive *archive = open_archive(zip, err);
    if (!archive)
        return false;
    struct archive_entry *entry = NULL;
    bool done;
    while ((done = next_file(archive, zip, &entry, err)) && entry && see(context, name_of(entry)))
        continue;
    archive_read_free(archive);
    return done;
}

static char folded(char c) {
    return c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_name(struct str a, struct str b) {
    if (a.size && folded(a.data[0]) == '/')
        a = str_sub(a, 1, a.size);
    bool same = a.size == b.size;
    for (size_t i = 0; same && i < a.size; i++)
        same = folded(a.data[i]) == folded(b.data[i]);
    return same;
}

/* A bomb that says how big it is need not be unpacked. */
static bool says_too_much(struct archive_entry *entry, const struct xlsx_zip *zip) {
    return archive_entry_size_is_set(entry) &&
           archive_entry_size(entry) > (la_int64_t)spill_most(zip->bytes.size);
}

static bool read_blocks(struct archive *archive, const struct xlsx_zip *zip, char *block,
                        bool (*take)(void *context, struct str block), void *context, struct err *err) {
    uint64_t total = 0, most = spill_most(zip->bytes.size);
    for (;;) {
        la_ssize_t got = archive_read_data(archive, block, BLOCK);
        if (got < 0)
            return damaged(archive, zip, err);
        total += (uint64_t)got;
        if (total > most)
            return spill_too_much(zip->name, err);
        if (!take(context, (struct str){block, (size_t)got}) || got == 0)
            return true;
    }
}

bool xlsx_zip_read(const struct xlsx_zip *zip, const char *part,
                   bool (*take)(void *context, struct str block), void *context, bool *found,
                   struct err *err) {
    *found = false;
    struct archive *archive = open_archive(zip, err);
    if (!archive)
        return false;
    struct archive_entry *entry = NULL;
    bool done;
    while ((done = next_file(archive, zip, &entry, err)) && entry && !same_name(name_of(entry), str_of(part)))
        continue;
    if (done && entry) {
        *found = true;
        char *block = heap_array(BLOCK, 1);
        done = archive_entry_is_data_encrypted(entry) ? encrypted(zip, err)
               : says_too_much(entry, zip)            ? spill_too_much(zip->name, err)
                                                      : read_blocks(archive, zip, block, take, context, err);
        heap_free(block);
    }
    archive_read_free(archive);
    return done;
}
