/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOT_SLOTS_H
#define REDRESS_REPORTS_PLOT_SLOTS_H

/* A horizontal category axis: equal slots side by side and the labels under them. */

#include "reports/plot_layout.h"

struct plot_slots {
    double x, slot; /* left edge of the first slot, width of each */
    size_t count;
};

struct plot_slots plot_slots_over(double x, double width, size_t count);
double plot_slots_middle(const struct plot_slots *slots, size_t index);
/* Where a mark lies: 0 is the left edge of the first slot, 1 its right edge … */
double plot_slots_at(const struct plot_slots *slots, double at);

/* Labels of categories in a natural order (periods, bins): as many as fit, counted back from the last. When
 * all are "YYYY-…", the years stand once in a second row ("Nov Dec Jan" over "2025 2026"). */
double plot_ordered_height(const struct plot_page *page, const struct plot_slots *slots);
void plot_ordered_draw(const struct plot_page *page, const struct plot_slots *slots, double y);

/* Labels of categories that are names: all of them, wrapped within their slots. */
double plot_named_height(const struct plot_page *page, const struct plot_slots *slots);
void plot_named_draw(const struct plot_page *page, const struct plot_slots *slots, double y);

/* Marks on the category axis: thin vertical lines with their labels in rows above the plot, so that no label
 * covers another. Height of those rows, and the drawing from `top` (the rows' top) down to `bottom`. */
double plot_marks_height(const struct plot_page *page, const struct plot_slots *slots);
void plot_marks_draw(const struct plot_page *page, const struct plot_slots *slots, double top, double bottom);

#endif
