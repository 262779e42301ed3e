/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOT_H
#define REDRESS_REPORTS_PLOT_H

/* Draws a chart of the report model on a canvas: one file a kind (plot_trend.c …), one line each in the list.
 */

#include "reports/canvas.h"
#include "reports/model.h"

struct plot_frame {
    double x, y, width, height; /* where the whole chart goes, title included, in points */
    enum lang lang;
};

struct plot {
    enum chart_kind kind;
    const char *name; /* "trend" */
    void (*draw)(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                 const struct plot_frame *frame);
    /* Height that suits the chart at this width (heat maps and interval rows grow with their rows). */
    double (*height)(const struct chart *chart, double width);
};

/* NULL for a kind that has no plot yet. */
const struct plot *plot_find(enum chart_kind kind);
void plot_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
               const struct plot_frame *frame);
double plot_height(const struct chart *chart, double width);

#endif
