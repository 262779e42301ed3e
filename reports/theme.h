/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_THEME_H
#define REDRESS_REPORTS_THEME_H

/* How charts and documents look, in one place: colours, text sizes, spaces (points). Hues are from the
 * palette of Okabe & Ito (2008), which the colour-blind tell apart; where two of them meet they differ in
 * lightness too, so that a grey print still reads, and never is red set against green. The parts follow the
 * IBCS: solid actual, light previous year, outlined target. */

#include "reports/canvas.h"

struct theme {
    struct colour paper, text, text_soft; /* soft: subtitles, axes, notes */
    struct colour axis, grid, track;      /* track: the empty part behind a bar */
    struct colour actual, previous, rest; /* rest: a bar that folds many small ones */
    struct colour highlight;              /* what the title speaks of, what is out of its limits */
    struct colour limit, target, mark;
    struct colour rise, fall, total; /* waterfall */
    double size_title, size_subtitle, size_label, size_small;
    double line;               /* line height as a multiple of the size */
    double gap;                /* between parts of a chart */
    double thin, medium, bold; /* widths of lines */
};

extern const struct theme theme;

struct text_style theme_text(double size, struct colour colour, enum text_anchor anchor);
struct text_style theme_bold(double size, struct colour colour, enum text_anchor anchor);

/* A colour of the sequential scale, one hue from near white (0) to dark (1), even steps of lightness. */
struct colour theme_scale(double share);
/* Text colour that is read well on a background (WCAG contrast of white against dark text). */
struct colour theme_text_on(struct colour background);
/* Relative luminance as in WCAG 2, 0 … 1. */
double theme_luminance(struct colour colour);

#endif
