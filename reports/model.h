/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_MODEL_H
#define REDRESS_REPORTS_MODEL_H

/* The one report model: what a report says, before anything is drawn or written. compose.c fills it; every
 * writer (out_*.c) and plot (plot_*.c) reads it and computes nothing but layout. All memory belongs to the
 * report's arena. Texts are finished sentences or labels in the report's language; figures are raw and
 * formatted by format.h. */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"
#include "analysis/measure/figure.h"
#include "analysis/signal/target.h"

/* A headline number with its comparisons. Figures without a value are printed as "—" with their note. */
struct kpi {
    struct str key;  /* measure key, e.g. "p50_days" */
    struct str name; /* in the report's language */
    struct figure now, previous, year_ago;
    struct figure change_prev, change_year; /* UNIT_CHANGE, or UNIT_POINTS for shares */
    bool reliable_prev, reliable_year;      /* the difference passes its test: "rose", "fell" may be said */
    struct figure target;
    enum verdict verdict;
    bool lower_is_better;
    const struct figure *trend; /* the last months, oldest first, for a sparkline */
    size_t trend_count;
};

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_FIGURE, CELL_TIME };

struct cell {
    enum cell_kind kind;
    struct str text;      /* TEXT */
    struct figure figure; /* FIGURE */
    int64_t seconds;      /* TIME: civil seconds */
    bool date_only;
};

enum column_role { COLUMN_LABEL, COLUMN_VALUE, COLUMN_NOTE };

struct report_column {
    struct str key;  /* stable: the CSV header and JSON key */
    struct str name; /* in the report's language */
    enum column_role role;
    enum unit unit; /* VALUE */
    bool interval;  /* CSV, JSON and workbook add KEY_low, KEY_high and KEY_n */
    bool cases;     /* they add KEY_n: a duration, which rests on fewer cases than its row counts */
    bool whole;     /* to be copied elsewhere: never cut to fit */
    bool lesser;    /* the first to go where paper has no room for all */
};

struct report_table {
    struct str key;   /* stable: file name, sheet and JSON key, e.g. "by_category" */
    struct str title; /* in the report's language; for sheet tabs see out_xlsx */
    struct str note;  /* what it counts, definitions, empty when none */
    const struct report_column *columns;
    size_t column_count;
    const struct cell *cells; /* row-major */
    size_t row_count;
    bool total_row;    /* the last row is a total over the ones above */
    bool rest_row;     /* the last one (before a total) folds what has no row of its own */
    const bool *minor; /* rows that paper leaves out, saying where they are; NULL = none */
    bool detail;       /* single complaints (masked already): frozen header, filter; no chart */
};

enum chart_kind {
    CHART_TREND,
    CHART_PARETO,
    CHART_DISTRIBUTION,
    CHART_HEATMAP,
    CHART_INTERVALS,
    CHART_WATERFALL,
    CHART_AGEING,
    CHART_FUNNEL,
    CHART_SURVIVAL,
    CHART_KIND_COUNT
};

enum series_role {
    SERIES_ACTUAL,        /* solid */
    SERIES_PREVIOUS_YEAR, /* light */
    SERIES_TARGET,        /* outlined */
    SERIES_LIMIT_LOW,     /* control limits, thin */
    SERIES_LIMIT_HIGH,
    SERIES_CENTRE,
    SERIES_CUMULATIVE /* share of the total so far (Pareto) */
};

struct series {
    struct str name;
    enum series_role role;
    const struct figure *points; /* one per category of the chart */
};

/* A labelled line at a place on the category axis (`at` in categories, fractions allowed: 0 is the left edge
 * of the first, 1 where the second begins) or on the value axis: percentiles of a distribution, a series
 * break, a target. */
struct chart_mark {
    bool on_values;
    double at;
    struct str label;
};

/* All kinds share one shape: categories along one axis and series of figures over them.
 *   TREND         categories are periods, oldest first
 *   PARETO        categories by count, largest first, the rest folded into the last; with a CUMULATIVE series
 *   DISTRIBUTION  categories are bins of a duration ("0", "1", … "30+"); marks are percentiles
 *   HEATMAP       one series a row, categories are columns; a figure's value is shown, NAN = empty
 *   INTERVALS     one actual series with low, high and n, a row a category
 *   WATERFALL     categories are steps, values signed, first and last are totals
 *   AGEING        categories are age bands */
struct chart {
    enum chart_kind kind;
    struct str key;      /* stable: the file name, e.g. "trend" */
    struct str title;    /* the message: what it says */
    struct str subtitle; /* what, who, when, with n */
    struct str note;     /* below, small; may be empty */
    struct str alt;      /* one or two sentences for those who cannot see it */
    struct str category_axis, value_axis;
    enum unit unit; /* of the values */
    const struct str *categories;
    size_t category_count;
    const struct series *series;
    size_t series_count;
    const struct chart_mark *marks;
    size_t mark_count;
    size_t highlight; /* category that the title speaks of; SIZE_MAX = none */
    bool rest_last;   /* the last category folds what has no place of its own ("30+", "others"): light */
};

struct section {
    struct str key, title;
    const struct str *sentences; /* findings first */
    size_t sentence_count;
    const struct str *tables; /* keys of the tables and charts shown here, in order */
    size_t table_count;
    const struct str *charts;
    size_t chart_count;
    struct str unavailable; /* set instead of content: what column and profile key is missing */
};

struct definition {
    struct str key, name, text;
};

struct hotspot {
    struct str dimensions, cell; /* "category × unit", "排队 × 汉口支行" in the report's language */
    struct figure observed, expected, excess, ratio, q;
    struct str sentence;
};

struct report {
    struct arena *arena;
    enum lang lang;
    struct str title, organisation, subtitle;
    struct str period_name;           /* "2026-10" */
    int64_t period_start, period_end; /* civil seconds, end excluded */
    int64_t as_of;
    struct str sentences[3]; /* the cover's three */
    struct str due;          /* what falls due next and what is overdue, a sentence; empty = not known */
    const struct kpi *kpis;
    size_t kpi_count;
    const struct section *sections;
    size_t section_count;
    const struct report_table *tables;
    size_t table_count;
    const struct chart *charts;
    size_t chart_count;
    const struct hotspot *hotspots;
    size_t hotspot_count;
    const struct definition *definitions;
    size_t definition_count;
    struct str program; /* "redress 0.1" */
};

const struct report_table *report_table_find(const struct report *report, struct str key);
const struct section *report_section_find(const struct report *report, struct str key);
const struct chart *report_chart_find(const struct report *report, struct str key);

#endif
