/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_SHEET_H
#define REDRESS_INTAKE_SHEET_H

/* One table of a page or of an old workbook, written row by row as CSV text with commas into a spill file.
 * Rows without a value are left out; rows are filled up to the widest one before them. Where each row was is
 * kept (xlsx_row_at). Private to this folder. */

#include "analysis/intake/spill.h"

enum { SHEET_COLUMNS_MOST = 16384, SHEET_CELL_MOST = (1 << 24) - 1, SHEET_ROW_MOST = 1 << 28 };

struct sheet {
    struct spill text, places;
    struct buf row;
    size_t width, widest; /* cells of the row so far, of the widest row */
    bool any;             /* the row has a value */
    uint64_t rows, empty_rows;
    const char *name; /* of the export */
    struct err *err;
};

/* `bytes`: size of the export, from which follows what may come out of it. Closed after an error. */
bool sheet_open(struct sheet *sheet, const char *name, size_t bytes, struct err *err);
/* The next cell of the row. ERR_DATA: too many cells, or too long a text. */
bool sheet_cell(struct sheet *sheet, struct str text);
/* A cell whose text is CSV already. */
bool sheet_field(struct sheet *sheet, struct str field);
/* Ends the row with that number in the table. */
bool sheet_end_row(struct sheet *sheet, uint64_t number);
/* Maps text and places; closed either way. */
bool sheet_map(struct sheet *sheet, struct file_view *text, struct file_view *places);
void sheet_close(struct sheet *sheet);

/* Which of several sheets is read. */
struct sheet_list {
    const char *file;
    size_t count;
    const void *book;
    struct str (*name)(const void *book, size_t sheet);
    bool (*hidden)(const void *book, size_t sheet);
    /* The first rows as CSV text; empty when there are none. */
    bool (*head)(const void *book, size_t sheet, struct file_view *text, struct err *err);
};

enum { SHEET_HEAD = 30 /* rows */ };

/* The sheet of that name (without the case of ASCII letters), or else of that number from 1; ERR_USAGE naming
 * the sheets when there is none. */
bool sheet_find(const struct sheet_list *list, const char *wanted, size_t *sheet, struct err *err);
/* The first one that is shown and whose first rows `fits` accepts (NULL = all), else the first one with a
 * value, else the first. `also`: how many others are shown and fit. */
bool sheet_choose(const struct sheet_list *list, bool (*fits)(void *context, struct str text), void *context,
                  size_t *sheet, size_t *also, struct err *err);

#endif
