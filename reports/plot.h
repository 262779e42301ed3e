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
    const char *name;  /* "trend" */
    const char *about; /* label that says what it shows */
    void (*draw)(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                 const struct plot_frame *frame);
    /* Height that suits the chart at this width (heat maps and interval rows grow with their rows). */
    double (*height)(const struct chart *chart, double width);
};

/* NULL for a kind that has no plot yet. */
const struct plot *plot_find(enum chart_kind kind);
/* The plot of a name; ERR_USAGE naming the nearest ones, or all. */
const struct plot *plot_named(struct str name, struct err *err);
/* All plots there are, one by one; NULL past the last. */
const struct plot *plot_at(size_t index);
void plot_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
               const struct plot_frame *frame);
double plot_height(const struct chart *chart, double width);

/* The chart as a picture of its own, so many points wide and as high as suits it, with a margin. `scale` is
 * pixels a point. The bytes belong to the arena. */
bool plot_png(const struct chart *chart, enum lang lang, double width, double scale, struct arena *arena,
              struct str *bytes, struct err *err);
bool plot_svg(const struct chart *chart, enum lang lang, double width, struct arena *arena, struct str *bytes,
              struct err *err);
/* A PDF of one page of the chart's size; `day` (civil seconds) is the date it says it was made. */
bool plot_pdf(const struct chart *chart, enum lang lang, double width, int64_t day, struct arena *arena,
              struct str *bytes, struct err *err);
/* A line of figures without axes, its last point marked, within the given box; gaps where one is missing. */
void plot_sparkline(struct canvas *canvas, const struct figure *points, size_t count, double x, double y,
                    double width, double height);

#endif
