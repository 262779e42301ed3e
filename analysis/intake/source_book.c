/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/source_book.h"

#include "analysis/intake/spill.h"
#include "analysis/intake/xlsx.h"

#include <stdio.h>
#include <string.h>

static void take_cells(struct source *source, const struct xlsx *book, size_t sheet,
                       struct xlsx_cells *cells) {
    struct str name = book->parts.sheets[sheet].name;
    file_unmap(&source->spill);
    source->spill = cells->text;
    source->places = cells->places;
    source->columns = cells->columns;
    source->column_count = cells->column_count;
    source->text = source->bytes = cells->text.bytes;
    source->checked = true;
    source->encoding = STR("XLSX");
    source->delimiter = ',';
    source->from_1904 = book->parts.from_1904;
    snprintf(source->evidence, sizeof source->evidence,
             "sheet \"%.*s\", %zu of %zu; %llu empty rows left out",
             (int)(name.size < 90 ? name.size : utf8_valid_prefix(str_sub(name, 0, 90))), name.data,
             sheet + 1, book->parts.sheet_count, (unsigned long long)cells->empty_rows);
}

bool source_read_book(struct source *source, struct str bytes, const struct source_options *options,
                      struct err *err) {
    struct xlsx book;
    struct xlsx_cells cells;
    struct xlsx_choice choice = {options->fits, options->context};
    size_t sheet;
    if (!xlsx_open(bytes, source->path.data, &book, err))
        return false;
    bool done = (options->sheet ? xlsx_find_sheet(&book, options->sheet, &sheet, err)
                                : xlsx_choose_sheet(&book, &choice, &sheet, err)) &&
                xlsx_read_sheet(&book, sheet, &cells, err);
    if (done)
        take_cells(source, &book, sheet, &cells);
    xlsx_close(&book);
    return done;
}

struct listing {
    size_t files;
    struct buf name;
    bool office;
};

static bool see_file(void *context, struct str name) {
    struct listing *listing = context;
    if (listing->files++ == 0)
        buf_add(&listing->name, name);
    listing->office |= str_equal_ascii_nocase(name, STR("[Content_Types].xml"));
    return listing->files < 2 && !listing->office;
}

static bool take_block(void *context, struct str block) {
    return spill_put(context, block);
}

bool source_unzip(struct str bytes, const char *name, struct file_view *view, bool *only, struct err *err) {
    struct xlsx_zip zip = {bytes, name};
    struct listing listing = {0};
    bool done = xlsx_zip_list(&zip, see_file, &listing, err);
    *only = done && listing.files == 1 && !listing.office;
    if (*only) {
        struct spill spill;
        bool found;
        buf_add_char(&listing.name, '\0');
        done = spill_open(&spill, name, spill_most(bytes.size), err) &&
               xlsx_zip_read(&zip, listing.name.data, take_block, &spill, &found, err) &&
               spill_map(&spill, view);
        spill_close(&spill);
    }
    buf_free(&listing.name);
    return done;
}
