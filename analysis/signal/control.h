/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_SIGNAL_CONTROL_H
#define REDRESS_SIGNAL_CONTROL_H

/* Control charts: which points of a series are more than its ordinary ups and downs (Shewhart 1931).
 *
 *   u′   counts over exposure (complaints per 10,000 customers, per day)
 *   p′   shares (on time ÷ due)
 *        Limits centre ± 3 σz √(variance of a point of that size), where σz is the mean moving range of the
 *        standardised points ÷ 1.128 (Laney 2002). With σz = 1 they are the classical u and p charts.
 *   XmR  everything else, e.g. medians of durations: mean ± 2.66 × mean moving range (Wheeler 1992)
 *
 * A recorded break of the series starts a new segment with its own centre and limits; moving ranges and runs
 * do not cross it. A point without a value is left out and interrupts runs. */

#include "analysis/base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum control_kind { CONTROL_U, CONTROL_P, CONTROL_XMR };

struct control_point {
    double value;      /* XmR: the value; u and p: the count. NAN = none */
    double exposure;   /* u: exposure, p: cases the count is out of; > 0, else the point has no value */
    bool break_before; /* a series break was recorded between the point before and this one */
};

enum control_rule {
    CONTROL_OUTSIDE = 1, /* a point beyond a limit */
    CONTROL_SIDE = 2,    /* the 7th or later in a row on one side of the centre */
    CONTROL_TREND = 4,   /* the last of 7 or more in a row, each above (below) the one before */
    CONTROL_TWO_OF_3 =
        8 /* the second of 3 in a row that is beyond two thirds of the way to a limit, same side */
};

struct control_mark {
    double value;             /* what is drawn: the ratio, share or value; NAN = none */
    double centre, low, high; /* NAN where a segment has fewer than 2 points */
    unsigned rising, falling; /* rules (above) that signal here, upwards and downwards */
    size_t segment;
};

struct control_segment {
    size_t first, end; /* points [first, end) */
    size_t used;       /* points with a value */
    double centre;
    double sigma_z; /* u and p; NAN for XmR */
    double range;   /* mean moving range: of values (XmR), of standardised points (u, p) */
    bool trial;     /* under 12 points: limits will still move */
};

struct control_chart {
    struct control_mark *marks; /* one a point */
    size_t count;
    struct control_segment *segments;
    size_t segment_count;
};

struct control_options {
    enum control_kind kind;
    double least,
        most;      /* limits are not drawn beyond what can be: 0 for durations; p: 0 and 1, u: 0 by itself */
    size_t base;   /* points of each segment that centre and limits rest on, from its first; 0 = all */
    size_t judged; /* points from this one on are judged by limits that rest on those before it; 0 = none */
};

/* `least` and `most` both 0 means no bounds. The chart is owned by the arena. */
struct control_chart control_make(const struct control_point *points, size_t count,
                                  const struct control_options *options, struct arena *arena);
/* The last point with a value; NULL when there is none. */
const struct control_mark *control_last(const struct control_chart *chart);
/* Does it signal upwards? */
bool control_rising(const struct control_chart *chart);

#endif
