/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_CANVAS_BACKEND_H
#define REDRESS_REPORTS_CANVAS_BACKEND_H

/* What a back end of the canvas provides. Private to canvas*.c; everybody else uses canvas.h. The front
 * (canvas.c) has removed what cannot be drawn (coordinates that are not finite) and cleaned every text:
 * valid UTF-8 without control characters, line ends or runs of blanks. */

#include "reports/canvas_widths.h"

#include <pango/pangocairo.h>

struct canvas_backend {
    void (*rect)(struct canvas *canvas, double x, double y, double width, double height,
                 const struct colour *fill, const struct stroke *stroke);
    void (*path)(struct canvas *canvas, const struct point *points, size_t count, bool closed,
                 const struct colour *fill, const struct stroke *stroke);
    void (*circle)(struct canvas *canvas, struct point centre, double radius, const struct colour *fill,
                   const struct stroke *stroke);
    void (*text)(struct canvas *canvas, struct point at, struct str text, const struct text_style *style);
    void (*clip)(struct canvas *canvas, double x, double y, double width, double height);
    void (*unclip)(struct canvas *canvas);
    void (*group)(struct canvas *canvas, struct str tooltip);
    void (*ungroup)(struct canvas *canvas);
    bool (*finish)(struct canvas *canvas, struct arena *arena, struct str *bytes, struct err *err);
};

struct canvas {
    const struct canvas_backend *backend;
    struct arena *arena; /* lives as long as the canvas */
    PangoLayout *layout; /* measures for all back ends, draws for cairo */
    struct canvas_widths *widths;
    bool own_widths;
    double width, height;
    cairo_t *cairo; /* PNG, PDF */
    cairo_surface_t *surface;
    struct buf svg; /* SVG */
    struct buf pdf; /* PDF of its own */
    uint64_t key;   /* hash of title and description: makes ids unique in a page */
    unsigned clips, open_groups;
};

/* A canvas without a picture yet; canvas_finish frees it. */
struct canvas *canvas_new(const struct canvas_backend *backend, double width, double height);

/* Families in the order in which they are tried: the first is the one that `make deps` installs, the others
 * are the same design under other names, or what desktop viewers of an SVG have. */
#define CANVAS_FAMILIES "Noto Sans CJK SC,Noto Sans SC,Source Han Sans SC,Source Han Sans CN,sans-serif"
#define CANVAS_FAMILIES_SVG                                                                                  \
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"                \
    "'Helvetica Neue',Arial,sans-serif"

/* The Chinese face sets quotes, dashes, dots as wide as a character. Latin text comes from the Korean face of
 * the same family, in the same files: the same letters and figures, proportional marks. */
#define CANVAS_LATIN "Noto Sans CJK KR"
/* Whether the difference shows: marks, and no Chinese. */
bool canvas_wants_latin(struct str text);

/* Text that every back end can show, owned by the canvas. */
struct str canvas_clean(struct arena *arena, struct str text);
PangoLayout *canvas_layout_new(void);
/* Sets text and style on the layout; returns the only line, which the layout owns. */
PangoLayoutLine *canvas_layout_line(PangoLayout *layout, struct str clean, const struct text_style *style);

#endif
