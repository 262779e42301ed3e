/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOT_ROWS_H
#define REDRESS_REPORTS_PLOT_ROWS_H

/* A vertical category axis: equal rows below each other with names on their left. */

#include "reports/plot_layout.h"

struct plot_rows {
    double y, height;      /* top of the first row, height of each */
    double x, label_width; /* the column of names */
    double from;           /* right of the names, where the plot begins */
    size_t count;
};

/* Height that suits so many rows. */
double plot_rows_natural(size_t count);
/* Rows for these names in a box; the names take at most `share` of its width. */
struct plot_rows plot_rows_over(const struct plot_page *page, const struct plot_box *box,
                                const struct str *names, size_t count, double share);
double plot_rows_middle(const struct plot_rows *rows, size_t index);
/* Text size that fits the rows, at most the theme's. */
double plot_rows_size(const struct plot_rows *rows);
/* Draws a name, right-aligned at the plot, on one or two lines. */
void plot_rows_name(const struct plot_page *page, const struct plot_rows *rows, size_t index, struct str name,
                    struct colour colour, bool bold);

#endif
