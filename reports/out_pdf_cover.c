/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/format.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"
#include "reports/out_pdf.h"
#include "reports/plot.h"
#include "reports/theme.h"

#include <math.h>

enum {
    TILES_ACROSS = 3,
    TILE_GAP = 9,
    TILE_HEIGHT = 86,
    TARGET_HEIGHT = 11, /* of it; left out in rows without a target */
    TILE_PAD = 8,
    SPARK_WIDTH = 58,
    SPARK_HEIGHT = 20,
    CONTENTS_ACROSS = 3
};
#define TILE_WIDTH ((PDF_INNER - (TILES_ACROSS - 1) * TILE_GAP) / TILES_ACROSS)

static void add_title(struct pdf *pdf) {
    const struct report *report = pdf->report;
    struct text_style small = theme_text(10, theme.text_soft, ANCHOR_START);
    struct text_style title = theme_bold(25, theme.text, ANCHOR_START);
    pdf_paragraph(pdf, report->organisation, &small, 4);
    pdf_paragraph(pdf, kpi_join(pdf->arena, report->title, report->period_name), &title, 4);
    struct str period = format_period(pdf->arena, report->lang, report->period_start, report->period_end);
    struct str as_of = str_printf(pdf->arena, STR_FMT " " STR_FMT, STR_ARG(pdf_label(pdf, "report.as_of")),
                                  STR_ARG(format_end(pdf->arena, report->lang, report->as_of)));
    pdf_paragraph(pdf, kpi_join(pdf->arena, kpi_join(pdf->arena, report->subtitle, period), as_of), &small,
                  4);
    pdf_rule(pdf, PDF_LEFT, pdf->y, PDF_INNER, theme.medium, theme.axis);
    pdf->y += 12;
}

static void add_sentences(struct pdf *pdf) {
    struct text_style first = theme_bold(12.5, theme.text, ANCHOR_START);
    struct text_style other = theme_text(11, theme.text, ANCHOR_START);
    for (size_t i = 0; i < 3; i++)
        pdf_paragraph(pdf, pdf->report->sentences[i], i ? &other : &first, 5);
    pdf->y += 6;
}

/* ---- tiles ---- */

static void add_change(struct pdf *pdf, double x, double baseline, const char *id,
                       const struct figure *change, bool reliable) {
    struct str word = kpi_change_word(pdf->report->lang, change, reliable);
    if (!isfinite(change->value) && !word.size)
        return;
    struct text_style soft = theme_text(8, theme.text_soft, ANCHOR_START);
    struct text_style said = theme_bold(8, theme.text, ANCHOR_START);
    double inner = TILE_WIDTH - 2 * TILE_PAD, name = inner * 0.42;
    pdf_line(pdf, x, baseline, pdf_label(pdf, id), name, &soft);
    struct str text = isfinite(change->value) ? format_change(pdf->arena, change) : STR("");
    if (word.size)
        text =
            str_printf(pdf->arena, STR_FMT "%s" STR_FMT, STR_ARG(text), text.size ? "  " : "", STR_ARG(word));
    pdf_line(pdf, x + name, baseline, text, inner - name, word.size ? &said : &soft);
}

static void add_target(struct pdf *pdf, double x, double baseline, const struct kpi *kpi) {
    struct text_style style = theme_bold(8, kpi_missed(kpi) ? theme.highlight : theme.actual, ANCHOR_START);
    if (kpi->verdict == VERDICT_NONE)
        style = theme_text(8, theme.text_soft, ANCHOR_START);
    pdf_line(pdf, x, baseline, kpi_target(pdf->arena, pdf->report->lang, kpi), TILE_WIDTH - 2 * TILE_PAD,
             &style);
}

/* Why there is no value. */
static void add_reason(struct pdf *pdf, double x, double y, const struct kpi *kpi) {
    struct text_style soft = theme_text(8, theme.text_soft, ANCHOR_START);
    struct str lines[3], text = kpi_reason(pdf->report->lang, kpi);
    size_t count = canvas_wrap(pdf->canvas, pdf->arena, text, TILE_WIDTH - 2 * TILE_PAD, 3, &soft, lines);
    for (size_t i = 0; i < count; i++)
        canvas_text(pdf->canvas, (struct point){x, y + (double)i * 11}, lines[i], &soft);
}

/* The value, and the last months beside it where both have room. */
static void add_value(struct pdf *pdf, double x, double y, double width, const struct kpi *kpi) {
    struct text_style style = theme_bold(18, theme.text, ANCHOR_START);
    struct str text = format_figure(pdf->arena, pdf->report->lang, &kpi->now);
    bool spark = kpi->trend_count > 2 && isfinite(kpi->now.value);
    double room = width - SPARK_WIDTH - 4;
    while (spark && style.size > 14 && canvas_measure(pdf->canvas, text, &style).width > room)
        style.size -= 1;
    spark = spark && canvas_measure(pdf->canvas, text, &style).width <= room;
    pdf_line(pdf, x, y + 36, text, spark ? room : width, &style);
    if (spark)
        plot_sparkline(pdf->canvas, kpi->trend, kpi->trend_count, x + width - SPARK_WIDTH, y + 17,
                       SPARK_WIDTH, SPARK_HEIGHT);
}

/* The largest size, from `largest` to 6.5 points, at which a name fits whole. */
static struct text_style fitting(struct pdf *pdf, struct str name, double largest, double width) {
    struct text_style style = theme_text(largest, theme.text_soft, ANCHOR_START);
    while (style.size > 6.5 && canvas_measure(pdf->canvas, name, &style).width > width)
        style.size -= 0.5;
    return style;
}

static void add_tile(struct pdf *pdf, double x, double y, double height, const struct kpi *kpi) {
    pdf_box(pdf, x, y, TILE_WIDTH, height, theme.track);
    pdf_box(pdf, x, y, TILE_WIDTH, 2, theme.actual);
    double inner = x + TILE_PAD, width = TILE_WIDTH - 2 * TILE_PAD;
    struct text_style name = fitting(pdf, kpi->name, 9, width);
    pdf_line(pdf, inner, y + 15, kpi->name, width, &name);
    add_value(pdf, inner, y, width, kpi);
    if (!isfinite(kpi->now.value)) {
        add_reason(pdf, inner, y + 49, kpi);
        return;
    }
    struct str basis = kpi_basis(pdf->arena, pdf->report->lang, kpi);
    struct text_style fine = fitting(pdf, basis, 8, width);
    pdf_line(pdf, inner, y + 48, basis, width, &fine);
    add_change(pdf, inner, y + 59, "kpi.change_prev", &kpi->change_prev, kpi->reliable_prev);
    add_change(pdf, inner, y + 69.5, "kpi.change_year", &kpi->change_year, kpi->reliable_year);
    add_target(pdf, inner, y + 80.5, kpi);
}

static double row_height(const struct kpi *kpis, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (isfinite(kpis[i].target.value) || kpis[i].verdict != VERDICT_NONE)
            return TILE_HEIGHT;
    return TILE_HEIGHT - TARGET_HEIGHT;
}

static void add_tiles(struct pdf *pdf) {
    const struct report *report = pdf->report;
    for (size_t from = 0; from < report->kpi_count; from += TILES_ACROSS) {
        size_t left = report->kpi_count - from, count = left < TILES_ACROSS ? left : TILES_ACROSS;
        double height = row_height(report->kpis + from, count);
        pdf_need(pdf, height);
        for (size_t i = 0; i < count && !pdf->unseen; i++)
            add_tile(pdf, PDF_LEFT + (double)i * (TILE_WIDTH + TILE_GAP), pdf->y, height,
                     &report->kpis[from + i]);
        pdf->y += height + TILE_GAP;
    }
    struct text_style small = theme_text(8, theme.text_soft, ANCHOR_START);
    if (report->kpi_count)
        pdf_paragraph(pdf, pdf_label(pdf, "report.legend"), &small, 8);
}

/* ---- contents ---- */

static void add_entry(struct pdf *pdf, double x, double baseline, double width, size_t number) {
    enum { NUMBER = 22 };
    const struct pdf_place *place = &pdf->known[number];
    struct text_style left = fitting(pdf, place->title, 9.5, width - NUMBER);
    struct text_style right = theme_text(9.5, theme.text_soft, ANCHOR_END);
    left.colour = theme.text;
    pdf_link_begin(pdf, number);
    pdf_line(pdf, x, baseline, place->title, width - NUMBER, &left);
    pdf_line(pdf, x + width, baseline, str_printf(pdf->arena, "%u", place->page), NUMBER - 2, &right);
    pdf_link_end(pdf);
}

/* In columns; known from the second pass on, but as high in the first. */
static void add_contents(struct pdf *pdf, size_t count) {
    enum { STEP = 13, GAP = 16 };
    if (count == 0)
        return;
    size_t lines = (count + CONTENTS_ACROSS - 1) / CONTENTS_ACROSS;
    double width = (PDF_INNER - (CONTENTS_ACROSS - 1) * GAP) / CONTENTS_ACROSS;
    pdf_need(pdf, 24 + (double)lines * STEP);
    struct text_style head = theme_bold(11, theme.text, ANCHOR_START);
    pdf_line(pdf, PDF_LEFT, pdf->y + 10, pdf_label(pdf, "report.contents"), PDF_INNER, &head);
    pdf_rule(pdf, PDF_LEFT, pdf->y + 15, PDF_INNER, theme.thin, theme.axis);
    for (size_t i = 0; i < pdf->known_count; i++)
        add_entry(pdf, PDF_LEFT + (double)(i / lines) * (width + GAP),
                  pdf->y + 28 + (double)(i % lines) * STEP, width, i);
    pdf->y += 24 + (double)lines * STEP;
}

void pdf_cover(struct pdf *pdf, size_t contents) {
    pdf->y = PDF_TOP - 12;
    add_title(pdf);
    add_sentences(pdf);
    add_tiles(pdf);
    if (pdf->page == 1) {
        struct text_style small = theme_text(8, theme.text_soft, ANCHOR_START);
        pdf_line(pdf, PDF_LEFT, PDF_HEIGHT - 28, pdf->report->program, PDF_INNER / 2, &small);
    }
    add_contents(pdf, contents);
}
