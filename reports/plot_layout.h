/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOT_LAYOUT_H
#define REDRESS_REPORTS_PLOT_LAYOUT_H

/* What all plots share: the texts around a chart, labels that keep out of each other's way, the labels of a
 * category axis, tooltips. Boxes and places are in points of the canvas. */

#include "reports/plot.h"
#include "reports/plot_axis.h"
#include "reports/theme.h"

struct plot_box {
    double x, y, width, height;
};

/* What a plot draws with. */
struct plot_page {
    struct canvas *canvas;
    struct arena *arena;
    const struct chart *chart;
    enum lang lang;
    struct plot_box body; /* what title, subtitle and note leave */
};

/* Draws title, subtitle and note; the rest is `body`. */
struct plot_page plot_open(struct canvas *canvas, struct arena *arena, const struct chart *chart,
                           const struct plot_frame *frame);
/* Height of title, subtitle and note at this width. */
double plot_texts_height(const struct chart *chart, double width);

/* A page that can measure but not be seen, for heights that depend on labels; plot_measured frees it. */
struct plot_page plot_measuring(const struct chart *chart, double width);
void plot_measured(struct plot_page *page);

/* First series of a role with a known value, NULL without one. */
const struct series *plot_series(const struct chart *chart, enum series_role role);
/* A value that can be drawn: there, and finite. */
bool plot_known(const struct figure *figure);
/* Smallest and largest known value of a series, widening what `low` and `high` hold already. */
void plot_range(const struct chart *chart, const struct series *series, double *low, double *high);
bool plot_empty(const struct chart *chart);
/* Says that there is nothing to show, in the middle of the body. */
void plot_nothing(const struct plot_page *page);

double plot_text_width(const struct plot_page *page, struct str text, const struct text_style *style);
double plot_widest(const struct plot_page *page, const struct str *texts, size_t count,
                   const struct text_style *style);
/* One line of text, shortened to a width, its middle (not its baseline) at y. */
void plot_text(const struct plot_page *page, double x, double y, struct str text, double width,
               const struct text_style *style);
/* The widest piece of a text that cannot be broken: a word, a Chinese character. */
double plot_widest_piece(const struct plot_page *page, struct str text, const struct text_style *style);
/* Wraps like canvas_wrap, but into lines of like length, so that no single character is left over. At most 7
 * lines. */
size_t plot_wrap(const struct plot_page *page, struct str text, double width, size_t most,
                 const struct text_style *style, struct str *lines);
/* Up to `most` lines in a block whose middle is at y; returns the lines used. */
size_t plot_text_block(const struct plot_page *page, double x, double y, struct str text, double width,
                       size_t most, const struct text_style *style);
/* A value as it is labelled in a plot: without words where the axis names the unit. */
struct str plot_value(const struct plot_page *page, const struct figure *figure);
struct str *plot_values(const struct plot_page *page, const struct series *series);
/* "2026-10 · Received: 128 (n = 128)" */
struct str plot_tooltip(const struct plot_page *page, struct str category, const struct series *series,
                        const struct figure *figure);
/* Names the light series at the top right of the body, with a square in its colour. */
void plot_key(const struct plot_page *page, struct str name, struct colour colour);
struct stroke plot_stroke(struct colour colour, double width, bool dashed);

/* Thin lines look sharp on whole pixels: the middle of the pixel nearest to a place, and whole places for
 * the edges of areas. */
double plot_crisp(double place);
double plot_edge(double place);
/* A filled rectangle between two places on each axis, in any order, never thinner than `least`. */
void plot_bar(const struct plot_page *page, double x1, double y1, double x2, double y2,
              const struct colour *fill, const struct stroke *stroke);

/* Labels at the end of lines: each wants its place; they are moved apart and kept within the box. */
struct plot_end_label {
    double y;
    struct str name, value;
    struct colour colour;
    bool bold;
};
struct str plot_end_text(const struct plot_page *page, const struct plot_end_label *label);
/* Width of the margin that labels want, with their distance to the plot: at most a third of the body. */
double plot_end_width(const struct plot_page *page, const struct plot_end_label *labels, size_t count);
void plot_end_labels(const struct plot_page *page, double x, double width, double top, double bottom,
                     struct plot_end_label *labels, size_t count);

/* Places taken by labels so far, so that a further one is drawn only where it is free. */
struct plot_taken {
    struct plot_box *boxes;
    size_t count, capacity;
};
bool plot_take(struct plot_taken *taken, struct arena *arena, struct plot_box box);

#endif
