/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intake/xlsx.h"

#include <string.h>

/* Rows looked at to find out whether a sheet fits. */
enum { FIRST_ROWS = 30 };

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

static bool no_such_sheet(const struct xlsx *book, const char *wanted, struct err *err) {
    enum { MOST = 300 };
    struct buf names = {0};
    for (size_t i = 0; i < book->parts.sheet_count && names.size < MOST; i++)
        buf_printf(&names, "%s\"" STR_FMT "\"", i ? ", " : "", STR_ARG(book->parts.sheets[i].name));
    err_set(err, ERR_USAGE, "there is no sheet \"%s\"; sheets are " STR_FMT, wanted,
            STR_ARG(buf_str(&names)));
    err_at(err, book->zip.name, 0, 0);
    buf_free(&names);
    return err_hint(err, "name one of them with --sheet, or its number");
}

bool xlsx_find_sheet(const struct xlsx *book, const char *wanted, size_t *sheet, struct err *err) {
    size_t count = book->parts.sheet_count;
    for (*sheet = 0; *sheet < count; ++*sheet)
        if (str_equal_ascii_nocase(str_trim(book->parts.sheets[*sheet].name), str_trim(str_of(wanted))))
            return true;
    int64_t number;
    if (!str_to_int(str_of(wanted), &number) || number < 1 || (uint64_t)number > count)
        return no_such_sheet(book, wanted, err);
    *sheet = (size_t)number - 1;
    return true;
}

bool xlsx_choose_sheet(const struct xlsx *book, const struct xlsx_choice *choice, size_t *sheet,
                       struct err *err) {
    size_t count = book->parts.sheet_count, filled = count;
    *sheet = 0;
    for (size_t i = 0; count > 1 && i < count; i++) {
        struct xlsx_cells head;
        if (book->parts.sheets[i].hidden)
            continue;
        if (!xlsx_cells_read(&book->zip, &book->parts, i, &book->texts, FIRST_ROWS, &head, err))
            return false;
        bool some = head.rows > 0;
        bool fits = some && (!choice->fits || choice->fits(choice->context, head.text.bytes));
        xlsx_cells_free(&head);
        *sheet = i;
        if (fits)
            return true;
        if (some && filled == count)
            filled = i;
    }
    *sheet = filled < count ? filled : 0;
    return true;
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
