/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_SOURCE_H
#define REDRESS_INTAKE_SOURCE_H

/* The exports named by the user as immutable, mapped, valid UTF-8 text. Standard input, compressed files,
 * workbooks and other encodings are decoded into an unlinked spill file ($TMPDIR) and mapped; plain UTF-8
 * files are mapped as they are, and only their first bytes are looked at: reading them checks the rest
 * (csv_is_utf8), and where that fails the source is read again as a whole.
 *
 * Folders give their *.csv, *.tsv, *.xlsx, *.xlsm and *.xls, also compressed; hidden ones are left out, and
 * folders within them, which are listed. A path with *, ? or [ that is no file is a pattern. A file
 * named twice, under whatever name, is read once. The texts of all sources lie one behind the other in one
 * space of offsets (39 bits). */

#include "analysis/base/file.h"
#include "analysis/base/lang.h"
#include "analysis/intake/encoding.h"

#define SOURCE_SAMPLE ((size_t)4 << 20)

struct source {
    struct str path, name; /* as given, its base name */
    bool listed;           /* found in a folder, not named itself */
    bool standard_input;
    bool misread; /* it cannot be in the encoding asked for */
    bool doubted; /* or its bytes speak for another: */
    struct encoding_choice doubt;
    struct file_view file, spill;
    struct str bytes; /* mapped, before decoding */
    struct str text;  /* without byte order mark */
    /* `text` is known to be valid UTF-8 to its end, not in its first SOURCE_SAMPLE bytes alone */
    bool checked;
    struct str encoding; /* what it was decoded from; "XLSX", "XLS", "XML" for workbooks, "HTML" for a page */
    char evidence[LANG_COUNT][400]; /* what speaks for that encoding, or which sheet was read */
    size_t sheets_unread;           /* other sheets of the workbook whose header fits as well */
    char delimiter;                 /* of a workbook's text; 0 = to be found */
    /* Of a workbook: where each row was in the sheet (xlsx_row_at), and each field (columns from 1). */
    struct file_view places;
    uint32_t *columns;
    size_t column_count;
    bool from_1904;       /* and whether its days are counted from 1904 */
    uint64_t undecodable; /* bytes replaced by U+FFFD, and where in `text` the first of them are */
    size_t *bad;
    size_t bad_count;
    uint64_t base; /* of text.data[0] in the space of offsets */
};

/* A folder within one that was named: it may hold exports, and they are not read. */
struct source_folder {
    struct str path;
    dev_t device;
    ino_t inode;
    bool named; /* and so its own exports are read */
};

struct source_set {
    struct source *items;
    size_t count, capacity;
    struct source_folder *folders; /* those not read, by path */
    size_t folder_count, folder_capacity;
    struct arena *arena;
    unsigned references;
};

/* Finds the files; nothing is read yet. ERR_USAGE: no such file, a folder without exports. */
bool source_collect(const char *const *paths, size_t count, struct source_set **set, struct err *err);

struct source_options {
    const char *encoding; /* NULL = found from the bytes */
    const char *sheet;    /* of workbooks, name or number; NULL = the first one whose beginning `fits` */
    bool (*fits)(void *context, struct str text);
    void *context;
    bool whole; /* look at all bytes first */
    unsigned jobs;
};

/* Maps and decodes one of them. */
bool source_read(struct source *source, const struct source_options *options, struct err *err);
/* What is looked for in folders and archives, by the end of its name; hidden files and the lock files of open
 * workbooks are not. */
bool source_is_export_name(struct str name);
/* Of a doubted one that was not understood: which encoding it looks like, and what to do (ERR_USAGE). */
bool source_fail_doubted(const struct source *source, struct err *err);
/* Sets the evidence. */
void source_say(struct source *source, const char *en, const char *zh);
/* The physical line, from 1, that holds the byte at `offset`, or for workbooks the row of the sheet; `line`
 * is the number of line ends before it plus one. */
size_t source_line(const struct source *source, size_t offset, size_t line);
/* The column of the sheet for workbooks, else the field's number; both from 1, 0 stays 0. */
size_t source_column(const struct source *source, size_t field);
/* Gives every source its place in the space of offsets; ERR_USAGE when there is not room for all. */
bool source_place(struct source_set *set, struct err *err);
/* ERR_IO when a mapped file is no longer what it was when it was opened. */
bool source_unchanged(const struct source_set *set, struct err *err);

/* The source that holds an offset of the space. */
const struct source *source_at(const struct source_set *set, uint64_t offset);

struct source_set *source_share(struct source_set *set);
/* Gives one reference back; the last one unmaps everything. */
void source_free(struct source_set *set);

#endif
