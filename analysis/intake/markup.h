/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_MARKUP_H
#define REDRESS_INTAKE_MARKUP_H

/* Tables of HTML pages, which many systems name .xls, and of the XML that Excel 2002 and 2003 wrote
 * (SpreadsheetML). Both are read by libxml2's HTML parser, which forgives what pages get wrong, loads nothing
 * and knows no entities of one's own; as a stream, so that memory does not grow with the page. Private to
 * this folder.
 *
 * A table inside a cell is a table of its own. Blanks run together as in a browser, <br> is a line end; cells
 * over several columns or rows leave the others blank. */

#include "analysis/intake/sheet.h"

/* Begins like a page or such a workbook. */
bool markup_is(struct str text);
bool markup_is_workbook(struct str text);

enum { MARKUP_TABLES_MOST = 1000 /* further ones are not looked for */ };

struct markup {
    struct str text; /* valid UTF-8 */
    const char *file;
    struct arena *arena;
    struct str *names; /* of the tables: their worksheet's, or their number */
    size_t count;
};

/* Finds the tables; ERR_DATA when there is none. Memory is the arena's. */
bool markup_open(struct str text, const char *file, struct arena *arena, struct markup *markup,
                 struct err *err);
/* Writes the rows of a table, at most `most` that are not empty, into `sheet`, which was opened. */
bool markup_read(const struct markup *markup, size_t table, uint64_t most, struct sheet *sheet,
                 struct err *err);

#endif
