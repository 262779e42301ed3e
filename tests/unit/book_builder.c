/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/book_builder.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 22 };

void book_zip(const struct book_part *parts, size_t repeat, struct buf *out) {
    struct archive *archive = archive_write_new();
    char *memory = heap_array(MOST, 1);
    size_t used = 0;
    archive_write_set_format_zip(archive);
    archive_write_open_memory(archive, memory, MOST, &used);
    for (; parts->text; parts++) {
        size_t size = strlen(parts->text), times = parts[1].text || !repeat ? 1 : repeat;
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, parts->name);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, (int64_t)(size * times));
        archive_write_header(archive, entry);
        for (size_t i = 0; i < times; i++)
            archive_write_data(archive, parts->text, size);
        archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    buf_clear(out);
    buf_add(out, (struct str){memory, used});
    heap_free(memory);
}

#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

static const char *text_of(struct arena *arena, struct buf *from) {
    const char *text = str_copy(arena, buf_str(from)).data;
    buf_clear(from);
    return text;
}

void book_make(const struct book *book, struct buf *out) {
    struct arena *arena = arena_new();
    struct buf text = {0}, links = {0};
    struct book_part parts[16] = {{"[Content_Types].xml", "<Types/>"},
                                  {"_rels/.rels",
                                   "<Relationships><Relationship Id='r' Type='" TYPES
                                   "officeDocument' Target='xl/workbook.xml'/></Relationships>"}};
    size_t count = 2;
    buf_printf(&text,
               "<?xml version='1.0' encoding='UTF-8'?><workbook " MAIN
               " xmlns:r='r'><workbookPr %s/><sheets>",
               book->properties ? book->properties : "");
    buf_printf(&links, "<Relationships>");
    for (int i = 0; i < 4 && book->rows[i]; i++) {
        bool hidden = book->hidden && strcmp(book->hidden, book->sheet_names[i]) == 0;
        buf_printf(&text, "<sheet name='%s' sheetId='%d' r:id='s%d'%s/>", book->sheet_names[i], i + 1, i,
                   hidden ? " state='hidden'" : "");
        buf_printf(&links,
                   "<Relationship Id='s%d' Type='" TYPES "worksheet' Target='worksheets/sheet%d.xml'/>", i,
                   i + 1);
    }
    buf_printf(&text, "</sheets></workbook>");
    buf_printf(&links,
               "<Relationship Id='t' Type='" TYPES "sharedStrings' Target='/xl/sharedStrings.xml'/>"
               "<Relationship Id='y' Type='" TYPES "styles' Target='../xl/styles.xml'/></Relationships>");
    parts[count++] = (struct book_part){"xl/workbook.xml", text_of(arena, &text)};
    parts[count++] = (struct book_part){"xl/_rels/workbook.xml.rels", text_of(arena, &links)};
    buf_printf(&text, "<sst " MAIN ">%s</sst>", book->strings ? book->strings : "");
    parts[count++] = (struct book_part){"xl/sharedStrings.xml", text_of(arena, &text)};
    buf_printf(&text,
               "<styleSheet><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
               "<cellXfs>%s</cellXfs></styleSheet>",
               book->formats ? book->formats : "", book->styles ? book->styles : "");
    parts[count++] = (struct book_part){"xl/styles.xml", text_of(arena, &text)};
    for (int i = 0; i < 4 && book->rows[i]; i++) {
        buf_printf(&text,
                   "<x:worksheet xmlns:x='m'><x:dimension ref='A1:C9'/><x:sheetData>%s</x:sheetData>"
                   "</x:worksheet>",
                   book->rows[i]);
        parts[count++] = (struct book_part){str_printf(arena, "xl/worksheets/sheet%d.xml", i + 1).data,
                                            text_of(arena, &text)};
    }
    book_zip(parts, 0, out);
    buf_free(&text);
    buf_free(&links);
    arena_free(arena);
}
