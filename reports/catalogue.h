/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CATALOGUE_H
#define REDRESS_REPORTS_CATALOGUE_H

/* Every table and chart that a report can have, by the name that report templates use: one list, from which
 * templates are checked and sections know what they lack. */

#include "analysis/base/str.h"

struct composer;
struct err;

enum catalogue_kind { CATALOGUE_TABLE, CATALOGUE_CASES, CATALOGUE_CHART };

/* What makes some of the tables and charts, all in one go. */
typedef bool catalogue_part(struct composer *c, struct err *err);

struct catalogue_item {
    const char *name;
    enum catalogue_kind kind; /* CASES: a table of single complaints, whose columns a template may choose */
    const char *needs;    /* roles, any of which it takes ("closed resolved"); NULL = it is always there */
    catalogue_part *part; /* NULL: made from the template itself, or from the whole report */
};

extern const struct catalogue_item catalogue[];
extern const size_t catalogue_count;

/* NULL when there is none of that name and kind; `chart` tells the one kind from the other two. */
const struct catalogue_item *catalogue_find(struct str name, bool chart);
/* The name nearest to a mistyped one; NULL when none is near. */
const char *catalogue_nearest(struct str name, bool chart);

/* A part, the kinds of charts that it draws, and the one to show where there are several of a kind. */
struct catalogue_step {
    catalogue_part *compose;
    unsigned charts;   /* bits of enum chart_kind */
    const char *first; /* NULL = the first */
};

/* In the order in which they run; ended by one without a part. */
extern const struct catalogue_step catalogue_parts[];

#endif
