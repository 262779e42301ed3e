/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CANVAS_H
#define REDRESS_REPORTS_CANVAS_H

/* A drawing surface of few calls, with three back ends: PNG and PDF through cairo, SVG by our own writer
 * (cairo's ids come from a counter of the process, and it writes no <text>). Pango measures text for all
 * three. Units are points, the origin is top left. Colours come from the theme. */

#include "analysis/base/err.h"
#include "analysis/base/lang.h"

struct colour {
    double red, green, blue, alpha; /* 0 … 1 */
};

struct stroke {
    struct colour colour;
    double width;
    bool dashed;
};

enum text_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct text_style {
    double size; /* points */
    bool bold;
    struct colour colour;
    enum text_anchor anchor;
    double rotate; /* degrees, counter-clockwise, around the anchor */
};

struct extent {
    double width, height, ascent;
};

struct point {
    double x, y;
};

struct canvas;

/* Texts measured so far, for canvases that draw the same ones after each other; not for two threads at once.
 */
struct canvas_widths;
struct canvas_widths *canvas_widths_new(void);
void canvas_widths_free(struct canvas_widths *widths);

/* A PNG or SVG picture in memory of width × height points; `scale` is pixels a point (PNG: 1, 2 …). */
struct canvas *canvas_png(double width, double height, double scale, struct err *err);
struct canvas *canvas_svg(double width, double height, struct str title, struct str description,
                          struct err *err);
/* A PDF of one page; `day` (civil seconds) is the date of its making, so that it is the same bytes each run.
 */
struct canvas *canvas_pdf(double width, double height, struct str title, int64_t day);
/* Draws onto a cairo context of somebody else (the PDF writer), in its present coordinates; `widths` stay the
 * caller's. */
struct canvas *canvas_cairo(void *cairo, struct canvas_widths *widths);
/* Ends the picture and returns its bytes, owned by the arena (PNG, SVG, PDF); empty for canvas_cairo. Frees
 * the canvas. */
bool canvas_finish(struct canvas *canvas, struct arena *arena, struct str *bytes, struct err *err);

void canvas_rect(struct canvas *canvas, double x, double y, double width, double height,
                 const struct colour *fill, const struct stroke *stroke);
void canvas_line(struct canvas *canvas, struct point from, struct point to, const struct stroke *stroke);
void canvas_polyline(struct canvas *canvas, const struct point *points, size_t count,
                     const struct stroke *stroke);
void canvas_polygon(struct canvas *canvas, const struct point *points, size_t count,
                    const struct colour *fill);
void canvas_circle(struct canvas *canvas, struct point centre, double radius, const struct colour *fill,
                   const struct stroke *stroke);
/* One line of text; `at` is the baseline at the anchor. */
void canvas_text(struct canvas *canvas, struct point at, struct str text, const struct text_style *style);
struct extent canvas_measure(struct canvas *canvas, struct str text, const struct text_style *style);
/* The text cut with "…" so that it is at most `width` wide. */
struct str canvas_fit(struct canvas *canvas, struct arena *arena, struct str text, double width,
                      const struct text_style *style);
/* The text broken into lines at most `width` wide (at blanks, between CJK characters), at most `most` lines.
 */
size_t canvas_wrap(struct canvas *canvas, struct arena *arena, struct str text, double width, size_t most,
                   const struct text_style *style, struct str *lines);
void canvas_clip(struct canvas *canvas, double x, double y, double width, double height);
void canvas_unclip(struct canvas *canvas);
/* Groups what follows with a tooltip (SVG <g><title>); nothing in PNG and PDF. */
void canvas_group(struct canvas *canvas, struct str tooltip);
void canvas_ungroup(struct canvas *canvas);

/* ERR_IO naming the package (fonts-noto-cjk) when no font for the language's characters is installed. */
bool canvas_fonts_ready(enum lang lang, struct err *err);

#endif
