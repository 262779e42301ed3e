/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/sheet.h"

#include "analysis/intake/field.h"
#include "analysis/intake/xlsx_cells.h"

bool sheet_open(struct sheet *sheet, const char *name, size_t bytes, struct err *err) {
    *sheet = (struct sheet){.name = name, .err = err, .text = {.fd = -1}, .places = {.fd = -1}};
    uint64_t most = spill_most(bytes);
    if (spill_open(&sheet->text, name, most, err) && spill_open(&sheet->places, name, most * 2, err))
        return true;
    sheet_close(sheet);
    return false;
}

static bool too_much(struct sheet *sheet, const char *what) {
    err_set(sheet->err, ERR_DATA, "the table has %s", what);
    err_at(sheet->err, sheet->name, 0, 0);
    return err_hint(sheet->err, "export it again, as CSV if that can be had");
}

bool sheet_field(struct sheet *sheet, struct str field) {
    if (sheet->width >= SHEET_COLUMNS_MOST)
        return too_much(sheet, "a row of over 16,384 cells");
    if (field.size > SHEET_CELL_MOST)
        return too_much(sheet, "a cell of over 16 MiB");
    if (sheet->row.size + field.size > SHEET_ROW_MOST)
        return too_much(sheet, "a row of over 256 MiB");
    if (sheet->width++)
        buf_add_char(&sheet->row, ',');
    buf_add(&sheet->row, field);
    sheet->any |= field.size > 0;
    return true;
}

bool sheet_cell(struct sheet *sheet, struct str text) {
    struct buf field = {0};
    bool blank = str_trim(text).size == 0;
    if (!blank && text.size <= SHEET_CELL_MOST)
        field_add(&field, text);
    bool done = text.size > SHEET_CELL_MOST ? too_much(sheet, "a cell of over 16 MiB")
                                            : sheet_field(sheet, buf_str(&field));
    buf_free(&field);
    return done;
}

bool sheet_end_row(struct sheet *sheet, uint64_t number) {
    struct xlsx_place place = {spill_size(&sheet->text), number};
    bool any = sheet->any;
    if (any) {
        sheet->widest = sheet->width > sheet->widest ? sheet->width : sheet->widest;
        for (; sheet->width < sheet->widest; sheet->width++)
            buf_add_char(&sheet->row, ',');
        buf_add_char(&sheet->row, '\n');
        sheet->rows++;
    } else
        sheet->empty_rows++;
    bool done = !any || (spill_put(&sheet->text, buf_str(&sheet->row)) &&
                         spill_put(&sheet->places, (struct str){(const char *)&place, sizeof place}));
    buf_clear(&sheet->row);
    sheet->width = 0;
    sheet->any = false;
    return done;
}

bool sheet_map(struct sheet *sheet, struct file_view *text, struct file_view *places) {
    *text = *places = (struct file_view){.bytes = STR("")};
    bool done = spill_map(&sheet->text, text) && spill_map(&sheet->places, places);
    if (!done) {
        file_unmap(text);
        file_unmap(places);
    }
    sheet_close(sheet);
    return done;
}

void sheet_close(struct sheet *sheet) {
    spill_close(&sheet->text);
    spill_close(&sheet->places);
    buf_free(&sheet->row);
    sheet->row = (struct buf){0};
}

static bool no_such_sheet(const struct sheet_list *list, const char *wanted, struct err *err) {
    enum { MOST = 300 };
    struct buf names = {0};
    for (size_t i = 0; i < list->count && names.size < MOST; i++)
        buf_printf(&names, "%s\"" STR_FMT "\"", i ? ", " : "", STR_ARG(list->name(list->book, i)));
    err_set(err, ERR_USAGE, "there is no sheet \"%s\"; sheets are " STR_FMT, wanted,
            STR_ARG(buf_str(&names)));
    err_zh(err, "没有工作表“%s”；现有 " STR_FMT, wanted, STR_ARG(buf_str(&names)));
    err_at(err, list->file, 0, 0);
    buf_free(&names);
    return err_hint(err, "name one of them with --sheet, or its number");
}

bool sheet_find(const struct sheet_list *list, const char *wanted, size_t *sheet, struct err *err) {
    for (*sheet = 0; *sheet < list->count; ++*sheet)
        if (str_equal_ascii_nocase(str_trim(list->name(list->book, *sheet)), str_trim(str_of(wanted))))
            return true;
    int64_t number;
    if (!str_to_int(str_of(wanted), &number) || number < 1 || (uint64_t)number > list->count)
        return no_such_sheet(list, wanted, err);
    *sheet = (size_t)number - 1;
    return true;
}

bool sheet_choose(const struct sheet_list *list, bool (*fits)(void *context, struct str text), void *context,
                  size_t *sheet, size_t *also, struct err *err) {
    size_t filled = list->count, first = list->count, fitting = 0;
    for (size_t i = 0; list->count > 1 && i < list->count; i++) {
        struct file_view head;
        if (list->hidden(list->book, i))
            continue;
        if (!list->head(list->book, i, &head, err))
            return false;
        bool some = head.bytes.size > 0, fit = some && (!fits || fits(context, head.bytes));
        file_unmap(&head);
        if (fit && fitting++ == 0)
            first = i;
        if (some && filled == list->count)
            filled = i;
    }
    *sheet = first < list->count ? first : filled < list->count ? filled : 0;
    *also = fitting ? fitting - 1 : 0;
    return true;
}
