/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.pdf: cover, then every section with its sentences, charts and tables, then the definitions; for
 * reading on paper. The same bytes each run: its dates are those of the data. */
#include "reports/out_pdf.h"

#include "analysis/base/date.h"
#include "reports/labels.h"
#include "reports/plot.h"
#include "reports/text_width.h"
#include "reports/theme.h"
#include "reports/writers.h"

#include <cairo-pdf.h>
#include <math.h>

/* ---- sections ---- */

enum {
    HEADING_HEIGHT = 44,
    TABLE_LEAST = 120,
    PAIR_GAP = 14,
    NARROW_MOST = 26,    /* places along the axis of a chart at half width */
    SENTENCES_ENOUGH = 2 /* with so many below it a heading may stand at the foot of a page */
};
#define CHART_SCALE 0.8 /* charts are made for screens; on paper they may be finer */
#define PAIR_SCALE 0.68

/* `behind`: height of what must stand on the same page. */
static void add_heading(struct pdf *pdf, struct str title, double behind) {
    struct text_style style = theme_bold(16, theme.text, ANCHOR_START);
    pdf_need(pdf, HEADING_HEIGHT + behind);
    if (pdf->y > PDF_TOP)
        pdf->y += 8;
    pdf_mark(pdf, title);
    pdf_paragraph(pdf, title, &style, 2);
    pdf_rule(pdf, PDF_LEFT, pdf->y, PDF_INNER, theme.medium, theme.actual);
    pdf->y += 9;
}

/* How wide a chart is and where it stands: alone across the page, or one of two abreast. */
struct chart_place {
    double x, width, scale;
};

static const struct chart_place alone = {PDF_LEFT, PDF_INNER, CHART_SCALE};

static struct chart_place abreast(bool second) {
    const double width = (PDF_INNER - PAIR_GAP) / 2;
    return (struct chart_place){PDF_LEFT + (second ? width + PAIR_GAP : 0), width, PAIR_SCALE};
}

static double chart_height(const struct chart *chart, const struct chart_place *place) {
    double height =
        plot_find(chart->kind) ? place->scale * plot_height(chart, place->width / place->scale) : 0;
    return fmin(height, PDF_FOOT - PDF_TOP);
}

static void draw_chart(struct pdf *pdf, const struct chart *chart, const struct chart_place *place) {
    if (pdf->unseen)
        return;
    const double scale = place->scale;
    cairo_save(pdf->cairo);
    cairo_translate(pdf->cairo, place->x, pdf->y);
    cairo_scale(pdf->cairo, scale, scale);
    struct plot_frame frame = {0, 0, place->width / scale, chart_height(chart, place) / scale,
                               pdf->report->lang};
    plot_draw(pdf->canvas, pdf->arena, chart, &frame);
    cairo_restore(pdf->cairo);
}

/* Charts with a name a row, and grids, need the width of the page; what runs along an axis can be read at
 * half. */
static bool is_narrow(const struct chart *chart) {
    enum {
        LINES = 4
    }; /* the actual one, its centre and its limits; with a year before there are more to tell apart */
    if (!chart || chart->kind == CHART_PARETO || chart->kind == CHART_HEATMAP ||
        chart->kind == CHART_INTERVALS)
        return false;
    return chart->kind == CHART_FUNNEL ||
           (chart->category_count <= NARROW_MOST && chart->series_count <= LINES);
}

static const struct chart *chart_of(const struct pdf *pdf, const struct section *section, size_t i) {
    return i < section->chart_count ? report_chart_find(pdf->report, section->charts[i]) : NULL;
}

/* Draws the chart of a section, and the next one beside it where both are narrow; returns how many. */
static size_t add_charts(struct pdf *pdf, const struct section *section, size_t i) {
    const struct chart *chart = chart_of(pdf, section, i), *next = chart_of(pdf, section, i + 1);
    const bool two = is_narrow(chart) && is_narrow(next);
    const struct chart_place first = two ? abreast(false) : alone, second = abreast(true);
    double height = chart ? chart_height(chart, &first) : 0;
    if (two)
        height = fmax(height, chart_height(next, &second));
    if (height > 0) {
        pdf_need(pdf, height);
        draw_chart(pdf, chart, &first);
        if (two)
            draw_chart(pdf, next, &second);
        pdf->y += height + 14;
    }
    return two ? 2 : 1;
}

/* Height of a section's sentences and, where they are few, of the first thing behind them. */
static double opening_height(struct pdf *pdf, const struct section *section, const struct text_style *style) {
    enum { MOST = 20 };
    struct str lines[MOST];
    double height = 0;
    if (section->unavailable.size)
        return style->size * theme.line *
               (double)canvas_wrap(pdf->canvas, pdf->arena, section->unavailable, PDF_INNER, MOST, style,
                                   lines);
    for (size_t i = 0; i < section->sentence_count; i++)
        height += 4 + style->size * theme.line *
                          (double)canvas_wrap(pdf->canvas, pdf->arena, section->sentences[i], PDF_INNER, MOST,
                                              style, lines);
    const struct chart *chart = chart_of(pdf, section, 0);
    if (section->sentence_count >= SENTENCES_ENOUGH)
        return fmin(height, PDF_HEIGHT * 0.6);
    if (chart)
        height += chart_height(chart, &alone);
    else if (section->table_count)
        height += TABLE_LEAST;
    return fmin(height, PDF_HEIGHT * 0.6);
}

static void add_definition_list(struct pdf *pdf) {
    const struct report *report = pdf->report;
    struct text_style name = theme_bold(9.5, theme.text, ANCHOR_START);
    struct text_style text = theme_text(9.5, theme.text, ANCHOR_START);
    for (size_t i = 0; i < report->definition_count; i++) {
        const struct definition *definition = &report->definitions[i];
        pdf_need(pdf, 3 * name.size * theme.line);
        struct str head = str_printf(pdf->arena, STR_FMT "  (" STR_FMT ")", STR_ARG(definition->name),
                                     STR_ARG(definition->key));
        pdf_paragraph(pdf, head, &name, 0);
        pdf_paragraph(pdf, definition->text, &text, 6);
    }
}

/* They have a section of their own, or there are none. */
static bool places_definitions(const struct report *report) {
    return report->definition_count == 0 || report_section_find(report, STR("definitions"));
}

static void add_section(struct pdf *pdf, const struct section *section) {
    struct text_style text = theme_text(10.5, theme.text, ANCHOR_START);
    struct text_style soft = theme_text(10, theme.text_soft, ANCHOR_START);
    add_heading(pdf, section->title, opening_height(pdf, section, &text));
    if (section->unavailable.size) {
        pdf_paragraph(pdf, section->unavailable, &soft, 8);
        return;
    }
    for (size_t i = 0; i < section->sentence_count; i++)
        pdf_paragraph(pdf, section->sentences[i], &text, 4);
    if (section->sentence_count)
        pdf->y += 4;
    for (size_t i = 0; i < section->chart_count;)
        i += add_charts(pdf, section, i);
    for (size_t i = 0; i < section->table_count; i++) {
        const struct report_table *table = report_table_find(pdf->report, section->tables[i]);
        if (table)
            pdf_table(pdf, table);
    }
    if (str_equal(section->key, STR("definitions")))
        add_definition_list(pdf);
}

/* ---- annexes ---- */

static bool shown_in_section(const struct report *report, struct str table) {
    for (size_t i = 0; i < report->section_count; i++)
        for (size_t k = 0; k < report->sections[i].table_count; k++)
            if (str_equal(report->sections[i].tables[k], table))
                return true;
    return false;
}

static const struct report_table *quality_table(const struct report *report) {
    const struct report_table *table = report_table_find(report, STR("data_quality"));
    return table && !shown_in_section(report, table->key) ? table : NULL;
}

static void add_quality(struct pdf *pdf) {
    const struct report_table *table = quality_table(pdf->report);
    if (!table)
        return;
    add_heading(pdf, pdf_label(pdf, "report.data_quality"), TABLE_LEAST);
    pdf_table(pdf, table);
}

static void add_definitions(struct pdf *pdf) {
    if (!places_definitions(pdf->report)) {
        add_heading(pdf, pdf_label(pdf, "report.definitions"), TABLE_LEAST);
        add_definition_list(pdf);
    }
}

/* ---- the document ---- */

static void lay_out(struct pdf *pdf, size_t contents) {
    const struct report *report = pdf->report;
    pdf_first_page(pdf);
    pdf_cover(pdf, contents);
    /* A page that holds nothing but the end of the cover goes on with the first section. */
    if (pdf->page > 1)
        pdf->y += 18;
    else if (report->section_count || report->definition_count)
        pdf_next_page(pdf);
    for (size_t i = 0; i < report->section_count; i++)
        add_section(pdf, &report->sections[i]);
    add_quality(pdf);
    add_definitions(pdf);
    pdf_end_page(pdf);
}

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned length) {
    buf_add(closure, (struct str){(const char *)data, length});
    return CAIRO_STATUS_SUCCESS;
}

static void set_text(cairo_surface_t *surface, struct arena *arena, cairo_pdf_metadata_t key,
                     struct str text) {
    cairo_pdf_surface_set_metadata(surface, key, str_cstr(arena, text_clean(arena, text)));
}

static void set_metadata(cairo_surface_t *surface, struct arena *arena, const struct report *report) {
    struct str period = report->period_name;
    char day[DATE_TEXT];
    date_format_day(date_day_of(report->as_of), day);
    struct str date = str_printf(arena, "%sT00:00:00Z", day);
    set_text(surface, arena, CAIRO_PDF_METADATA_TITLE,
             str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(report->title), STR_ARG(period)));
    set_text(surface, arena, CAIRO_PDF_METADATA_AUTHOR, report->organisation);
    set_text(surface, arena, CAIRO_PDF_METADATA_SUBJECT,
             label_fill(arena, report->lang, "report.subject", &period, 1));
    set_text(surface, arena, CAIRO_PDF_METADATA_KEYWORDS,
             label_fill(arena, report->lang, "report.keywords", &period, 1));
    set_text(surface, arena, CAIRO_PDF_METADATA_CREATOR, report->program);
    set_text(surface, arena, CAIRO_PDF_METADATA_CREATE_DATE, date);
    set_text(surface, arena, CAIRO_PDF_METADATA_MOD_DATE, date);
}

static void add_outline(const struct pdf *pdf) {
    for (size_t i = 0; i < pdf->place_count; i++) {
        const struct pdf_place *place = &pdf->places[i];
        struct str where = str_printf(pdf->arena, "page=%u pos=[0 %.1f]", place->page, place->y);
        const char *title = str_cstr(pdf->arena, text_clean(pdf->arena, place->title));
        cairo_pdf_surface_add_outline(pdf->surface, CAIRO_PDF_OUTLINE_ROOT, title, where.data, 0);
    }
}

/* One pass; `out` is NULL for the one that only counts. */
static bool run_pass(struct pdf *pdf, struct buf *out, size_t contents, struct err *err) {
    pdf->place_count = 0;
    pdf->surface = cairo_pdf_surface_create_for_stream(out ? collect : NULL, out, PDF_WIDTH, PDF_HEIGHT);
    pdf->cairo = cairo_create(pdf->surface);
    pdf->canvas = canvas_cairo(pdf->cairo, pdf->widths);
    set_metadata(pdf->surface, pdf->arena, pdf->report);
    lay_out(pdf, contents);
    if (out)
        add_outline(pdf);
    struct str none;
    bool done = canvas_finish(pdf->canvas, pdf->arena, &none, err);
    cairo_status_t status = cairo_status(pdf->cairo);
    cairo_destroy(pdf->cairo);
    cairo_surface_finish(pdf->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(pdf->surface);
    cairo_surface_destroy(pdf->surface);
    if (status != CAIRO_STATUS_SUCCESS)
        done = err_set(err, ERR_IO, "cannot draw report.pdf: %s", cairo_status_to_string(status));
    return done;
}

/* The first pass finds the pages of the sections, the second writes them down. */
static bool draw(const struct report *report, struct buf *out, struct err *err) {
    struct pdf_place known[PDF_PLACES];
    size_t count = report->section_count + (quality_table(report) != NULL) + !places_definitions(report);
    unsigned pages = 0;
    bool done = true;
    struct canvas_widths *widths = canvas_widths_new();
    for (int pass = 0; pass < 2 && done; pass++) {
        struct arena *arena = arena_new();
        struct pdf *pdf = arena_alloc(arena, sizeof *pdf);
        *pdf = (struct pdf){
            .report = report, .arena = arena, .unseen = pass == 0, .pages = pages, .known = known};
        pdf->known_count = pass ? count : 0;
        pdf->widths = widths;
        done = run_pass(pdf, pass ? out : NULL, count < PDF_PLACES ? count : PDF_PLACES, err);
        pages = pdf->page;
        count = pdf->place_count;
        for (size_t i = 0; i < count; i++)
            known[i] = pdf->places[i];
        arena_free(arena);
    }
    canvas_widths_free(widths);
    return done;
}

static bool write_pdf(const struct report *report, struct pack *pack, struct err *err) {
    struct buf buf = {0};
    bool done = canvas_fonts_ready(report->lang, err) && draw(report, &buf, err) &&
                pack_write(pack, "report.pdf", buf_str(&buf), err);
    buf_free(&buf);
    return done;
}

const struct writer writer_pdf = {"pdf", write_pdf};
