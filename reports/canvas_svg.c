/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own SVG writer: text stays text, numbers have at most two decimals and a point in every locale, and
 * the only ids (of clip paths) are made from the picture's title and description, so that pictures can stand
 * side by side in one page. */
#include "reports/canvas_backend.h"
#include "reports/fragments.h"

#include <math.h>

/* Hundredths of a point, without a sign for zero and without zeros at the end. */
static void add_number(struct buf *out, double value) {
    long long hundredths = llround(fmin(fmax(value, -1e9), 1e9) * 100);
    if (hundredths < 0)
        buf_add_char(out, '-');
    unsigned long long size = (unsigned long long)(hundredths < 0 ? -hundredths : hundredths);
    buf_printf(out, "%llu", size / 100);
    if (size % 100 != 0)
        buf_printf(out, size % 10 == 0 ? ".%llu" : ".%02llu", size % 10 == 0 ? size % 100 / 10 : size % 100);
}

static void add_attribute(struct buf *out, const char *name, double value) {
    buf_printf(out, " %s=\"", name);
    add_number(out, value);
    buf_add_char(out, '"');
}

static unsigned channel(double share) {
    return (unsigned)lround(fmin(fmax(share, 0), 1) * 255);
}

static void add_colour(struct buf *out, const char *name, const struct colour *colour) {
    buf_printf(out, " %s=\"#%02x%02x%02x\"", name, channel(colour->red), channel(colour->green),
               channel(colour->blue));
    if (colour->alpha < 1) {
        buf_printf(out, " %s-opacity=\"", name);
        add_number(out, colour->alpha);
        buf_add_char(out, '"');
    }
}

static void add_paint(struct buf *out, const struct colour *fill, const struct stroke *stroke) {
    if (fill)
        add_colour(out, "fill", fill);
    else
        buf_add(out, STR(" fill=\"none\""));
    if (stroke && stroke->width > 0) {
        add_colour(out, "stroke", &stroke->colour);
        add_attribute(out, "stroke-width", stroke->width);
        if (stroke->dashed)
            buf_add(out, STR(" stroke-dasharray=\"3 2.5\""));
    }
    buf_add(out, STR("/>\n"));
}

static void svg_rect(struct canvas *canvas, double x, double y, double width, double height,
                     const struct colour *fill, const struct stroke *stroke) {
    buf_add(&canvas->svg, STR("<rect"));
    add_attribute(&canvas->svg, "x", x);
    add_attribute(&canvas->svg, "y", y);
    add_attribute(&canvas->svg, "width", width);
    add_attribute(&canvas->svg, "height", height);
    add_paint(&canvas->svg, fill, stroke);
}

static void svg_path(struct canvas *canvas, const struct point *points, size_t count, bool closed,
                     const struct colour *fill, const struct stroke *stroke) {
    buf_add(&canvas->svg, STR("<path d=\""));
    for (size_t i = 0; i < count; i++) {
        buf_add_char(&canvas->svg, i == 0 ? 'M' : 'L');
        add_number(&canvas->svg, points[i].x);
        buf_add_char(&canvas->svg, ' ');
        add_number(&canvas->svg, points[i].y);
    }
    buf_add(&canvas->svg, closed ? STR("Z\"") : STR("\" stroke-linejoin=\"round\""));
    add_paint(&canvas->svg, fill, stroke);
}

static void svg_circle(struct canvas *canvas, struct point centre, double radius, const struct colour *fill,
                       const struct stroke *stroke) {
    buf_add(&canvas->svg, STR("<circle"));
    add_attribute(&canvas->svg, "cx", centre.x);
    add_attribute(&canvas->svg, "cy", centre.y);
    add_attribute(&canvas->svg, "r", radius);
    add_paint(&canvas->svg, fill, stroke);
}

static void svg_text(struct canvas *canvas, struct point at, struct str text,
                     const struct text_style *style) {
    struct buf *out = &canvas->svg;
    buf_add(out, STR("<text"));
    add_attribute(out, "x", at.x);
    add_attribute(out, "y", at.y);
    add_attribute(out, "font-size", style->size);
    if (style->bold)
        buf_add(out, STR(" font-weight=\"700\""));
    if (style->anchor != ANCHOR_START)
        buf_printf(out, " text-anchor=\"%s\"", style->anchor == ANCHOR_MIDDLE ? "middle" : "end");
    if (canvas_wants_latin(text))
        buf_add(out, STR(" font-family=\"'" CANVAS_LATIN "'," CANVAS_FAMILIES_SVG "\""));
    add_colour(out, "fill", &style->colour);
    if (style->rotate != 0) {
        buf_add(out, STR(" transform=\"rotate("));
        add_number(out, -style->rotate);
        buf_add_char(out, ' ');
        add_number(out, at.x);
        buf_add_char(out, ' ');
        add_number(out, at.y);
        buf_add(out, STR(")\""));
    }
    buf_add_char(out, '>');
    html_escape(out, text);
    buf_add(out, STR("</text>\n"));
}

static void svg_clip(struct canvas *canvas, double x, double y, double width, double height) {
    struct buf *out = &canvas->svg;
    buf_printf(out, "<clipPath id=\"clip-%016llx-%u\"><rect", (unsigned long long)canvas->key,
               ++canvas->clips);
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    add_attribute(out, "width", width);
    add_attribute(out, "height", height);
    buf_printf(out, "/></clipPath>\n<g clip-path=\"url(#clip-%016llx-%u)\">\n",
               (unsigned long long)canvas->key, canvas->clips);
    canvas->open_groups++;
}

static void svg_group(struct canvas *canvas, struct str tooltip) {
    buf_add(&canvas->svg, STR("<g>"));
    if (tooltip.size > 0) {
        buf_add(&canvas->svg, STR("<title>"));
        html_escape(&canvas->svg, tooltip);
        buf_add(&canvas->svg, STR("</title>\n"));
    }
    canvas->open_groups++;
}

static void svg_close(struct canvas *canvas) {
    if (canvas->open_groups == 0)
        return;
    canvas->open_groups--;
    buf_add(&canvas->svg, STR("</g>\n"));
}

static bool svg_finish(struct canvas *canvas, struct arena *arena, struct str *bytes, struct err *err) {
    (void)err;
    while (canvas->open_groups > 0)
        svg_close(canvas);
    buf_add(&canvas->svg, STR("</svg>\n"));
    *bytes = str_copy(arena, buf_str(&canvas->svg));
    buf_free(&canvas->svg);
    return true;
}

static const struct canvas_backend svg_backend = {
    .rect = svg_rect,
    .path = svg_path,
    .circle = svg_circle,
    .text = svg_text,
    .clip = svg_clip,
    .unclip = svg_close,
    .group = svg_group,
    .ungroup = svg_close,
    .finish = svg_finish,
};

static void add_element(struct buf *out, const char *name, struct str text) {
    if (text.size == 0)
        return;
    buf_printf(out, "<%s>", name);
    html_escape(out, text);
    buf_printf(out, "</%s>\n", name);
}

struct canvas *canvas_svg(double width, double height, struct str title, struct str description,
                          struct err *err) {
    (void)err;
    struct canvas *canvas = canvas_new(&svg_backend, width, height);
    title = canvas_clean(canvas->arena, title);
    description = canvas_clean(canvas->arena, description);
    canvas->key = str_hash(str_printf(canvas->arena, STR_FMT "\n" STR_FMT "\n%.2f %.2f", STR_ARG(title),
                                      STR_ARG(description), width, height));
    struct buf *out = &canvas->svg;
    buf_add(out, STR("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""));
    add_attribute(out, "width", width);
    add_attribute(out, "height", height);
    buf_add(out, STR(" viewBox=\"0 0 "));
    add_number(out, width);
    buf_add_char(out, ' ');
    add_number(out, height);
    buf_add(out, STR("\" font-family=\"" CANVAS_FAMILIES_SVG "\">\n"));
    add_element(out, "title", title);
    add_element(out, "desc", description);
    canvas_rect(canvas, 0, 0, width, height, &(struct colour){1, 1, 1, 1}, NULL);
    return canvas;
}
