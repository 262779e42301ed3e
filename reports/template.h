/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_TEMPLATE_H
#define REDRESS_REPORTS_TEMPLATE_H

/* What a report shows, as a YAML file of templates/reports or of the user:
 *
 *   title: {zh: 投诉月报, en: Monthly complaint report}     # unless --title says another
 *   cover: urgent                                           # a section: the cover shows its complaints only
 *   sections:
 *     - key: overview            # small letters; the known ones have a title
 *       title: {zh: …, en: …}    # or one text for both languages
 *       findings: [overview]     # whose sentences stand in it; default: those of its key
 *       charts: [trend]          # names of catalogue.h
 *       tables:
 *         - by_unit
 *         - {table: by_region, title: …, columns: [region, received, share], where: "channel = 'Web'", limit:
 * 20} where: "severity = 'high'"   # SQL: only these complaints; on a table or chart both hold needs: [level]
 * # columns without which it is one line that says so optional: true           # left out when it has nothing
 *
 * Everything is checked when the file is read; mistakes are ERR_USAGE with file, line and column. */

#include "analysis/base/yaml.h"
#include "analysis/clock/period.h"
#include "analysis/query/dataset.h"
#include "reports/catalogue.h"

/* A column of a table of single complaints: the first of these names that the exports have. */
struct template_column {
    const struct str *names;
    size_t count;
};

struct template_item {
    const struct catalogue_item *of;
    struct str name;
    struct str title[LANG_COUNT]; /* empty = that of the table */
    struct str where;             /* with the section's; empty = all */
    const struct yaml *where_at;  /* where it was written, for messages */
    const struct template_column *columns;
    size_t column_count; /* 0 = the usual ones */
    size_t limit;        /* rows; 0 = as many as usual */
};

struct template_section {
    struct str key;
    struct str title[LANG_COUNT];
    const struct str *findings;
    size_t finding_count;
    const struct str *needs;
    size_t need_count;
    const struct template_item *tables, *charts;
    size_t table_count, chart_count;
    struct str where; /* of all of its items, and of its findings */
    const struct yaml *where_at;
    bool optional;
};

struct template {
    const char *name; /* as it was given */
    struct str title[LANG_COUNT];
    const struct template_section *cover; /* whose complaints the cover is about; NULL = all */
    const struct template_section *sections;
    size_t section_count;
};

/* The shipped template for reports on a kind of period. */
const char *template_of_period(enum period_kind kind);
/* A shipped name or a file (with a slash or a point). Unknown names: ERR_USAGE with the shipped ones. */
bool template_load(const char *name, struct arena *arena, const struct template **template, struct err *err);
/* Moves an error of a condition from its own place to that in the file; returns false. */
bool template_where_failed(const struct yaml *at, struct err *err);
/* Adds the columns that conditions and tables of cases look at; mistakes in conditions are told with their
 * place. Between dataset_open and dataset_load. */
bool template_need(const struct template *template, struct dataset *dataset, struct dataset_need *need,
                   struct err *err);

#endif
