/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_XLSX_H
#define REDRESS_INTAKE_XLSX_H

/* Workbooks of Excel and others (.xlsx, .xlsm), told by their bytes. A sheet is turned into CSV text in a
 * spill file, streaming: memory does not grow with the workbook. What comes out is bounded (spill.h). */

#include "analysis/intake/xlsx_cells.h"

struct xlsx {
    struct xlsx_zip zip;
    struct arena *arena;
    struct xlsx_parts parts;
    struct xlsx_texts texts;
};

/* `bytes` and `name` must stay. ERR_IO: damaged or cut off; ERR_DATA: with a password, no workbook, a part
 * missing, XML made to harm, bigger than can be true. */
bool xlsx_open(struct str bytes, const char *name, struct xlsx *book, struct err *err);
void xlsx_close(struct xlsx *book);

/* The sheet of that name (without the case of ASCII letters), or else of that number from 1; ERR_USAGE naming
 * the sheets when there is none. */
bool xlsx_find_sheet(const struct xlsx *book, const char *wanted, size_t *sheet, struct err *err);

/* The sheet to read when none was asked for: the first one that is shown and whose first rows `fits` accepts,
 * else the first one with a value, else the first. */
struct xlsx_choice {
    bool (*fits)(void *context, struct str text); /* NULL = all fit */
    void *context;
};
/* `also`: how many other sheets fit. */
bool xlsx_choose_sheet(const struct xlsx *book, const struct xlsx_choice *choice, size_t *sheet, size_t *also,
                       struct err *err);

bool xlsx_read_sheet(const struct xlsx *book, size_t sheet, struct xlsx_cells *cells, struct err *err);

/* The row of the sheet that the byte at `offset` of the text belongs to. */
size_t xlsx_row_at(struct str places, size_t offset);

#endif
