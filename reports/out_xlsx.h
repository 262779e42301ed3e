/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_XLSX_H
#define REDRESS_REPORTS_OUT_XLSX_H

/* The parts of report.xlsx, each in its file. */

#include "reports/xlsx_book.h"

/* The workbook of a report as bytes, for whoever does not write a pack. */
bool report_xlsx(const struct report *report, struct buf *out, struct err *err);

/* The first sheet: title, the three sentences, a tile for each headline figure with a defined name
 * (kpi_received …), and the contents. The sheet is made first and filled last, when the contents are known.
 */
lxw_worksheet *xlsx_cover_sheet(struct xlsx *xlsx, const char **name);
void xlsx_cover_fill(struct xlsx *xlsx, lxw_worksheet *sheet, const char *name);

/* A table on a sheet of its own (on several when it is longer than a sheet can be). `words`: numbers carry
 * the words of their units, for tables that mix them. `cover` NULL: no link back to it. */
void xlsx_table(struct xlsx *xlsx, const struct report_table *table, const char *cover, bool words);
/* The same where a sheet holds so many rows, its head included. */
void xlsx_table_split(struct xlsx *xlsx, const struct report_table *table, const char *cover, bool words,
                      size_t sheet_rows);
/* Rows of a column of a sheet. */
struct xlsx_area {
    lxw_row_t first, last;
    lxw_col_t column;
};
/* Conditional formats where a column of texts says that a target was missed or a limit crossed. */
void xlsx_verdicts(struct xlsx *xlsx, lxw_worksheet *sheet, const struct report_table *table, size_t column,
                   const struct xlsx_area *area);
/* The headline figures and the definitions in the form of tables. */
struct report_table xlsx_kpi_table(struct xlsx *xlsx);
struct report_table xlsx_definition_table(struct xlsx *xlsx);

/* Native charts on one sheet, made early and filled last, when the sheet with their numbers is written; NULL
 * when there is nothing to draw. Heat maps are coloured cells on sheets of their own. */
lxw_worksheet *xlsx_charts_sheet(struct xlsx *xlsx, const char *cover);
void xlsx_charts_fill(struct xlsx *xlsx, lxw_worksheet *sheet);
void xlsx_heat_maps(struct xlsx *xlsx, const char *cover);

#endif
