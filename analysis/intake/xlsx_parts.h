/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_XLSX_PARTS_H
#define REDRESS_INTAKE_XLSX_PARTS_H

/* What a workbook consists of: its sheets, its shared texts, its cell styles, and from when its days count.
 * Private to this folder. */

#include "analysis/intake/xlsx_xml.h"

/* How a number in a cell is meant, by its number format. */
enum xlsx_style {
    XLSX_PLAIN,
    XLSX_DATE,    /* a day; its time of day is shown only when it has one */
    XLSX_MOMENT,  /* day and time */
    XLSX_TIME,    /* a time of day */
    XLSX_ELAPSED, /* a duration: [h]:mm */
    XLSX_ZEROS    /* and above: XLSX_ZEROS + n fills up to n digits with zeros */
};

struct xlsx_part_sheet {
    struct str name;
    const char *part;
    bool hidden;
};

struct xlsx_parts {
    struct xlsx_part_sheet *sheets;
    size_t sheet_count, sheet_capacity;
    const char *texts; /* part of the shared texts; NULL = none */
    uint8_t *styles;   /* enum xlsx_style by number of the cell style (heap) */
    size_t style_count, style_capacity;
    bool from_1904;
};

/* ERR_DATA naming what to do for what is no workbook of this kind (.ods, .xlsb, any other archive). Strings
 * are the arena's; freed with xlsx_parts_free also after an error. */
bool xlsx_parts_read(const struct xlsx_zip *zip, struct arena *arena, struct xlsx_parts *parts,
                     struct err *err);
void xlsx_parts_free(struct xlsx_parts *parts);

/* By the built-in number of a format, or by its code. */
enum xlsx_style xlsx_style_of_number(unsigned number);
enum xlsx_style xlsx_style_of_code(struct str code);

#endif
