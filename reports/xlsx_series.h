/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_XLSX_SERIES_H
#define REDRESS_REPORTS_XLSX_SERIES_H

/* What the native charts of a workbook share: the numbers on the data sheet, series over them, axes. Private
 * to xlsx_draw.c and the kinds of charts that have a file of their own, which are declared here too. */

#include "reports/theme.h"
#include "reports/xlsx_draw.h"

enum {
    XLSX_MOST_POINTS = 1000,
    XLSX_MOST_LABELS = 14 /* along an axis; more are thinned */
};

/* Where the numbers of a chart lie on the data sheet. */
struct xlsx_block {
    lxw_row_t first, last;
    lxw_col_t series; /* the next free column */
};

/* Title, headings, categories; the series follow from column B on. */
struct xlsx_block xlsx_block_begin(struct xlsx_data *data, const struct chart *chart);
void xlsx_block_end(struct xlsx_data *data, const struct xlsx_block *block);
/* The next column of numbers; returns which. */
lxw_col_t xlsx_series_put(struct xlsx_data *data, struct xlsx_block *block, struct str name,
                          const struct figure *points);

/* Text as a chart may hold it. */
const char *xlsx_chart_text(struct xlsx_data *data, struct str text);
/* The first series of the chart with that role; NULL when there is none. */
const struct series *xlsx_series_of(const struct chart *chart, enum series_role role);
bool xlsx_any_negative(const struct chart *chart);
/* A series over a column of the block. */
lxw_chart_series *xlsx_series_add(struct xlsx_data *data, lxw_chart *chart, const struct xlsx_block *block,
                                  lxw_col_t column, struct str name);
void xlsx_series_line(lxw_chart_series *series, uint32_t colour, float width, uint8_t dash);
void xlsx_series_fill(lxw_chart_series *series, uint32_t colour);
/* One point in the colour of what the title speaks of. */
void xlsx_series_highlight(lxw_chart_series *series, const struct chart *chart,
                           const struct xlsx_block *block);
/* Each point says its value. */
void xlsx_series_label(struct xlsx_data *data, lxw_chart_series *series, uint8_t position, const char *format,
                       struct colour colour);

const char *xlsx_axis_format(enum unit unit);
lxw_chart_axis *xlsx_category_axis(lxw_chart *drawn);
lxw_chart_axis *xlsx_value_axis(lxw_chart *drawn);
/* Title, axes and legend in the theme. */
void xlsx_axes_set(struct xlsx_data *data, lxw_chart *drawn, const struct chart *chart, enum unit unit);
void xlsx_axes_from_zero(lxw_chart *drawn);

/* A kind of chart; NULL when the series it needs are missing. */
typedef lxw_chart *xlsx_kind(struct xlsx_data *data, const struct chart *chart, struct xlsx_block *block);
xlsx_kind xlsx_draw_columns, xlsx_draw_pareto, xlsx_draw_intervals, xlsx_draw_waterfall;

#endif
