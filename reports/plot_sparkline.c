/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/plot_layout.h"

#include <math.h>

void plot_sparkline(struct canvas *canvas, const struct figure *points, size_t count, double x, double y,
                    double width, double height) {
    enum { PAD = 3, MOST = 600 };
    struct point line[MOST];
    double low = INFINITY, high = -INFINITY;
    if (count > MOST) {
        points += count - MOST;
        count = MOST;
    }
    for (size_t i = 0; i < count; i++)
        if (plot_known(&points[i])) {
            low = fmin(low, points[i].value);
            high = fmax(high, points[i].value);
        }
    const double span = high - low > 0 ? high - low : 1;
    const double middle = high - low > 0 ? 0 : 0.5;
    struct stroke stroke = plot_stroke(theme.actual, 1.25, false);
    size_t size = 0;
    for (size_t i = 0; i <= count; i++) {
        if (i < count && plot_known(&points[i])) {
            const double share = middle + (points[i].value - low) / span;
            const double step = count > 1 ? (double)i / (double)(count - 1) : 1;
            line[size++] = (struct point){x + PAD + step * (width - 2 * PAD),
                                          y + height - PAD - share * (height - 2 * PAD)};
            if (i + 1 == count)
                canvas_circle(canvas, line[size - 1], 2.25, &theme.actual, NULL);
        } else {
            canvas_polyline(canvas, line, size, &stroke);
            size = 0;
        }
    }
}
