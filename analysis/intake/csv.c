/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/csv.h"

#include "analysis/intake/csv_scan.h"

#include <csv.h>
#include <string.h>

enum { PIECE = 64 * 1024, SCAN_BYTES = 32 * 1024, LONG_RECORD = 32 * 1024 * 1024 };

struct csv_reader {
    struct str text;
    size_t at;
    size_t checked; /* up to here the bytes since csv_seek are valid UTF-8, while `utf8` says so */
    bool utf8;
    uint64_t blank_lines;
    char delimiter;
    bool reference;
    enum trouble refused_as;
    struct str refused;
    struct csv_parser parser;
    bool row_ended;
    struct buf bytes; /* the fields libcsv handed out, one behind the other, and where each ends */
    size_t *sizes;
    size_t size_count, size_capacity;
    uint32_t *ends;
    size_t end_capacity;
    struct csv_scan scan;
    size_t mark, line; /* first mark and line of the scan that are not used up */
};

static int no_space(unsigned char c) {
    (void)c;
    return 0;
}

/* libcsv's memory goes through the one place that ends the program when there is none. */
static void *resize_block(void *block, size_t size) {
    return heap_resize(block, size, 1);
}

struct csv_reader *csv_open(struct str text, char delimiter, size_t at, bool reference) {
    struct csv_reader *reader = heap_array(1, sizeof *reader);
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&reader->parser, no_space);
    csv_set_realloc_func(&reader->parser, resize_block);
    csv_set_free_func(&reader->parser, heap_free);
    csv_set_blk_size(&reader->parser, PIECE);
    reader->reference = reference;
    csv_seek(reader, text, delimiter, at);
    return reader;
}

void csv_close(struct csv_reader *reader) {
    if (!reader)
        return;
    csv_free(&reader->parser);
    buf_free(&reader->bytes);
    heap_free(reader->sizes);
    heap_free(reader->ends);
    csv_scan_free(&reader->scan);
    heap_free(reader);
}

static void start_scan(struct csv_reader *reader) {
    csv_scan_start(&reader->scan, reader->text, reader->delimiter, reader->at);
    reader->mark = reader->line = 0;
}

void csv_seek(struct csv_reader *reader, struct str text, char delimiter, size_t at) {
    reader->text = text;
    reader->delimiter = delimiter;
    reader->at = reader->checked = at;
    reader->utf8 = true;
    reader->blank_lines = 0;
    csv_set_delim(&reader->parser, (unsigned char)delimiter);
    start_scan(reader);
}

size_t csv_at(const struct csv_reader *reader) {
    return reader->at;
}

/* Checks on up to `to`, or to the start of the character that `to` cuts. Called while the bytes are in the
 * cache. */
static void check_utf8(struct csv_reader *reader, size_t to) {
    for (int i = 0; i < 3 && to > reader->checked && to < reader->text.size; i++)
        to -= ((unsigned char)reader->text.data[to] & 0xC0) == 0x80;
    if (to <= reader->checked || !reader->utf8)
        return;
    struct str piece = str_sub(reader->text, reader->checked, to);
    reader->utf8 = utf8_valid_prefix(piece) == piece.size;
    reader->checked = to;
}

bool csv_is_utf8(struct csv_reader *reader) {
    check_utf8(reader, reader->at);
    return reader->utf8;
}

uint64_t csv_blank_lines(const struct csv_reader *reader) {
    return reader->blank_lines;
}

enum trouble csv_refused_as(const struct csv_reader *reader) {
    return reader->refused_as;
}

struct str csv_refused(const struct csv_reader *reader) {
    return reader->refused;
}

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

/* In windows, so that a text with but one of the two kinds of line ends is not searched to its end for the
 * other one at every line. */
size_t csv_line_end(struct str text, size_t at) {
    enum { WINDOW = 4096 };
    for (; at < text.size; at += WINDOW) {
        size_t end = text.size - at < WINDOW ? text.size : at + WINDOW;
        size_t feed = at + str_find_char(str_sub(text, at, end), '\n');
        size_t found = at + str_find_char(str_sub(text, at, feed), '\r');
        if (found < end)
            return found;
    }
    return text.size;
}

size_t csv_line_next(struct str text, size_t end) {
    if (end < text.size && text.data[end] == '\r' && end + 1 < text.size && text.data[end + 1] == '\n')
        return end + 2;
    return end < text.size ? end + 1 : end;
}

size_t csv_count_lines(struct str text, size_t from, size_t to) {
    size_t lines = 0;
    for (size_t at = from; at < to;) {
        size_t end = csv_line_end(str_sub(text, 0, to), at);
        if (end == to)
            break;
        at = end + 1;
        lines += text.data[end] == '\n' || at == text.size || text.data[at] != '\n';
    }
    return lines;
}

static void keep_field(void *bytes, size_t size, void *context) {
    struct csv_reader *reader = context;
    buf_add(&reader->bytes, (struct str){bytes, size});
    reader->sizes = heap_grow(reader->sizes, &reader->size_capacity, reader->size_count + 1, sizeof(size_t));
    reader->sizes[reader->size_count++] = size;
}

static void keep_row(int terminator, void *context) {
    (void)terminator;
    ((struct csv_reader *)context)->row_ended = true;
}

/* Without the strict option csv_fini always forgets the record it is in. */
static void reset_parser(struct csv_reader *reader) {
    csv_set_opts(&reader->parser, 0);
    csv_fini(&reader->parser, NULL, NULL, NULL);
    csv_set_opts(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    reader->row_ended = false;
    reader->size_count = 0;
    buf_clear(&reader->bytes);
}

/* Feeds libcsv line by line until the row ends; `*end` is then its line end (or the end of the text). False
 * with refused_as set when there is no such row. */
static bool feed_record(struct csv_reader *reader, size_t *end) {
    size_t at = reader->at, size = reader->text.size;
    reset_parser(reader);
    while (at < size && !reader->row_ended) {
        size_t line = csv_line_end(str_sub(reader->text, 0, at + PIECE < size ? at + PIECE : size), at);
        size_t piece = line - at + (line < size && is_line_end(reader->text.data[line]));
        reader->refused_as = TROUBLE_RECORD;
        if (csv_parse(&reader->parser, reader->text.data + at, piece, keep_field, keep_row, reader) != piece)
            return false;
        reader->refused_as = TROUBLE_HUGE; /* a closing quote may be in libcsv's buffer yet */
        if (reader->parser.entry_pos > CSV_FIELD_MOST + 1 || at + piece - reader->at > UINT32_MAX - PIECE)
            return false;
        *end = line;
        at += piece;
    }
    if (reader->row_ended)
        return true;
    *end = size;
    reader->refused_as = TROUBLE_OPEN_QUOTE;
    return csv_fini(&reader->parser, keep_field, keep_row, reader) == 0;
}

static bool same_field(struct csv_reader *reader, size_t field, struct str raw, size_t *from) {
    if (field >= reader->size_count)
        return false;
    struct str theirs = str_sub(buf_str(&reader->bytes), *from, *from + reader->sizes[field]);
    *from += theirs.size;
    size_t at = 0, quoted = raw.size > 0 && raw.data[0] == '"';
    if (quoted && (raw.size < 2 || raw.data[raw.size - 1] != '"'))
        return false;
    for (size_t i = quoted; i + quoted < raw.size; i++, at++) {
        if (at == theirs.size || raw.data[i] != theirs.data[at])
            return false;
        i += quoted && raw.data[i] == '"';
    }
    return at == theirs.size;
}

/* Finds the fields of text[at, end) and holds each against what libcsv handed out. */
static bool scan_record(struct csv_reader *reader, size_t end, struct csv_record *record) {
    const char *data = reader->text.data + reader->at;
    size_t size = end - reader->at, from = 0, theirs = 0, count = 0;
    bool inside = false;
    for (size_t i = 0; i <= size; i++) {
        if (i < size && data[i] == '"')
            inside = !inside;
        if (i < size && (inside || data[i] != reader->delimiter))
            continue;
        reader->refused_as = TROUBLE_HUGE;
        if (i - from > CSV_FIELD_MOST && i - from > CSV_FIELD_MOST + (data[from] == '"' ? 2 : 0))
            return false;
        reader->refused_as = TROUBLE_RECORD;
        if (!same_field(reader, count, (struct str){data + from, i - from}, &theirs))
            return false;
        reader->ends = heap_grow(reader->ends, &reader->end_capacity, count + 1, sizeof *reader->ends);
        reader->ends[count++] = (uint32_t)i;
        from = i + 1;
    }
    *record = (struct csv_record){data, 0, reader->ends, count};
    return count == reader->size_count;
}

static enum csv_kind refuse(struct csv_reader *reader, enum trouble kind, size_t end) {
    reader->refused_as = kind;
    reader->refused = str_sub(reader->text, reader->at, end);
    reader->at = csv_line_next(reader->text, end);
    return CSV_REFUSED;
}

/* One record by libcsv; reader->at stands at its first byte, which is no line end. */
static enum csv_kind reference_next(struct csv_reader *reader, struct csv_record *record) {
    size_t end = 0;
    if (!feed_record(reader, &end) || !scan_record(reader, end, record))
        return refuse(reader, reader->refused_as, csv_line_end(reader->text, reader->at));
    if (memchr(record->origin, 0, end - reader->at))
        return refuse(reader, TROUBLE_NUL, end);
    reader->at = csv_line_next(reader->text, end);
    return CSV_RECORD;
}

static void skip_blank_lines(struct csv_reader *reader, size_t limit) {
    while (reader->at < limit && is_line_end(reader->text.data[reader->at])) {
        reader->at = csv_line_next(reader->text, reader->at);
        reader->blank_lines++;
    }
}

/* What the scan could not prove goes to libcsv; behind that the scan begins anew. */
static enum csv_kind hand_over(struct csv_reader *reader, struct csv_record *record) {
    enum csv_kind kind = reference_next(reader, record);
    start_scan(reader);
    return kind;
}

/* The record whose line end is the next one of the scan. */
static enum csv_kind take_scanned(struct csv_reader *reader, struct csv_record *record) {
    const struct csv_scan *scan = &reader->scan;
    size_t last = scan->lines[reader->line];
    size_t first = reader->at - scan->origin, end = scan->marks[last];
    if (end - first > CSV_FIELD_MOST)
        return hand_over(reader, record);
    *record = (struct csv_record){reader->text.data + scan->origin, (uint32_t)first,
                                  scan->marks + reader->mark, last + 1 - reader->mark};
    reader->line++;
    reader->mark = last + 1;
    reader->at = csv_line_next(reader->text, scan->origin + end);
    return CSV_RECORD;
}

static enum csv_kind fast_next(struct csv_reader *reader, size_t limit, struct csv_record *record) {
    struct csv_scan *scan = &reader->scan;
    while (reader->at < limit) {
        if (reader->line < scan->line_count) {
            bool blank = is_line_end(reader->text.data[reader->at]);
            enum csv_kind kind = take_scanned(reader, record);
            if (!blank)
                return kind;
            reader->blank_lines++;
        } else if (scan->stopped || scan->ended || scan->at - reader->at > LONG_RECORD)
            return hand_over(reader, record);
        else {
            csv_scan_more(scan, SCAN_BYTES, reader->mark, reader->at);
            check_utf8(reader, scan->at);
            reader->mark = reader->line = 0;
        }
    }
    return CSV_END;
}

enum csv_kind csv_next(struct csv_reader *reader, size_t limit, struct csv_record *record) {
    if (limit > reader->text.size)
        limit = reader->text.size;
    if (!reader->reference)
        return fast_next(reader, limit, record);
    skip_blank_lines(reader, limit);
    if (reader->at >= limit)
        return CSV_END;
    return reference_next(reader, record);
}

struct csv_cell csv_cell(const struct csv_record *record, size_t field) {
    struct str bare = csv_bare(record, field);
    /* Quotes stand in quoted fields alone, doubled. */
    bool quoted = bare.size < csv_raw(record, field).size;
    return (struct csv_cell){bare, quoted && str_find_char(bare, '"') < bare.size};
}

struct str csv_verbatim(const struct csv_record *record) {
    return (struct str){record->origin + record->first, record->ends[record->count - 1] - record->first};
}

struct str csv_unescape(struct str text, struct buf *out) {
    buf_clear(out);
    while (text.size) {
        size_t quote = str_find_char(text, '"');
        size_t taken = quote < text.size ? quote + 1 : quote;
        buf_add(out, str_sub(text, 0, taken));
        text = str_sub(text, taken + (taken < text.size && quote < text.size), text.size);
    }
    return buf_str(out);
}
