/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_XLSX_GATE_H
#define REDRESS_REPORTS_XLSX_GATE_H

/* What may go into a workbook. libxlsxwriter writes invalid UTF-8, U+FFFE and NaN without a word, and the
 * file is then broken; every text and every sheet name passes here first. Lengths are in UTF-16 units, as
 * spreadsheets count. */

#include "analysis/base/str.h"

enum { XLSX_CELL_MOST = 32767, XLSX_NAME_MOST = 31, XLSX_ALT_MOST = 2000 };

/* Valid UTF-8 without control characters (line feeds stay, tabs become blanks), U+FFFE and U+FFFF; longer
 * texts than `most` are cut with "…". NUL-terminated, owned by the arena. */
const char *xlsx_gate_text(struct arena *arena, struct str text, size_t most);

/* The same for a cell, at most XLSX_CELL_MOST: "_x0041_", which spreadsheets would read as an escaped "A", is
 * escaped itself. Texts that look like formulas need nothing: they are written as strings. */
const char *xlsx_gate_cell(struct arena *arena, struct str text);

/* A name for a sheet: without []:*?/\ and apostrophes at its ends, not empty, not "History", and different
 * from the `count` names already taken, whatever the case of letters ("By unit (2)"). */
const char *xlsx_gate_sheet(struct arena *arena, struct str name, const char *const *taken, size_t count);

/* A defined name: letters, digits and underscores, behind the prefix "kpi_". */
const char *xlsx_gate_defined(struct arena *arena, struct str key);

#endif
