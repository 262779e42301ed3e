/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_TESTS_SAMPLE_PARTS_H
#define REDRESS_TESTS_SAMPLE_PARTS_H

/* Builders of report models for tests: tables cell by cell, charts series by series, sections line by line.
 */

#include "reports/model.h"

enum { SAMPLE_TABLES = 12, SAMPLE_CHARTS = 12, SAMPLE_SECTIONS = 12, SAMPLE_ITEMS = 40 };

struct sample {
    struct arena *arena;
    enum lang lang;
    struct report *report;
    struct report_table tables[SAMPLE_TABLES];
    size_t table_count;
    struct report_column columns[SAMPLE_ITEMS]; /* of the table being built */
    struct cell *cells;
    size_t cell_count, cell_room;
    struct chart charts[SAMPLE_CHARTS];
    size_t chart_count;
    struct section sections[SAMPLE_SECTIONS];
    size_t section_count;
};

void table_begin(struct sample *sample, struct str key, struct str title, struct str note);
void sample_column(struct sample *sample, struct str key, struct str name, enum column_role role,
                   enum unit unit, bool interval);
void table_text_cell(struct sample *sample, struct str text);
void table_figure_cell(struct sample *sample, struct figure figure);
void table_time_cell(struct sample *sample, int64_t seconds, bool date_only);
/* The finished table, whose flags may be set. */
struct report_table *table_end(struct sample *sample);

struct chart *chart_begin(struct sample *sample, enum chart_kind kind, struct str key, size_t categories);
void chart_category(struct sample *sample, struct chart *chart, struct str name);
/* The points of a new series, one a category, to be filled. */
struct figure *chart_series(struct sample *sample, struct chart *chart, struct str name,
                            enum series_role role);

void section_begin(struct sample *sample, struct str key, struct str title);
void section_sentence(struct sample *sample, struct str text);
void section_table(struct sample *sample, struct str key);
void section_chart(struct sample *sample, struct str key);

/* Hands everything to the report. */
void sample_finish(struct sample *sample);

#endif
