/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_ANSWERING_H
#define REDRESS_REPORTS_ANSWERING_H

/* An answer to a query while it is made: compose_query.c counts and puts in order, answering_table.c fills
 * the table. Private to these two.
 *
 * What is counted lies in sheets: cubes over the same rows of the exports with and without the column that
 * --across spreads, each with the same cube of the periods it is compared with. */

#include "analysis/clock/compared.h"
#include "analysis/query/cube.h"
#include "reports/compose.h"

struct sheet {
    struct cube now, base;       /* base: of the periods compared with, of the same groups; or empty */
    const struct day_pair *days; /* of each period: what is compared with what; NULL without */
    struct dict *keys;           /* of crossed sheets: the joined values of a cell, see sheet_cell */
    const uint32_t *cells;       /* by code of a key */
};

/* The rows that one kind of line rests on: the groups, all that --top leaves over, everything. */
enum line_kind { LINE_GROUP, LINE_OTHERS, LINE_TOTAL, LINE_KINDS };

struct line {
    enum line_kind kind;
    size_t cell, period, rank; /* in the plain sheet of its kind; rank: place of the cell among the others */
};

/* The values that --across spreads over columns. */
struct across {
    bool asked, overlaps; /* overlaps: several-valued */
    bool periods;         /* the columns are buckets of time, in order */
    size_t count;
    struct str *values;          /* as grouping gives them; names of periods */
    const struct column *column; /* NULL for periods and weekdays */
};

struct answering {
    const struct dataset *data;
    const struct query_question *question;
    struct arena *arena;
    const struct measure_ref *refs;
    size_t ref_count;
    struct sheet plain[LINE_KINDS], crossed[LINE_KINDS];
    bool has[LINE_KINDS]; /* which kinds of lines there are */
    struct across across;
    struct line *lines;
    size_t line_count;
    size_t left_out; /* lines behind the last shown that no line of others stands for */
    /* sorting: by a measure (ref), a name (place) or as it comes */
    int sort_ref, sort_place;
    bool ascending;
};

/* The value of a --by name in a line of groups; empty = missing. */
struct str answering_value(const struct answering *a, const struct line *line, size_t place);
/* The joined values of a cell at some places, with one more value behind them. */
struct str answering_key(const struct grouping *grouping, size_t cell, size_t places, struct str last,
                         struct buf *out);

/* One figure and what it is compared with. */
struct answered {
    const struct figure *now,
        *base; /* now NULL: no such cell; base NULL: outside the exports, or not asked */
    const struct period *period;
    const struct day_pair *days; /* NULL: nothing is compared */
};
/* `column` is one of across, SIZE_MAX for all of them together. */
struct answered answering_figure(const struct answering *a, const struct line *line, size_t column,
                                 size_t ref);

void answering_fill(const struct answering *a, struct report_table *table);

#endif
