/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CSV_OUT_H
#define REDRESS_REPORTS_CSV_OUT_H

/* Writes CSV after RFC 4180 with one difference: lines end with LF alone. Every spreadsheet and reader we
 * know takes both, while with CRLF the last column of each line would carry a CR in awk, cut, sort and diff,
 * where analysts use these files.
 *
 * A text that a spreadsheet would run as a formula (first character = + - @, tab or CR) gets an apostrophe in
 * front; numbers and times are ours and stay plain. Start with {.out = &buf}. */

#include "analysis/base/str.h"

struct csv_out {
    struct buf *out;
    bool filled;    /* the line has a cell already */
    char delimiter; /* 0 = comma */
};

/* The byte order mark by which Excel knows UTF-8. Files carry it, standard output does not. */
void csv_bom(struct csv_out *csv);
void csv_text(struct csv_out *csv, struct str text);
/* Without the guard against formulas: for files that must keep the bytes. */
void csv_verbatim_text(struct csv_out *csv, struct str text);
/* Empty for NAN. */
void csv_number(struct csv_out *csv, double value);
void csv_time(struct csv_out *csv, int64_t seconds, bool date_only);
void csv_empty(struct csv_out *csv);
void csv_end_line(struct csv_out *csv);

#endif
