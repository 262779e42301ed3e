/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_BIFF_H
#define REDRESS_INTAKE_BIFF_H

/* Workbooks of Excel up to 2003 (.xls, BIFF), through FreeXL. FreeXL holds a workbook in memory and has met
 * files made to harm it, so it works in a process of its own, with limited memory and time, that hands back
 * the rows as CSV text: whatever goes wrong there ends with a message. Private to this folder. */

#include "analysis/intake/sheet.h"

struct biff_choice {
    const char *sheet; /* name or number; NULL = the first one whose first rows `fits` accepts */
    bool (*fits)(void *context, struct str text);
    void *context;
};

struct biff_found {
    size_t sheet, sheet_count; /* which one was read, from 0 */
    size_t also;               /* how many others fit */
    char name[128];
    uint64_t empty_rows;
    bool from_1904;
};

/* Begins like such a workbook; `locked`: one of Excel 2007 or later with a password looks the same from
 * outside. */
bool biff_is(struct str bytes);
bool biff_is_locked(struct str bytes);

/* Writes the chosen sheet into `sheet`, which was opened. */
bool biff_read(struct str bytes, const char *name, const struct biff_choice *choice, struct sheet *sheet,
               struct biff_found *found, struct err *err);

#endif
