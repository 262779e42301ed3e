/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawings inside the page. A chart is drawn twice, for desktop and paper and for a phone, because text that
 * is scaled down can't be read; the style sheet shows one of them. */
#include "reports/format.h"
#include "reports/labels.h"
#include "reports/out_html.h"

#include <math.h>

enum { WIDTH_PHONE = 380, SPARK_WIDTH = 240, SPARK_HEIGHT = 36 };

static size_t find_id(struct str svg) {
    size_t id = str_find(svg, STR("id=\"clip-")), use = str_find(svg, STR("url(#clip-"));
    return id < use ? id + 4 : use < svg.size ? use + 5 : svg.size;
}

/* Our own SVG without its name space, which HTML does not need, and with ids that no other drawing of the
 * page has. Texts cannot look like ids: quotes are escaped in them, and a text "url(#clip-" would only change
 * there when it is in an attribute, where no text of a report stands. */
static void add_drawing(struct html *html, struct str svg) {
    struct buf *out = html->fragments.out;
    const struct str space = STR(" xmlns=\"http://www.w3.org/2000/svg\"");
    size_t at = str_find(svg, space);
    buf_add(out, str_sub(svg, 0, at));
    svg = str_sub(svg, at + space.size < svg.size ? at + space.size : svg.size, svg.size);
    html->drawings++;
    while (svg.size) {
        size_t id = find_id(svg);
        buf_add(out, str_sub(svg, 0, id));
        if (id < svg.size)
            buf_printf(out, "d%u-", html->drawings);
        size_t behind = id + 5 < svg.size ? id + 5 : svg.size;
        buf_add(out, str_sub(svg, id, behind));
        svg = str_sub(svg, behind, svg.size);
    }
}

static bool add_size(struct html *html, const struct chart *chart, const char *fragment, double width,
                     struct err *err) {
    struct arena *arena = arena_new();
    struct str svg;
    bool done = plot_svg(chart, html->lang, width, arena, &svg, err);
    if (done) {
        fragment_begin(&html->fragments, fragment, NULL);
        add_drawing(html, svg);
        fragment_end(&html->fragments, fragment);
    }
    arena_free(arena);
    return done;
}

bool html_chart(struct html *html, const struct chart *chart, double width, struct err *err) {
    fragment_begin(&html->fragments, "chart", NULL);
    bool done =
        add_size(html, chart, "wide", width, err) && add_size(html, chart, "narrow", WIDTH_PHONE, err);
    fragment_end(&html->fragments, "chart");
    return done;
}

/* "Received: 13 periods, from 482 to 530". */
static struct str spark_title(struct html *html, const struct kpi *kpi) {
    struct str parts[] = {kpi->name, format_value(html->arena, UNIT_COUNT, (double)kpi->trend_count),
                          format_figure(html->arena, html->lang, &kpi->trend[0]),
                          format_figure(html->arena, html->lang, &kpi->trend[kpi->trend_count - 1])};
    return label_fill(html->arena, html->lang, "page.spark", parts, 4);
}

bool html_spark(struct html *html, const struct kpi *kpi, struct err *err) {
    if (kpi->trend_count < 2)
        return true;
    struct canvas *canvas = canvas_svg(SPARK_WIDTH, SPARK_HEIGHT, spark_title(html, kpi), STR(""), err);
    if (!canvas)
        return false;
    plot_sparkline(canvas, kpi->trend, kpi->trend_count, 0, 0, SPARK_WIDTH, SPARK_HEIGHT);
    struct str svg;
    if (!canvas_finish(canvas, html->arena, &svg, err))
        return false;
    fragment_begin(&html->fragments, "spark", NULL);
    add_drawing(html, svg);
    fragment_end(&html->fragments, "spark");
    return true;
}
