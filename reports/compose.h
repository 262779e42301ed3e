/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_COMPOSE_H
#define REDRESS_REPORTS_COMPOSE_H

/* From a dataset to the report model: which numbers, in which order, with which sentences. */

#include "analysis/query/dataset.h"
#include "reports/model.h"
#include "reports/published.h"
#include "reports/template.h"

struct compose_options {
    enum lang lang;
    struct str title, organisation; /* empty = a default from the labels, none */
    unsigned jobs;
    const struct published *published; /* the pack before, to compare with; NULL = none */
    const struct template *template;   /* what is shown; NULL = the shipped one for the kind of period */
    size_t detail;                     /* rows of the annex of single complaints; 0 = none */
    const struct manifest *manifest;   /* of this pack, as far as it is known: options, inputs, sources */
};

/* A management report on dataset->period. Everything belongs to report->arena; report_free gives it back. */
bool compose_report(const struct dataset *dataset, const struct compose_options *options,
                    struct report **report, struct err *err);
/* One chart of such a report: the first of a kind. ERR_DATA where the exports have no columns or cases for
 * it. */
bool compose_chart(const struct dataset *dataset, const struct compose_options *options, enum chart_kind kind,
                   struct report **report, const struct chart **chart, struct err *err);
void report_free(struct report *report);

enum query_compare { COMPARE_NONE, COMPARE_PREVIOUS, COMPARE_YEAR };

/* The answer to a query as one table: a column per name in `by`, then one per measure, with `across` one per
 * measure and value ("Online", or "Online received" where there are several measures). */
struct query_question {
    const struct str *by;
    size_t by_count;
    struct str across; /* the name whose values become columns; empty = none */
    struct str show;   /* "received,p50_days" */
    struct str sort; /* a measure or a --by name, "-" in front turns the order; empty = by period, then by the
                        first measure */
    size_t top;      /* 0 = all; else so many groups, each with its periods; the groups behind become one,
                        "others" */
    enum query_compare compare; /* adds KEY_prev and KEY_change, or KEY_year and KEY_change; of a period that
                                   is not over the same days are compared */
    bool per_day;               /* adds KEY_change_per_day, per working day where the calendar knows them */
    bool total;                 /* a last row over all rows, those left out by `top` too */
    double least_n;             /* figures on fewer cases are left empty */
    bool names;                 /* categories by name instead of id */
    bool unmasked;              /* customers and handlers verbatim; else masked and numbered, "J** S** #17" */
    bool intervals;             /* low, high and n beside each measure */
    bool verdicts; /* KEY_target and KEY_verdict beside measures with a target; not with `across` */
    enum lang lang;
};
/* table->note says what could not be done as asked: periods behind `top` that no row can stand for. */
bool compose_query(const struct dataset *dataset, const struct query_question *question, struct arena *arena,
                   struct report_table *table, struct err *err);

/* How the exports were understood and what became of their rows, as tables "files" and "data_quality". */
struct report_table compose_files(const struct dataset *dataset, struct arena *arena, enum lang lang);
enum quality_column {
    QUALITY_ID,
    QUALITY_FINDING,
    QUALITY_ROWS,
    QUALITY_OF,
    QUALITY_EXAMPLE,
    QUALITY_ACTION
};
struct report_table compose_quality(const struct dataset *dataset, struct arena *arena, enum lang lang);

#endif
