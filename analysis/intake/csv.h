/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_CSV_H
#define REDRESS_INTAKE_CSV_H

/* What a CSV record is. The arbiter is libcsv with CSV_STRICT | CSV_STRICT_FINI and a space function that
 * answers no; a faster splitter may only take records whose outcome is provably the same.
 *
 *   a record ends at a CR or LF outside quotes (CRLF is one end), so it starts at a physical line
 *   record that libcsv rejects          refused: the physical line where it began; goes on at the next line
 *   quoted field open at the end        the same
 *   field of 16 MiB (as in the file)    the same, also when a quoted field grows past it and never closes
 *   record with a NUL byte              refused whole; goes on after it
 *   empty line                          counted
 *
 * What the layout adds (part.c): a short row is used with missing values and counted; a long row is refused
 * whole unless its extra fields are blank; a row of blank fields alone counts as an empty line. */

#include "analysis/intake/trouble.h"

/* A field's bytes in the file, without its quotes around it, are at most this many. */
#define CSV_FIELD_MOST (((size_t)1 << 24) - 1)

struct csv_record {
    const char *origin;   /* positions below count from here */
    uint32_t first;       /* where the record starts */
    const uint32_t *ends; /* where each field ends (its delimiter or the line end) */
    size_t count;         /* fields, at least 1 */
};

enum csv_kind {
    CSV_RECORD,
    CSV_REFUSED, /* see refused_as and refused */
    CSV_END      /* nothing starts before the limit */
};

struct csv_reader;

/* Reads `text` (all of it must stay), from byte `at` on. `reference` keeps to libcsv alone. */
struct csv_reader *csv_open(struct str text, char delimiter, size_t at, bool reference);
void csv_close(struct csv_reader *reader);
/* Goes on with another text or at another place. */
void csv_seek(struct csv_reader *reader, struct str text, char delimiter, size_t at);

/* The next record that starts before `limit`, valid until the next call. */
enum csv_kind csv_next(struct csv_reader *reader, size_t limit, struct csv_record *record);
/* Where the next record, blank line or refused line starts; after CSV_END at or behind the limit. */
size_t csv_at(const struct csv_reader *reader);
/* Blank lines passed since csv_seek. */
uint64_t csv_blank_lines(const struct csv_reader *reader);
/* Everything passed since csv_seek is valid UTF-8. */
bool csv_is_utf8(struct csv_reader *reader);
/* After CSV_REFUSED: why, and the refused text. */
enum trouble csv_refused_as(const struct csv_reader *reader);
struct str csv_refused(const struct csv_reader *reader);

/* A field's bytes without its quotes. `escaped`: quotes are doubled inside. */
struct csv_cell {
    struct str text;
    bool escaped;
};

static inline struct str csv_raw(const struct csv_record *record, size_t field) {
    uint32_t from = field ? record->ends[field - 1] + 1 : record->first;
    return (struct str){record->origin + from, record->ends[field] - from};
}

/* A field without its quotes, whatever is inside. */
static inline struct str csv_bare(const struct csv_record *record, size_t field) {
    struct str raw = csv_raw(record, field);
    if (raw.size >= 2 && raw.data[0] == '"')
        return (struct str){raw.data + 1, raw.size - 2};
    return raw;
}

struct csv_cell csv_cell(const struct csv_record *record, size_t field);
/* The whole record without its line end. */
struct str csv_verbatim(const struct csv_record *record);
/* Undoubles quotes into `out`, which is cleared first. */
struct str csv_unescape(struct str text, struct buf *out);

/* Where the line that holds or starts at `at` ends: at its CR or LF, or at the end of the text; and where the
 * next one starts. */
size_t csv_line_end(struct str text, size_t at);
size_t csv_line_next(struct str text, size_t end);
/* Number of line ends in text[from, to): LF, or CR without LF behind it. */
size_t csv_count_lines(struct str text, size_t from, size_t to);

#endif
