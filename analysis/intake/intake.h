/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_INTAKE_H
#define REDRESS_INTAKE_INTAKE_H

/* From export files to the table, in two phases: intake_open finds encoding, delimiter, header, profile and
 * columns of every file; the caller says which columns it needs; intake_load reads the rows and
 * materialises only those, merges the rows of the same case, and accounts for every row read:
 * read = used + merged + refused. */

#include "analysis/base/work.h"
#include "analysis/intake/habit.h"
#include "analysis/intake/profile.h"
#include "analysis/intake/reason.h"
#include "analysis/intake/table.h"
#include "analysis/intake/trouble.h"

struct intake_options {
    const char *const *paths; /* files, folders, "-" for standard input; any order, any mix */
    size_t path_count;
    const char *profile;     /* a profile file or a shipped name; NULL = detect */
    const char *const *maps; /* "ROLE=HEADER" each */
    size_t map_count;
    const char *encoding; /* an iconv name; NULL = detect */
    const char *sheet;    /* of workbooks, name or number; NULL = the first whose header is understood */
    const char *zone;     /* times with a zone are moved into this one; NULL = as written */
    double max_refused;   /* share of all rows read above which nothing is published; commands pass 0.01 */
    bool strict;          /* a refused row ends the run with ERR_DATA */
    unsigned jobs;        /* threads, 0 = all processors */
    struct progress *progress;
};

struct file_column {
    struct str header; /* as in the file */
    enum role role;    /* ROLE_NONE for other columns */
    struct reason reason;
    bool counted; /* a time or a number: how it was read, and what its cells tell */
    struct habit habit;
    struct habit_tally tally;
};

/* How one file was understood and what became of its rows. Owned by the intake. */
struct file_report {
    struct str path, name;           /* as given; base name */
    struct str encoding, profile;    /* "UTF-8", "GB18030", "XLSX" …; profile name, or "(mapped)" */
    struct str evidence[LANG_COUNT]; /* what speaks for the encoding; for a workbook its sheet */
    char delimiter;
    bool sheet;           /* of a workbook or page: cells, no delimiter */
    size_t sheets_unread; /* others in it whose header fits as well */
    size_t header_line;   /* physical line from 1, or row of the sheet */
    const struct file_column *columns;
    size_t column_count;
    uint64_t bytes, read, used, merged, refused;
    uint64_t blank_lines, short_rows, troubles[TROUBLE_COUNT];
    struct str repeated;   /* columns whose header an earlier one has, as "Date (2)" */
    uint64_t footer_rows;  /* rows of sums, at the end or in between, and notes at the end, left out and not
                              counted as read */
    uint64_t heading_rows; /* the header once more further down, and titles above it: the same */
    bool cut_off;          /* the last row has no line end and is short, or ends within quotes: */
    bool cut_refused;      /* then it was refused, which does not count as too much */
    uint64_t serial_dates; /* cells of time roles that hold a spreadsheet's day number, read as that day */
    /* Rows whose id stands elsewhere under another day of receipt, when these are so many that the column is
     * no id (see merge.h): then no row of the file was merged. Else 0. */
    uint64_t ids_not_unique;
    bool skipped; /* found in a folder but without a complaint layout: named, not read */
    struct str skip_reason[LANG_COUNT];
};

struct intake;

/* ERR_USAGE: no such file, a folder without exports, unknown header without a map (naming the columns found),
 * a role mapped to a missing column, an empty file or a header alone (ERR_DATA: no usable row) … */
bool intake_open(const struct intake_options *options, struct intake **intake, struct err *err);

/* The SQL condition of the profiles for what is a complaint at all; it must hold for every profile that says
 * so. Empty = everything. */
struct str intake_scope(const struct intake *intake, struct arena *arena);

/* The rulebook that the profiles name (profile.h); empty when they don't, or not all the same one: then
 * `*disagree` is true. */
struct str intake_rules(const struct intake *intake, bool *disagree);

/* Roles that at least one file has. */
role_set intake_roles(const struct intake *intake);

/* Which columns to materialise: roles, and export headers by name (or all of them). What merging itself
 * needs (id, updated, received, resolved, closed, first_closed, reopened, status) is always read, as are the
 * columns that stages of the profiles begin and end with. */
struct intake_need {
    role_set roles;
    const struct str *headers;
    size_t header_count;
    bool all_headers;
    bool records; /* keep where each row's record lies, for table_record (classify) */
    bool unfit;   /* load even what is not fit to be published (intake_fit), to tell why */
};

/* The table is independent of the intake afterwards, except that reports below stay with the intake. */
bool intake_load(struct intake *intake, const struct intake_need *need, struct table **table,
                 struct err *err);

/* What was loaded may be published. ERR_DATA: more rows refused than `max_refused` (with `strict`: any), or
 * no usable row. intake_load answers the same unless `unfit` was asked for. */
bool intake_fit(const struct intake *intake, struct err *err);

/* In the order in which files were merged (newest receipt, then base name), the same for any order of
 * arguments; before intake_load in that of the arguments, without counts. */
const struct file_report *intake_files(const struct intake *intake, size_t *count);
/* The bytes of the file as they lie on disk (of standard input, as they were decoded), for its fingerprint;
 * `file` counts as intake_files does. Mapped until the intake and its table are freed. */
struct str intake_bytes(const struct intake *intake, size_t file);
/* Folders within folders that were named: they seem to hold exports, and are not read. Sorted by path. */
size_t intake_folders_unread(const struct intake *intake, const struct str **paths);
/* Refused rows and cells not understood, in file and line order; each kind at most 100,000 kept, all counted.
 */
const struct trouble_entry *intake_troubles(const struct intake *intake, size_t *count);
/* Every different satisfaction answer met, with the meaning given to it and its rows (all files). */
struct answer_found {
    struct str word;
    enum answer meaning;
    uint64_t rows;
};
const struct answer_found *intake_answers(const struct intake *intake, size_t *count);
void intake_free(struct intake *intake);

/* The verbatim record of a row (without its line end), when `records` was asked for; and which file it is
 * from. */
struct str table_record(const struct table *table, size_t row, size_t *file);
/* Where the row stands: its file (as intake_files counts) and physical line or row of the sheet; false
 * without `records`. Counts the lines before it. */
bool table_place(const struct table *table, size_t row, size_t *file, size_t *line);

#endif
