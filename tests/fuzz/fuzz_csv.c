/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds the fast splitter to libcsv: both must tell the same records, refusals, blank lines and places of any
 * bytes, also when reading stops at a limit and goes on with a new reader, as parts of a file do.
 * The first byte chooses delimiter and limit. */
#include "analysis/intake/csv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void tell_next(struct csv_reader *reader, enum csv_kind kind, const struct csv_record *record,
                      struct str text, struct buf *out) {
    if (kind == CSV_REFUSED) {
        buf_printf(out, "r%d %zu+%zu\n", csv_refused_as(reader),
                   (size_t)(csv_refused(reader).data - text.data), csv_refused(reader).size);
        return;
    }
    for (size_t i = 0; i < record->count; i++) {
        struct csv_cell cell = csv_cell(record, i);
        buf_printf(out, "%zu+%zu%s ", (size_t)(cell.text.data - text.data), cell.text.size,
                   cell.escaped ? "e" : "");
    }
    buf_printf(out, "\n");
}

/* Reads in pieces of `step` bytes of the grid, each by a new start of the reader. */
static void tell(struct str text, char delimiter, size_t step, bool reference, struct buf *out) {
    struct csv_reader *reader = csv_open(text, delimiter, 0, reference);
    struct csv_record record;
    uint64_t blank = 0;
    for (size_t limit = step; csv_at(reader) < text.size; limit += step) {
        for (enum csv_kind kind; (kind = csv_next(reader, limit, &record)) != CSV_END;)
            tell_next(reader, kind, &record, text, out);
        blank += csv_blank_lines(reader);
        csv_seek(reader, text, delimiter, csv_at(reader));
    }
    buf_printf(out, "blank %llu\n", (unsigned long long)blank);
    csv_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char delimiters[] = {',', ';', '\t', '|'};
    if (size == 0)
        return 0;
    char delimiter = delimiters[data[0] & 3];
    size_t step = (size_t)(data[0] >> 2) * 5 + 1;
    /* A copy of the exact size, so that reading over its end is noticed. */
    char *copy = heap_array(size - 1, 1);
    for (size_t i = 1; i < size; i++)
        copy[i - 1] = (char)data[i];
    struct str text = {copy, size - 1};
    struct buf slow = {0}, fast = {0}, parts = {0};
    tell(text, delimiter, text.size + 1, true, &slow);
    tell(text, delimiter, text.size + 1, false, &fast);
    tell(text, delimiter, step, false, &parts);
    if (!str_equal(buf_str(&slow), buf_str(&fast)) || !str_equal(buf_str(&slow), buf_str(&parts)))
        abort();
    buf_free(&slow);
    buf_free(&fast);
    buf_free(&parts);
    heap_free(copy);
    return 0;
}
