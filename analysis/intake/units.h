/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_INTAKE_UNITS_H
#define REDRESS_INTAKE_UNITS_H

/* The organisation's units: a CSV file with the column name and any of
 *
 *   alias    another name of the unit, as exports write it; a line for each
 *   parent   the unit above it, by its name
 *   region   where it lies
 *   from,to  the days of receipt that the line is about, both in; empty = from ever, for ever
 *
 * What a line leaves empty it says nothing about. A unit that moves has two lines with its parents and their
 * days. Two lines may not say different things for the same day, and no unit may be above itself. */

#include "analysis/base/err.h"
#include "analysis/intake/table.h"

struct units;

/* ERR_USAGE with file, line and column: a column missing, a line without a name, an alias of two units, two
 * parents or regions on one day, a parent that is another name of a unit, a circle of parents, no day. */
bool units_parse(struct str csv, const char *name, struct units **units, struct err *err);
bool units_load(const char *path, struct units **units, struct err *err);
void units_free(struct units *units);

/* What the file tells besides names: the columns that units_apply adds or fills. */
bool units_have_parents(const struct units *units);
bool units_have_regions(const struct units *units);

/* In a table just loaded, before anything looks at it, by the unit and the day of receipt of each row (rows
 * without one: as things are at last): gives every alias in the column `unit` the name of its unit, fills in
 * the column `region` where it is missing or empty, and adds
 *
 *   unit_parent  the unit above
 *   unit_tree    the unit and all above it: grouped by this, a unit counts what lies below it as well
 */
void units_apply(const struct units *units, struct table *table);

/* Names in the column `unit` that the file does not know, the most frequent first, with the nearest name that
 * it knows (empty when none is near). Lists are the arena's. */
struct unit_unknown {
    struct str name, nearest;
    uint64_t rows;
};
const struct unit_unknown *units_unknown(const struct units *units, const struct table *table,
                                         struct arena *arena, size_t *count);

#endif
