/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_TROUBLE_H
#define REDRESS_INTAKE_TROUBLE_H

/* What can be wrong with a row or a cell. DESIGN.md §5 is the contract; the table stands in csv.h. */

#include "analysis/base/str.h"

/* A row that could not be used, verbatim, or a cell whose value was not understood. */
enum trouble {
    TROUBLE_RECORD,        /* strict libcsv rejects the record */
    TROUBLE_NUL,           /* holds a NUL byte */
    TROUBLE_HUGE,          /* a field of 16 MiB or more */
    TROUBLE_OPEN_QUOTE,    /* a quoted field still open at the end of the file */
    TROUBLE_LONG,          /* more fields than the header, and the extra ones are not blank */
    TROUBLE_REFUSED_COUNT, /* the ones above refuse the row; the ones below only leave a value missing */
    TROUBLE_SHORT = TROUBLE_REFUSED_COUNT, /* fewer fields than the header */
    TROUBLE_DATE,                          /* a cell that is no date, or an impossible one */
    TROUBLE_NUMBER,                        /* a word for a number */
    TROUBLE_FLAG,                          /* neither a yes nor a no word */
    TROUBLE_UNDECODABLE,                   /* bytes that are not valid in the encoding, replaced by U+FFFD */
    TROUBLE_ID,                            /* an id in scientific notation (4.2E+17): the row is not merged */
    TROUBLE_COUNT
};

enum { TROUBLE_KEPT = 100000 /* entries kept of each kind; all are counted */ };

struct trouble_entry {
    enum trouble kind;
    uint32_t file; /* index into intake_files */
    size_t line,
        column;      /* physical line from 1; field from 1, 0 = the whole row; of the sheet in workbooks */
    struct str text; /* the physical line or record verbatim, or the cell; owned by the table */
};

#endif
