/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a page or a workbook in XML: what comes out of its tables is valid UTF-8 and CSV that nothing
 * is refused of, with as many places as rows. */
#include "analysis/intake/csv.h"
#include "analysis/intake/markup.h"
#include "analysis/intake/xlsx.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds)
        abort();
}

static void check_csv(struct str text, uint64_t rows) {
    struct csv_reader *reader = csv_open(text, ',', 0, true);
    struct csv_record record;
    uint64_t count = 0;
    for (enum csv_kind kind; (kind = csv_next(reader, text.size, &record)) != CSV_END; count++)
        check(kind == CSV_RECORD);
    check(count == rows && csv_blank_lines(reader) == 0);
    csv_close(reader);
}

static void read_table(const struct markup *markup, size_t table) {
    struct sheet sheet;
    struct file_view text, places;
    struct err err = {0};
    check(sheet_open(&sheet, "fuzz", markup->text.size, &err));
    if (!markup_read(markup, table, UINT64_MAX, &sheet, &err)) {
        check(err.kind != ERR_NONE);
        sheet_close(&sheet);
        return;
    }
    uint64_t rows = sheet.rows;
    check(sheet_map(&sheet, &text, &places));
    check(utf8_valid_prefix(text.bytes) == text.bytes.size);
    check(places.bytes.size == rows * sizeof(struct xlsx_place));
    check_csv(text.bytes, rows);
    file_unmap(&text);
    file_unmap(&places);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *copy = heap_array(size, 1);
    memcpy(copy, data, size);
    struct str text = {copy, size};
    text.size = utf8_valid_prefix(text);
    struct arena *arena = arena_new();
    struct markup markup;
    struct err err = {0};
    if (markup_open(text, "fuzz", arena, &markup, &err))
        for (size_t i = 0; i < markup.count && i < 3; i++)
            read_table(&markup, i);
    else
        check(err.kind != ERR_NONE);
    arena_free(arena);
    heap_free(copy);
    return 0;
}
