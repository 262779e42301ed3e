/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/source_book.h"

#include "analysis/intake/biff.h"
#include "analysis/intake/markup.h"
#include "analysis/intake/spill.h"
#include "analysis/intake/xlsx.h"

#include <stdio.h>
#include <string.h>

/* What was read of a workbook or page. */
struct read_sheet {
    struct str name;
    size_t number, count, also; /* from 0; of how many; others that fit */
    uint64_t empty_rows;
    struct str encoding; /* of a page */
};

static void say_sheet(struct source *source, const struct read_sheet *sheet) {
    struct buf en = {0}, zh = {0};
    size_t most = sheet->name.size < 90 ? sheet->name.size : utf8_valid_prefix(str_sub(sheet->name, 0, 90));
    struct str name = str_sub(sheet->name, 0, most);
    const char *word = sheet->encoding.size ? "" : "sheet ",
               *character = sheet->encoding.size ? "" : "工作表";
    buf_printf(&en, "%s\"" STR_FMT "\", %zu of %zu", word, STR_ARG(name), sheet->number + 1, sheet->count);
    buf_printf(&zh, "%s“" STR_FMT "”，共 %zu 个中的第 %zu 个", character, STR_ARG(name), sheet->count,
               sheet->number + 1);
    if (sheet->encoding.size) {
        buf_printf(&en, ", in " STR_FMT, STR_ARG(sheet->encoding));
        buf_printf(&zh, "，编码 " STR_FMT, STR_ARG(sheet->encoding));
    }
    if (sheet->empty_rows) {
        buf_printf(&en, "; %llu empty rows left out", (unsigned long long)sheet->empty_rows);
        buf_printf(&zh, "；略去空行 %llu 行", (unsigned long long)sheet->empty_rows);
    }
    source->sheets_unread = sheet->also;
    buf_add_char(&en, '\0');
    buf_add_char(&zh, '\0');
    source_say(source, en.data, zh.data);
    buf_free(&en);
    buf_free(&zh);
}

static void take_cells(struct source *source, const struct xlsx *book, size_t sheet, size_t also,
                       struct xlsx_cells *cells) {
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
    say_sheet(source, &(struct read_sheet){.name = book->parts.sheets[sheet].name,
                                           .number = sheet,
                                           .count = book->parts.sheet_count,
                                           .also = also,
                                           .empty_rows = cells->empty_rows});
}

bool source_read_book(struct source *source, struct str bytes, const struct source_options *options,
                      struct err *err) {
    struct xlsx book;
    struct xlsx_cells cells;
    struct xlsx_choice choice = {options->fits, options->context};
    size_t sheet, also = 0;
    if (!xlsx_open(bytes, source->path.data, &book, err))
        return false;
    bool done = (options->sheet ? xlsx_find_sheet(&book, options->sheet, &sheet, err)
                                : xlsx_choose_sheet(&book, &choice, &sheet, &also, err)) &&
                xlsx_read_sheet(&book, sheet, &cells, err);
    if (done)
        take_cells(source, &book, sheet, also, &cells);
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
    say_sheet(source, &(struct read_sheet){.name = str_of(found.name),
                                           .number = found.sheet,
                                           .count = found.sheet_count,
                                           .also = found.also,
                                           .empty_rows = found.empty_rows});
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
    size_t table, also = 0;
    if (!(options->sheet ? sheet_find(&list, options->sheet, &table, err)
                         : sheet_choose(&list, options->fits, options->context, &table, &also, err)) ||
        !sheet_open(&sheet, markup->file, source->text.size, err))
        return false;
    if (!markup_read(markup, table, UINT64_MAX, &sheet, err)) {
        sheet_close(&sheet);
        return false;
    }
    say_sheet(source, &(struct read_sheet){.name = markup->names[table],
                                           .number = table,
                                           .count = markup->count,
                                           .also = also,
                                           .empty_rows = sheet.empty_rows,
                                           .encoding = source->encoding});
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

/* What an archive holds, but for what file managers leave in it. */
struct listing {
    size_t files, exports;
    struct buf name, names; /* of the first file, or the first export if there is one; of all exports */
    bool office;
};

static bool is_left_over(struct str name, struct str base) {
    return str_starts(name, STR("__MACOSX/")) || str_starts(base, STR(".")) ||
           str_equal_ascii_nocase(base, STR("Thumbs.db")) || str_equal_ascii_nocase(base, STR("desktop.ini"));
}

static bool see_file(void *context, struct str name) {
    enum { MOST_NAMES = 400 };
    struct listing *listing = context;
    const char *slash = name.size ? memrchr(name.data, '/', name.size) : NULL;
    struct str base = slash ? str_sub(name, (size_t)(slash - name.data) + 1, name.size) : name;
    listing->office |=
        str_equal_ascii_nocase(name, STR("[Content_Types].xml")) || str_starts(name, STR("xl/"));
    if (is_left_over(name, base))
        return true;
    bool export = source_is_export_name(base);
    if (listing->files++ == 0 || (export && listing->exports == 0)) {
        listing->name.size = 0;
        buf_add(&listing->name, name);
    }
    listing->exports += export;
    if (export && listing->names.size < MOST_NAMES)
        buf_printf(&listing->names, "%s" STR_FMT, listing->exports > 1 ? ", " : "", STR_ARG(name));
    return !listing->office;
}

static bool many_exports(const struct listing *listing, const char *name, struct err *err) {
    err_set(err, ERR_USAGE, "the archive holds %zu exports: " STR_FMT, listing->exports,
            STR_ARG(buf_str(&listing->names)));
    err_zh(err, "压缩包内有 %zu 个导出文件：" STR_FMT, listing->exports, STR_ARG(buf_str(&listing->names)));
    err_at(err, name, 0, 0);
    return err_hint(err, "unpack it into a folder and name that");
}

static bool take_block(void *context, struct str block) {
    return spill_put(context, block);
}

bool source_unzip(struct str bytes, const char *name, struct file_view *view, bool *only, struct err *err) {
    struct xlsx_zip zip = {bytes, name};
    struct listing listing = {0};
    bool done = xlsx_zip_list(&zip, see_file, &listing, err);
    *only = done && !listing.office && (listing.files == 1 || listing.exports == 1);
    if (done && !listing.office && listing.exports > 1)
        done = many_exports(&listing, name, err);
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
    buf_free(&listing.names);
    return done;
}
