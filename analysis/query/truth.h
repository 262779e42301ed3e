/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_TRUTH_H
#define REDRESS_QUERY_TRUTH_H

/* What the labels of an export mean in terms of a rulebook: each label one class, a value of an axis or, with
 * a level, the first parts of its id (level 1: card for card.fraud).
 *
 * A label is the id of a value, or its name in either language, without regard to case, width and
 * traditional characters; with a level also that of a heading. A file says it where names differ:
 *   label,category
 *   Closing an account,account.close
 *   Other,                            rows with this label are left out
 */

#include "analysis/query/dataset.h"

/* The classes of an axis, in the order of its rules. */
struct classes {
    const struct rulebook *book;
    const struct axis *axis;
    size_t level; /* parts of ids that count; 0 = all */
    const struct str *ids;
    size_t count;
    const uint32_t *of_value;    /* by value of the axis */
    uint32_t other;              /* the class of `other` */
    const struct called *called; /* ids and names, folded: the first that fits counts */
    size_t called_count;
};
struct called {
    struct str folded;
    uint32_t class;
};
void classes_of(const struct rulebook *book, const struct axis *axis, size_t level, struct arena *arena,
                struct classes *classes);
/* How a class is called; its id where it has no name. */
struct str class_name(const struct classes *classes, size_t class, enum language language);

#define LABEL_UNKNOWN UINT32_MAX        /* no class is called so */
#define LABEL_LEFT_OUT (UINT32_MAX - 1) /* the file says so */

struct truth_map;
/* Given back with truth_map_free, after a failure too. ERR_USAGE with the place for a category that does not
 * exist, a column that lacks, a label named twice. */
bool truth_map_load(const char *path, const struct classes *classes, struct arena *arena,
                    struct truth_map **map, struct err *err);
void truth_map_free(struct truth_map *map);
/* `map` may be NULL. */
uint32_t truth_class(const struct truth_map *map, const struct classes *classes, struct str label,
                     struct buf *scratch);

#endif
