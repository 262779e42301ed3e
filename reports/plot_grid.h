/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOT_GRID_H
#define REDRESS_REPORTS_PLOT_GRID_H

/* Light lines and small figures for a value axis, and upright columns over a category axis. */

#include "reports/plot_slots.h"

/* Width of the axis' figures with their distance to the plot. */
double plot_grid_width(const struct plot_page *page, const struct plot_axis *axis);
/* Lines across the box, figures left of it. */
void plot_grid_across(const struct plot_page *page, const struct plot_axis *axis, const struct plot_box *box);
/* Lines down the box, figures under it. */
void plot_grid_down(const struct plot_page *page, const struct plot_axis *axis, const struct plot_box *box);
/* The unit of the values, small, at the top of the body. */
enum { PLOT_HEADING = 16 };
void plot_grid_heading(const struct plot_page *page, struct str text);

/* One set of columns: where the plot lies, its axis, whether every column carries its figure (then there is
 * no grid and the tallest column fills the plot). */
struct plot_columns {
    struct plot_page *page;
    struct plot_slots slots;
    struct plot_axis axis;
    struct plot_box box;
    double share; /* width of a column as a share of its slot */
    bool labelled, named, headed;
    double marks; /* height of the rows of mark labels */
    struct plot_taken taken;
};

struct plot_columns_plan {
    double low, high; /* values the axis must hold, besides zero, where columns stand */
    double share;
    const struct series *beside; /* a light series that needs a key */
    bool named;                  /* labels are names, not periods or bins */
    const struct str *labels;    /* what will be written at the columns, one each */
};

struct plot_columns plot_columns_place(struct plot_page *page, const struct plot_columns_plan *plan);
/* Grid or not, marks, heading: all that lies behind the columns. */
void plot_columns_open(const struct plot_columns *columns);
/* The base line, marks and labels of the categories. */
void plot_columns_close(const struct plot_columns *columns);
double plot_columns_width(const struct plot_columns *columns);
double plot_columns_at(const struct plot_columns *columns, double value);
/* The column between two values, moved by a share of its width. */
void plot_columns_bar(const struct plot_columns *columns, size_t index, double from, double to, double shift,
                      const struct colour *fill, const struct stroke *stroke);
/* A text above (or below) a value, where it is free. */
void plot_columns_label(struct plot_columns *columns, size_t index, double value, struct str text,
                        bool strong, bool below);

#endif
