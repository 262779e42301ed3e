/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx.h"

#include "analysis/intake/sheet.h"

#include <string.h>

bool xlsx_open(struct str bytes, const char *name, struct xlsx *book, struct err *err) {
    *book = (struct xlsx){.zip = {bytes, name}, .arena = arena_new()};
    if (xlsx_parts_read(&book->zip, book->arena, &book->parts, err) &&
        xlsx_texts_read(&book->zip, book->parts.texts, &book->texts, err))
        return true;
    xlsx_close(book);
    return false;
}

void xlsx_close(struct xlsx *book) {
    xlsx_texts_free(&book->texts);
    xlsx_parts_free(&book->parts);
    arena_free(book->arena);
    book->arena = NULL;
}

static struct str name_of(const void *context, size_t sheet) {
    const struct xlsx *book = context;
    return book->parts.sheets[sheet].name;
}

static bool is_hidden(const void *context, size_t sheet) {
    const struct xlsx *book = context;
    return book->parts.sheets[sheet].hidden;
}

static bool head_of(const void *context, size_t sheet, struct file_view *text, struct err *err) {
    const struct xlsx *book = context;
    struct xlsx_cells cells;
    if (!xlsx_cells_read(&book->zip, &book->parts, sheet, &book->texts, SHEET_HEAD, &cells, err))
        return false;
    *text = cells.text;
    cells.text.bytes = STR("");
    xlsx_cells_free(&cells);
    return true;
}

static struct sheet_list list_of(const struct xlsx *book) {
    return (struct sheet_list){book->zip.name, book->parts.sheet_count, book, name_of, is_hidden, head_of};
}

bool xlsx_find_sheet(const struct xlsx *book, const char *wanted, size_t *sheet, struct err *err) {
    struct sheet_list list = list_of(book);
    return sheet_find(&list, wanted, sheet, err);
}

bool xlsx_choose_sheet(const struct xlsx *book, const struct xlsx_choice *choice, size_t *sheet, size_t *also,
                       struct err *err) {
    struct sheet_list list = list_of(book);
    return sheet_choose(&list, choice->fits, choice->context, sheet, also, err);
}

bool xlsx_read_sheet(const struct xlsx *book, size_t sheet, struct xlsx_cells *cells, struct err *err) {
    return xlsx_cells_read(&book->zip, &book->parts, sheet, &book->texts, UINT64_MAX, cells, err);
}

static struct xlsx_place place_at(struct str places, size_t number) {
    struct xlsx_place place;
    memcpy(&place, places.data + number * sizeof place, sizeof place);
    return place;
}

size_t xlsx_row_at(struct str places, size_t offset) {
    size_t low = 0, high = places.size / sizeof(struct xlsx_place);
    if (!high)
        return 0;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (place_at(places, middle).offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return (size_t)place_at(places, low).row;
}
