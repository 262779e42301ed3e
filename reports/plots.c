/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/plots.h"

#include "analysis/base/nearest.h"

#include <math.h>

static const struct plot *const plots[] = {&plot_trend,   &plot_pareto,    &plot_distribution,
                                           &plot_heatmap, &plot_intervals, &plot_waterfall,
                                           &plot_ageing,  &plot_funnel,    &plot_survival};

enum { PLOTS = sizeof plots / sizeof *plots };

const struct plot *plot_at(size_t index) {
    return index < PLOTS ? plots[index] : NULL;
}

/* The names near to a mistyped one, or all. */
static void list_names(struct str name, bool near, struct buf *out) {
    for (size_t i = 0; i < PLOTS; i++)
        if (!near || nearest_is_near(name, str_of(plots[i]->name)))
            buf_printf(out, "%s%s", out->size ? ", " : "", plots[i]->name);
}

const struct plot *plot_named(struct str name, struct err *err) {
    for (size_t i = 0; i < PLOTS; i++)
        if (str_equal(name, str_of(plots[i]->name)))
            return plots[i];
    struct buf names = {0};
    list_names(name, true, &names);
    err_set(err, ERR_USAGE, "there is no kind of chart \"" STR_FMT "\"", STR_ARG(name));
    if (names.size)
        err_hint(err, "did you mean %s?", names.data);
    else {
        list_names(name, false, &names);
        err_hint(err, "kinds are %s", names.data);
    }
    buf_free(&names);
    return NULL;
}

const struct plot *plot_find(enum chart_kind kind) {
    for (size_t i = 0; i < PLOTS; i++)
        if (plots[i]->kind == kind)
            return plots[i];
    return NULL;
}

void plot_draw(struct canvas *canvas, struct arena *arena, const struct chart *chart,
               const struct plot_frame *frame) {
    const struct plot *plot = plot_find(chart->kind);
    if (plot)
        plot->draw(canvas, arena, chart, frame);
}

double plot_height(const struct chart *chart, double width) {
    const struct plot *plot = plot_find(chart->kind);
    return plot ? ceil(plot->height(chart, width)) : 0;
}

/* The margin around a picture of its own, and its place in it. */
enum { MARGIN = 16 };

static struct plot_frame frame_of(const struct chart *chart, enum lang lang, double width) {
    const double inner = width - 2 * MARGIN;
    return (struct plot_frame){MARGIN, MARGIN, inner, plot_height(chart, inner), lang};
}

static bool finish(struct canvas *canvas, const struct chart *chart, const struct plot_frame *frame,
                   struct arena *arena, struct str *bytes, struct err *err) {
    if (!canvas)
        return false;
    plot_draw(canvas, arena, chart, frame);
    return canvas_finish(canvas, arena, bytes, err);
}

bool plot_png(const struct chart *chart, enum lang lang, double width, double scale, struct arena *arena,
              struct str *bytes, struct err *err) {
    if (!canvas_fonts_ready(lang, err))
        return false;
    const struct plot_frame frame = frame_of(chart, lang, width);
    return finish(canvas_png(width, frame.height + 2 * MARGIN, scale, err), chart, &frame, arena, bytes, err);
}

bool plot_svg(const struct chart *chart, enum lang lang, double width, struct arena *arena, struct str *bytes,
              struct err *err) {
    if (!canvas_fonts_ready(lang, err))
        return false;
    const struct plot_frame frame = frame_of(chart, lang, width);
    struct canvas *canvas = canvas_svg(width, frame.height + 2 * MARGIN, chart->title, chart->alt, err);
    return finish(canvas, chart, &frame, arena, bytes, err);
}

bool plot_pdf(const struct chart *chart, enum lang lang, double width, int64_t day, struct arena *arena,
              struct str *bytes, struct err *err) {
    if (!canvas_fonts_ready(lang, err))
        return false;
    const struct plot_frame frame = frame_of(chart, lang, width);
    struct canvas *canvas = canvas_pdf(width, frame.height + 2 * MARGIN, chart->title, day);
    return finish(canvas, chart, &frame, arena, bytes, err);
}
