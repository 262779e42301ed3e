/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/source_book.h"

#include "analysis/intake/biff.h"
#include "analysis/intake/markup.h"
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

/* Maps the rows and makes them the source's text. */
static bool take_sheet(struct source *source, struct sheet *sheet, const char *encoding) {
    struct file_view text, places;
    if (!sheet_map(sheet, &text, &places))
        return false;
    file_unmap(&source->spill);
    source->spill = text;
    source->places = places;
    source->text = source->bytes = text.bytes;
    source->bad_count = 0; /* places in the text before it was taken apart; they stay counted */
    source->checked = true;
    source->encoding = str_of(encoding);
    source->delimiter = ',';
    return true;
}

bool source_read_biff(struct source *source, struct str bytes, const struct source_options *options,
                      struct err *err) {
    struct biff_choice choice = {options->sheet, options->fits, options->context};
    struct biff_found found;
    struct sheet sheet;
    if (!sheet_open(&sheet, source->path.data, bytes.size, err))
        return false;
    if (!biff_read(bytes, source->path.data, &choice, &sheet, &found, err)) {
        sheet_close(&sheet);
        return false;
    }
    source->from_1904 = found.from_1904;
    snprintf(source->evidence, sizeof source->evidence,
             "sheet \"%.90s\", %zu of %zu; %llu empty rows left out", found.name, found.sheet + 1,
             found.sheet_count, (unsigned long long)found.empty_rows);
    return take_sheet(source, &sheet, "XLS");
}

static struct str table_name(const void *context, size_t table) {
    const struct markup *markup = context;
    return markup->names[table];
}

static bool never_hidden(const void *context, size_t table) {
    (void)context;
    (void)table;
    return false;
}

static bool table_head(const void *context, size_t table, struct file_view *text, struct err *err) {
    const struct markup *markup = context;
    struct sheet sheet;
    struct file_view places;
    if (!sheet_open(&sheet, markup->file, 0, err))
        return false;
    if (!markup_read(markup, table, SHEET_HEAD, &sheet, err)) {
        sheet_close(&sheet);
        return false;
    }
    if (!sheet_map(&sheet, text, &places))
        return false;
    file_unmap(&places);
    return true;
}

static bool read_table(struct source *source, const struct markup *markup,
                       const struct source_options *options, struct err *err) {
    struct sheet_list list = {markup->file, markup->count, markup, table_name, never_hidden, table_head};
    struct sheet sheet;
    size_t table;
    if (!(options->sheet ? sheet_find(&list, options->sheet, &table, err)
                         : sheet_choose(&list, options->fits, options->context, &table, err)) ||
        !sheet_open(&sheet, markup->file, source->text.size, err))
        return false;
    if (!markup_read(markup, table, UINT64_MAX, &sheet, err)) {
        sheet_close(&sheet);
        return false;
    }
    struct str name = markup->names[table];
    snprintf(source->evidence, sizeof source->evidence,
             "\"%.*s\", %zu of %zu, in %.20s; %llu empty rows left out",
             (int)(name.size < 90 ? name.size : utf8_valid_prefix(str_sub(name, 0, 90))), name.data,
             table + 1, markup->count, source->encoding.data, (unsigned long long)sheet.empty_rows);
    return take_sheet(source, &sheet, markup_is_workbook(markup->text) ? "XML" : "HTML");
}

bool source_read_markup(struct source *source, const struct source_options *options, struct err *err) {
    struct arena *arena = arena_new();
    struct markup markup;
    bool done = markup_open(source->text, source->path.data, arena, &markup, err) &&
                read_table(source, &markup, options, err);
    arena_free(arena);
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
