/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_BOOK_BUILDER_H
#define REDRESS_TESTS_BOOK_BUILDER_H

/* Small workbooks made by hand, as ZIP archives in memory. */

#include "analysis/base/str.h"

struct book_part {
    const char *name, *text; /* text NULL ends a list */
};

/* A ZIP archive of these parts in `out`; with `repeat` the text of the last part is written that many times
 * over. */
void book_zip(const struct book_part *parts, size_t repeat, struct buf *out);

/* A whole workbook: the sheets' <sheetData> content, their shared texts (<si>…), custom formats and cell
 * styles; `strings` and `styles` may be NULL. */
struct book {
    const char *sheet_names[4];
    const char *rows[4];
    const char *strings, *formats, *styles;
    const char *properties; /* attributes of <workbookPr> */
    const char *hidden;     /* name of a hidden sheet */
};
void book_make(const struct book *book, struct buf *out);

#endif
