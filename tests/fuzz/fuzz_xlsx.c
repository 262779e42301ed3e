/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a workbook: as a whole archive, and as one XML part of an archive that is otherwise in order
 * (the first byte chooses which). What comes out is UTF-8 with as many places as rows. */
#include "analysis/intake/xlsx.h"
#include "tests/unit/book_builder.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct str bytes) {
    struct err err = {0};
    struct xlsx book;
    if (!xlsx_open(bytes, "fuzz", &book, &err))
        return;
    for (size_t i = 0; i < book.parts.sheet_count && i < 3; i++) {
        struct xlsx_cells cells;
        struct err wrong = {0};
        if (!xlsx_read_sheet(&book, i, &cells, &wrong))
            continue;
        if (utf8_valid_prefix(cells.text.bytes) != cells.text.bytes.size ||
            cells.places.bytes.size != cells.rows * sizeof(struct xlsx_place))
            abort();
        xlsx_cells_free(&cells);
    }
    xlsx_close(&book);
}

/* The text as it is between elements that stay in order. */
static void read_part(unsigned part, const char *text) {
    struct book book = {.sheet_names = {"A"}, .rows = {"<x:row><x:c t='s'><x:v>0</x:v></x:c></x:row>"}};
    struct buf bytes = {0};
    if (part == 1)
        book.rows[0] = text;
    else if (part == 2)
        book.strings = text;
    else
        book.formats = text;
    book.styles = part == 3 ? text : "<xf numFmtId='14'/><xf numFmtId='176'/><xf numFmtId='46'/>";
    book_make(&book, &bytes);
    read_all(buf_str(&bytes));
    buf_free(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    char *copy = heap_array(size, 1);
    memcpy(copy, data + 1, size - 1);
    if (data[0] % 4 == 0)
        read_all((struct str){copy, size - 1});
    else
        read_part(data[0] % 4, copy);
    heap_free(copy);
    return 0;
}
