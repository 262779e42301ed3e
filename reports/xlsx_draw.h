/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_XLSX_DRAW_H
#define REDRESS_REPORTS_XLSX_DRAW_H

/* Native charts of a workbook: one small function a kind, over numbers that it puts on the data sheet. */

#include "reports/xlsx_book.h"

/* The data sheet, filled from the top. */
struct xlsx_data {
    struct xlsx *xlsx;
    lxw_worksheet *sheet;
    const char *name;
    lxw_row_t row;
};

/* Whether the chart has a native form and something to show. */
bool xlsx_drawable(const struct chart *chart);
/* The chart, not yet on a sheet; NULL when the series it needs are missing. */
lxw_chart *xlsx_draw(struct xlsx_data *data, const struct chart *chart);

#endif
