/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_PDF_PAGE_H
#define REDRESS_REPORTS_PDF_PAGE_H

/* The pages of report.pdf: A4 upright, a running line at the top, the page number below, text that flows from
 * the top and breaks where a page is full. Everything is laid out twice, first on pages that nobody sees, to
 * learn how many there are and where the sections begin. Places are in points. */

#include "reports/canvas.h"
#include "reports/model.h"

#include <cairo.h>

#define PDF_WIDTH 595.276
#define PDF_HEIGHT 841.89
enum {
    PDF_LEFT = 50,
    PDF_TOP = 62,
    PDF_BOTTOM = 56, /* from the lower edge */
    PDF_PLACES = 100
};
#define PDF_INNER (PDF_WIDTH - 2 * PDF_LEFT)
#define PDF_FOOT (PDF_HEIGHT - PDF_BOTTOM)

/* Where something begins that the contents and the outline name. */
struct pdf_place {
    struct str title;
    unsigned page;
    double y;
};

struct pdf {
    const struct report *report;
    struct arena *arena;
    cairo_surface_t *surface;
    cairo_t *cairo;
    struct canvas *canvas;
    struct canvas_widths *widths; /* of all passes */
    bool unseen;                  /* the first pass: everything is measured, nothing drawn */
    unsigned page;                /* from 1 */
    unsigned pages;               /* in all; 0 while they are still being counted */
    double y;                     /* where the next thing goes */
    /* The places found by the pass before, and those of this one. */
    const struct pdf_place *known;
    size_t known_count;
    struct pdf_place places[PDF_PLACES];
    size_t place_count;
};

struct str pdf_label(const struct pdf *pdf, const char *id);
/* Begins the first page, and the next one. */
void pdf_first_page(struct pdf *pdf);
void pdf_next_page(struct pdf *pdf);
/* The number below; the last thing on every page. */
void pdf_end_page(struct pdf *pdf);
/* Goes to the next page unless that much height is left. */
void pdf_need(struct pdf *pdf, double height);
double pdf_left(const struct pdf *pdf);

/* Notes the present place under a title; pdf_link_begin takes the number of a known place. */
void pdf_mark(struct pdf *pdf, struct str title);
/* A box that leads to a place when clicked. */
void pdf_link_begin(struct pdf *pdf, size_t place);
void pdf_link_end(struct pdf *pdf);

/* A filled rectangle. */
void pdf_box(struct pdf *pdf, double x, double y, double width, double height, struct colour colour);
/* One line of text, shortened to the width (or from the right edge leftwards, by the style's anchor). */
void pdf_line(struct pdf *pdf, double x, double baseline, struct str text, double width,
              const struct text_style *style);
/* Wrapped text over the whole width, `gap` below it. Goes on over pages. */
void pdf_paragraph(struct pdf *pdf, struct str text, const struct text_style *style, double gap);
void pdf_rule(struct pdf *pdf, double x, double y, double width, double thickness, struct colour colour);

#endif
