/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/pdf_page.h"

#include "reports/labels.h"
#include "reports/theme.h"

#include <cairo-pdf.h>
#include <stdio.h>

enum { HEAD_BASELINE = 38, FOOT_BASELINE = 28, FRAME_SIZE = 8, LINES = 60 };

struct str pdf_label(const struct pdf *pdf, const char *id) {
    return label(pdf->report->lang, id);
}

/* ---- pages ---- */

static void add_head(struct pdf *pdf) {
    const struct report *report = pdf->report;
    struct text_style left = theme_text(FRAME_SIZE, theme.text_soft, ANCHOR_START);
    struct text_style right = theme_text(FRAME_SIZE, theme.text_soft, ANCHOR_END);
    struct str text = report->title;
    if (report->organisation.size)
        text = str_printf(pdf->arena, STR_FMT "  ·  " STR_FMT, STR_ARG(report->organisation), STR_ARG(text));
    pdf_line(pdf, PDF_LEFT, HEAD_BASELINE, text, PDF_INNER * 0.75, &left);
    pdf_line(pdf, PDF_WIDTH - PDF_LEFT, HEAD_BASELINE, report->period_name, PDF_INNER * 0.2, &right);
    pdf_rule(pdf, PDF_LEFT, HEAD_BASELINE + 6, PDF_INNER, theme.thin, theme.grid);
}

void pdf_first_page(struct pdf *pdf) {
    pdf->page = 1;
    pdf->y = PDF_TOP;
}

void pdf_end_page(struct pdf *pdf) {
    struct str numbers[] = {str_printf(pdf->arena, "%u", pdf->page),
                            str_printf(pdf->arena, "%u", pdf->pages)};
    struct str text = label_fill(pdf->arena, pdf->report->lang, "page.number", numbers, 2);
    struct text_style style = theme_text(FRAME_SIZE, theme.text_soft, ANCHOR_END);
    pdf_line(pdf, PDF_WIDTH - PDF_LEFT, PDF_HEIGHT - FOOT_BASELINE, text, PDF_INNER / 2, &style);
    cairo_show_page(pdf->cairo);
}

void pdf_next_page(struct pdf *pdf) {
    pdf_end_page(pdf);
    pdf->page++;
    pdf->y = PDF_TOP;
    add_head(pdf);
}

double pdf_left(const struct pdf *pdf) {
    return PDF_FOOT - pdf->y;
}

void pdf_need(struct pdf *pdf, double height) {
    if (height > pdf_left(pdf) && pdf->y > PDF_TOP)
        pdf_next_page(pdf);
}

/* ---- places ---- */

void pdf_mark(struct pdf *pdf, struct str title) {
    if (pdf->place_count == PDF_PLACES)
        return;
    struct str name = str_printf(pdf->arena, "name='place%zu' x=0 y=%.1f", pdf->place_count, pdf->y - 10);
    cairo_tag_begin(pdf->cairo, CAIRO_TAG_DEST, name.data);
    cairo_tag_end(pdf->cairo, CAIRO_TAG_DEST);
    pdf->places[pdf->place_count++] = (struct pdf_place){title, pdf->page, pdf->y};
}

void pdf_link_begin(struct pdf *pdf, size_t place) {
    cairo_tag_begin(pdf->cairo, CAIRO_TAG_LINK, str_printf(pdf->arena, "dest='place%zu'", place).data);
}

void pdf_link_end(struct pdf *pdf) {
    cairo_tag_end(pdf->cairo, CAIRO_TAG_LINK);
}

/* ---- text ---- */

void pdf_line(struct pdf *pdf, double x, double baseline, struct str text, double width,
              const struct text_style *style) {
    if (pdf->unseen || text.size == 0)
        return;
    canvas_text(pdf->canvas, (struct point){x, baseline},
                canvas_fit(pdf->canvas, pdf->arena, text, width, style), style);
}

void pdf_paragraph(struct pdf *pdf, struct str text, const struct text_style *style, double gap) {
    struct str lines[LINES];
    size_t count = canvas_wrap(pdf->canvas, pdf->arena, text, PDF_INNER, LINES, style, lines);
    double step = style->size * theme.line;
    for (size_t i = 0; i < count; i++) {
        pdf_need(pdf, step);
        if (!pdf->unseen)
            canvas_text(pdf->canvas, (struct point){PDF_LEFT, pdf->y + style->size}, lines[i], style);
        pdf->y += step;
    }
    if (count)
        pdf->y += gap;
}

void pdf_rule(struct pdf *pdf, double x, double y, double width, double thickness, struct colour colour) {
    struct stroke stroke = {.colour = colour, .width = thickness};
    if (!pdf->unseen)
        canvas_line(pdf->canvas, (struct point){x, y}, (struct point){x + width, y}, &stroke);
}

void pdf_box(struct pdf *pdf, double x, double y, double width, double height, struct colour colour) {
    if (!pdf->unseen)
        canvas_rect(pdf->canvas, x, y, width, height, &colour, NULL);
}
