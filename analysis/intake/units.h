/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_UNITS_H
#define REDRESS_INTAKE_UNITS_H

/* The organisation's units and their other names: a CSV file with the columns name and alias (a line per
 * alias; more columns such as parent, region, from, to may stand there). Exports that call a branch by
 * another name then speak of the same unit. */

#include "analysis/base/err.h"
#include "analysis/intake/table.h"

struct units;

/* ERR_USAGE with file, line and column: a column missing, a line without a name, an alias of two units. */
bool units_parse(struct str csv, const char *name, struct units **units, struct err *err);
bool units_load(const char *path, struct units **units, struct err *err);
void units_free(struct units *units);

/* Gives every alias in the column `unit` of a table just loaded the name of its unit; before anything looks
 * at it. */
void units_fold(const struct units *units, struct table *table);
/* Rows whose unit is none of the file's (blank ones not counted). */
uint64_t units_unknown(const struct units *units, const struct table *table);

#endif
