/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/canvas_backend.h"

#include <math.h>

struct canvas *canvas_new(const struct canvas_backend *backend, double width, double height) {
    struct arena *arena = arena_new();
    struct canvas *canvas = arena_alloc(arena, sizeof *canvas);
    canvas->backend = backend;
    canvas->arena = arena;
    canvas->layout = canvas_layout_new();
    canvas->widths = canvas_widths_new();
    canvas->own_widths = true;
    canvas->width = width;
    canvas->height = height;
    return canvas;
}

bool canvas_finish(struct canvas *canvas, struct arena *arena, struct str *bytes, struct err *err) {
    *bytes = STR("");
    bool done = canvas->backend->finish(canvas, arena, bytes, err);
    g_object_unref(canvas->layout);
    if (canvas->own_widths)
        canvas_widths_free(canvas->widths);
    arena_free(canvas->arena);
    return done;
}

static bool finite4(double a, double b, double c, double d) {
    return isfinite(a) && isfinite(b) && isfinite(c) && isfinite(d);
}

void canvas_rect(struct canvas *canvas, double x, double y, double width, double height,
                 const struct colour *fill, const struct stroke *stroke) {
    if (finite4(x, y, width, height) && width > 0 && height > 0)
        canvas->backend->rect(canvas, x, y, width, height, fill, stroke);
}

static bool finite_points(const struct point *points, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            return false;
    return true;
}

void canvas_line(struct canvas *canvas, struct point from, struct point to, const struct stroke *stroke) {
    canvas_polyline(canvas, (const struct point[]){from, to}, 2, stroke);
}

void canvas_polyline(struct canvas *canvas, const struct point *points, size_t count,
                     const struct stroke *stroke) {
    if (count > 1 && finite_points(points, count))
        canvas->backend->path(canvas, points, count, false, NULL, stroke);
}

void canvas_polygon(struct canvas *canvas, const struct point *points, size_t count,
                    const struct colour *fill) {
    if (count > 2 && finite_points(points, count))
        canvas->backend->path(canvas, points, count, true, fill, NULL);
}

void canvas_circle(struct canvas *canvas, struct point centre, double radius, const struct colour *fill,
                   const struct stroke *stroke) {
    if (finite4(centre.x, centre.y, radius, 0) && radius > 0)
        canvas->backend->circle(canvas, centre, radius, fill, stroke);
}

void canvas_text(struct canvas *canvas, struct point at, struct str text, const struct text_style *style) {
    struct str clean = canvas_clean(canvas->arena, text);
    if (clean.size > 0 && finite4(at.x, at.y, style->size, style->rotate) && style->size > 0)
        canvas->backend->text(canvas, at, clean, style);
}

void canvas_clip(struct canvas *canvas, double x, double y, double width, double height) {
    bool drawable = finite4(x, y, width, height);
    canvas->backend->clip(canvas, drawable ? x : 0, drawable ? y : 0, drawable ? fmax(0, width) : 0,
                          drawable ? fmax(0, height) : 0);
}

void canvas_unclip(struct canvas *canvas) {
    canvas->backend->unclip(canvas);
}

void canvas_group(struct canvas *canvas, struct str tooltip) {
    canvas->backend->group(canvas, canvas_clean(canvas->arena, tooltip));
}

void canvas_ungroup(struct canvas *canvas) {
    canvas->backend->ungroup(canvas);
}
