/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PNG pictures, PDF pages of their own, and drawing onto a cairo context of the PDF writer. */
#include "reports/canvas_backend.h"

#include "analysis/base/date.h"

#include <cairo-pdf.h>

#include <math.h>

static void set_colour(cairo_t *cairo, const struct colour *colour) {
    cairo_set_source_rgba(cairo, colour->red, colour->green, colour->blue, colour->alpha);
}

/* Paints the present path and forgets it. */
static void paint(cairo_t *cairo, const struct colour *fill, const struct stroke *stroke) {
    if (fill) {
        set_colour(cairo, fill);
        cairo_fill_preserve(cairo);
    }
    if (stroke && stroke->width > 0) {
        set_colour(cairo, &stroke->colour);
        cairo_set_line_width(cairo, stroke->width);
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
        const double dashes[] = {3, 2.5};
        cairo_set_dash(cairo, dashes, stroke->dashed ? 2 : 0, 0);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

static void cairo_back_rect(struct canvas *canvas, double x, double y, double width, double height,
                            const struct colour *fill, const struct stroke *stroke) {
    cairo_rectangle(canvas->cairo, x, y, width, height);
    paint(canvas->cairo, fill, stroke);
}

static void cairo_back_path(struct canvas *canvas, const struct point *points, size_t count, bool closed,
                            const struct colour *fill, const struct stroke *stroke) {
    cairo_move_to(canvas->cairo, points[0].x, points[0].y);
    for (size_t i = 1; i < count; i++)
        cairo_line_to(canvas->cairo, points[i].x, points[i].y);
    if (closed)
        cairo_close_path(canvas->cairo);
    paint(canvas->cairo, fill, stroke);
}

static void cairo_back_circle(struct canvas *canvas, struct point centre, double radius,
                              const struct colour *fill, const struct stroke *stroke) {
    cairo_arc(canvas->cairo, centre.x, centre.y, radius, 0, 2 * M_PI);
    paint(canvas->cairo, fill, stroke);
}

static void cairo_back_text(struct canvas *canvas, struct point at, struct str text,
                            const struct text_style *style) {
    PangoLayoutLine *line = canvas_layout_line(canvas->layout, text, style);
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    const double share = style->anchor == ANCHOR_START ? 0 : style->anchor == ANCHOR_MIDDLE ? 0.5 : 1;
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, at.x, at.y);
    if (style->rotate != 0)
        cairo_rotate(canvas->cairo, -style->rotate * M_PI / 180);
    cairo_move_to(canvas->cairo, -share * logical.width / PANGO_SCALE, 0);
    set_colour(canvas->cairo, &style->colour);
    pango_cairo_show_layout_line(canvas->cairo, line);
    cairo_new_path(canvas->cairo);
    cairo_restore(canvas->cairo);
}

static void cairo_back_clip(struct canvas *canvas, double x, double y, double width, double height) {
    cairo_save(canvas->cairo);
    cairo_rectangle(canvas->cairo, x, y, width, height);
    cairo_clip(canvas->cairo);
}

static void cairo_back_unclip(struct canvas *canvas) {
    cairo_restore(canvas->cairo);
}

static void cairo_back_group(struct canvas *canvas, struct str tooltip) {
    (void)canvas;
    (void)tooltip;
}

static void cairo_back_ungroup(struct canvas *canvas) {
    (void)canvas;
}

static cairo_status_t add_bytes(void *to, const unsigned char *data, unsigned int size) {
    buf_add(to, (struct str){(const char *)data, size});
    return CAIRO_STATUS_SUCCESS;
}

static bool cairo_back_finish_pdf(struct canvas *canvas, struct arena *arena, struct str *bytes,
                                  struct err *err) {
    cairo_status_t status = cairo_status(canvas->cairo);
    cairo_destroy(canvas->cairo);
    cairo_surface_finish(canvas->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(canvas->surface);
    cairo_surface_destroy(canvas->surface);
    *bytes = str_copy(arena, buf_str(&canvas->pdf));
    buf_free(&canvas->pdf);
    return status == CAIRO_STATUS_SUCCESS ||
           err_set(err, ERR_IO, "a picture could not be drawn: %s", cairo_status_to_string(status));
}

static bool cairo_back_finish(struct canvas *canvas, struct arena *arena, struct str *bytes,
                              struct err *err) {
    cairo_status_t status = cairo_status(canvas->cairo);
    if (canvas->surface && status == CAIRO_STATUS_SUCCESS) {
        struct buf png = {0};
        status = cairo_surface_write_to_png_stream(canvas->surface, add_bytes, &png);
        *bytes = str_copy(arena, buf_str(&png));
        buf_free(&png);
    }
    cairo_destroy(canvas->cairo);
    if (canvas->surface)
        cairo_surface_destroy(canvas->surface);
    return status == CAIRO_STATUS_SUCCESS ||
           err_set(err, ERR_IO, "a picture could not be drawn: %s", cairo_status_to_string(status));
}

static const struct canvas_backend cairo_backend = {
    .rect = cairo_back_rect,
    .path = cairo_back_path,
    .circle = cairo_back_circle,
    .text = cairo_back_text,
    .clip = cairo_back_clip,
    .unclip = cairo_back_unclip,
    .group = cairo_back_group,
    .ungroup = cairo_back_ungroup,
    .finish = cairo_back_finish,
};

static const struct canvas_backend pdf_backend = {
    .rect = cairo_back_rect,
    .path = cairo_back_path,
    .circle = cairo_back_circle,
    .text = cairo_back_text,
    .clip = cairo_back_clip,
    .unclip = cairo_back_unclip,
    .group = cairo_back_group,
    .ungroup = cairo_back_ungroup,
    .finish = cairo_back_finish_pdf,
};

struct canvas *canvas_pdf(double width, double height, struct str title, int64_t day) {
    struct canvas *canvas = canvas_new(&pdf_backend, width, height);
    char date[DATE_TEXT];
    date_format_day(date_day_of(day), date);
    canvas->surface = cairo_pdf_surface_create_for_stream(add_bytes, &canvas->pdf, width, height);
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_TITLE,
                                   str_cstr(canvas->arena, canvas_clean(canvas->arena, title)));
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   str_printf(canvas->arena, "%sT00:00:00Z", date).data);
    canvas->cairo = cairo_create(canvas->surface);
    return canvas;
}

struct canvas *canvas_png(double width, double height, double scale, struct err *err) {
    /* No alpha channel: the paper is white wherever the picture is shown. */
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * scale), (int)ceil(height * scale));
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        err_set(err, ERR_IO, "a picture of %.0f × %.0f points is too large", width, height);
        cairo_surface_destroy(surface);
        return NULL;
    }
    struct canvas *canvas = canvas_new(&cairo_backend, width, height);
    canvas->surface = surface;
    canvas->cairo = cairo_create(surface);
    cairo_set_source_rgb(canvas->cairo, 1, 1, 1);
    cairo_paint(canvas->cairo);
    cairo_scale(canvas->cairo, scale, scale);
    return canvas;
}

struct canvas *canvas_cairo(void *cairo, struct canvas_widths *widths) {
    struct canvas *canvas = canvas_new(&cairo_backend, 0, 0);
    canvas_widths_free(canvas->widths);
    canvas->widths = widths;
    canvas->own_widths = false;
    canvas->cairo = cairo_reference(cairo);
    return canvas;
}
