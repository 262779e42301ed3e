/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_XLSX_CELLS_H
#define REDRESS_INTAKE_XLSX_CELLS_H

/* The cells of one sheet as CSV text with commas. Rows without a value are left out and so are columns
 * without one in any row; all rows have the same number of fields. Where each row was in the sheet is kept.
 *
 *   text        shared, inline, result of a formula; as it is
 *   number      with 15 digits, as the spreadsheet shows it; filled up with zeros by a format such as 000000
 *   date, time  by the number format: 2026-02-03, 2026-02-03 14:05:00, 14:05:00
 *   yes/no      TRUE, FALSE
 *   error       its sign, #N/A
 *
 * Private to this folder. */

#include "analysis/intake/xlsx_parts.h"
#include "analysis/intake/xlsx_texts.h"

enum { XLSX_COLUMNS_MOST = 16384 };

/* Where a row of the text begins, and its row in the sheet. */
struct xlsx_place {
    uint64_t offset, row;
};

struct xlsx_cells {
    struct file_view text, places; /* places: struct xlsx_place for each row of the text */
    uint64_t rows, empty_rows;
    uint32_t *columns; /* by field: its column in the sheet, from 1 (heap) */
    size_t column_count;
};

/* At most `most` rows that are not empty are read. */
bool xlsx_cells_read(const struct xlsx_zip *zip, const struct xlsx_parts *parts, size_t sheet,
                     const struct xlsx_texts *texts, uint64_t most, struct xlsx_cells *cells,
                     struct err *err);
void xlsx_cells_free(struct xlsx_cells *cells);

/* A number meant as a date or time, as text into out[DATE_TEXT + 16]; false when it stands for none. */
bool xlsx_date(double value, enum xlsx_style style, bool from_1904, char *out);

#endif
