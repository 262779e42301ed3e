/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_XLSX_BOOK_H
#define REDRESS_REPORTS_XLSX_BOOK_H

/* The workbook being written: sheets with safe names, cells through one gate, and formats made once each.
 * Shared by the parts of out_xlsx. Columns are measured in characters as spreadsheets do; a CJK character
 * takes two. */

#include "analysis/base/err.h"
#include "reports/model.h"
#include "reports/theme.h"

#include <xlsxwriter.h>

enum { XLSX_SHEETS = 200, XLSX_STYLES = 300 };

/* How a cell looks; zero means the usual. */
struct xlsx_style {
    double size; /* points; 0 = 10 */
    uint32_t colour, fill;
    bool bold, wrap;
    bool shrink;           /* smaller text where it does not fit */
    uint8_t align, valign; /* LXW_ALIGN_… */
    uint8_t top, bottom;   /* LXW_BORDER_… */
    uint8_t indent;
    const char *number; /* number format */
};

struct xlsx_entry { /* a line of the contents */
    const char *sheet;
    struct str title;
};

struct xlsx {
    const struct report *report;
    struct arena *arena;
    enum lang lang;
    lxw_workbook *book;
    const char *names[XLSX_SHEETS];
    struct xlsx_entry entries[XLSX_SHEETS];
    size_t name_count, entry_count;
    struct xlsx_style styles[XLSX_STYLES];
    lxw_format *formats[XLSX_STYLES];
    size_t style_count;
    lxw_format *missed, *told; /* of words that judge, when needed */
};

/* A title as the header of printed pages. */
const char *xlsx_header(struct xlsx *xlsx, struct str title);
/* The bytes of a workbook: libxlsxwriter writes files only, so `write` makes one at a path in the folder for
 * temporary files, which is read back and removed. */
typedef bool xlsx_write(const void *context, const char *path, struct arena *arena, struct err *err);
bool xlsx_bytes(xlsx_write *write, const void *context, struct buf *out, struct err *err);
/* Writes and frees the workbook; `name` is for messages. */
bool xlsx_finish(lxw_workbook *book, const char *name, struct err *err);

/* A colour as libxlsxwriter wants it, 0xRRGGBB. */
uint32_t xlsx_hue(struct colour colour);
struct str xlsx_label(const struct xlsx *xlsx, const char *id);
/* The name of the fonts of the language. */
const char *xlsx_font(const struct xlsx *xlsx);

/* A new sheet in A4 landscape, one page wide, without grid lines; `title` is its line in the contents (none
 * when empty). NULL when there are too many sheets. `name` receives its safe name. */
lxw_worksheet *xlsx_sheet(struct xlsx *xlsx, struct str wish, struct str title, const char **name);
lxw_format *xlsx_format(struct xlsx *xlsx, const struct xlsx_style *style);

void xlsx_put_text(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, struct str text,
                   const struct xlsx_style *style);
/* Over several columns of one row. */
void xlsx_put_wide(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t from, lxw_col_t to,
                   struct str text, const struct xlsx_style *style);
/* A true number in the format of its unit ("words": with "days" behind it), or "—". */
void xlsx_put_figure(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                     const struct figure *figure, bool words, struct xlsx_style style);
/* A true date; years before 1900-03-01, which spreadsheets count wrongly, as text. */
void xlsx_put_time(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int64_t seconds,
                   bool date_only, struct xlsx_style style);
/* A link to the first cell of a sheet, over columns from … to. */
void xlsx_put_link(struct xlsx *xlsx, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t from, lxw_col_t to,
                   const char *target, struct str text, struct xlsx_style style);

/* The number in the cell of a figure: points are written as points (1.2), all else as it is. */
double xlsx_value(const struct figure *figure);
const char *xlsx_number_format(struct xlsx *xlsx, const struct figure *figure, bool words);
/* Lines that the text takes in a column of that width, and their height in points. */
size_t xlsx_lines(struct xlsx *xlsx, struct str text, double width, double size);
double xlsx_height(size_t lines, double size);

#endif
