/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PLOT_AXIS_H
#define REDRESS_REPORTS_PLOT_AXIS_H

/* A value axis: round ends and steps of 1, 2 or 5 times a power of ten, and where a value lies on it. */

#include "analysis/base/lang.h"
#include "analysis/base/str.h"
#include "analysis/measure/figure.h"

struct plot_axis {
    enum unit unit;
    double low, high, step; /* low and high are multiples of step */
    double from, to;        /* places of low and high on the canvas; `to` may lie before `from` */
};

/* An axis that holds [low, high] with at most `most` steps. Counts get whole steps. Without a range (all
 * zero, nothing known) it runs from 0 to 1 step. Shares do not run over 100 % unless a value does. */
struct plot_axis plot_axis_nice(enum unit unit, double low, double high, unsigned most);
/* Where a value lies; values off the axis (also infinite ones) are held at its ends. */
double plot_axis_at(const struct plot_axis *axis, double value);
unsigned plot_axis_ticks(const struct plot_axis *axis);
double plot_axis_tick(const struct plot_axis *axis, unsigned index);
/* "20 %", "1,500", "2.5", "30万", "1.2M": only as many places as the step needs. */
struct str plot_axis_text(struct arena *arena, enum lang lang, const struct plot_axis *axis, double value);
/* Three or so significant digits of a large value: "1.23M", "123万". */
struct str plot_axis_compact(struct arena *arena, enum lang lang, double value);

#endif
