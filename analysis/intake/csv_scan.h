/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_CSV_SCAN_H
#define REDRESS_INTAKE_CSV_SCAN_H

/* The fast splitter under csv.c: 64 bytes a step, it finds the delimiters and line ends outside quotes. It
 * stops at the first place where quoting is not provably what strict libcsv takes without complaint, or at a
 * NUL; all marks before that place are right. Private to csv.c and its tests.
 *
 * Within 64 bytes, with one bit a byte: Q the quotes, P the parity of quotes so far, the byte itself
 * included. An opening quote is Q & P, a closing one Q & ~P; a doubled quote inside a field is a closing
 * quote with an opening one behind it. Quoting is regular when every opening quote stands at the start of a
 * field or behind a closing one, and behind every closing quote comes a delimiter, a line end, the end of the
 * text or a quote. */

#include "analysis/base/str.h"

struct csv_scan {
    struct str text;
    char delimiter;
    size_t origin;   /* positions of marks count from this offset */
    size_t at;       /* next byte to look at */
    uint32_t *marks; /* delimiters, line ends (CR of a CRLF) and, as a line end, the end of the text */
    size_t mark_count, mark_capacity;
    uint32_t *lines; /* which marks are line ends */
    size_t line_count, line_capacity;
    uint64_t inside; /* all ones while inside quotes, else 0 */
    bool may_open;   /* the last byte allows an opening quote behind it */
    bool closed;     /* the last byte closed a quote */
    bool after_cr;   /* the last byte was a CR outside quotes */
    bool stopped;    /* something irregular comes next, or the end is inside quotes */
    bool ended;      /* everything was looked at */
};

/* A record starts at `at`. Keeps the memory of earlier scans. */
void csv_scan_start(struct csv_scan *scan, struct str text, char delimiter, size_t at);
/* Looks at about `bytes` more, unless stopped or ended. Marks before number `keep_from` are forgotten (and
 * their lines); positions then count from `origin`, which must not lie behind the first mark kept. */
void csv_scan_more(struct csv_scan *scan, size_t bytes, size_t keep_from, size_t origin);
void csv_scan_free(struct csv_scan *scan);

#endif
