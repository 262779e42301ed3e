/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_REPORTS_OUT_HTML_H
#define REDRESS_REPORTS_OUT_HTML_H

/* The report as one page of HTML that needs nothing else: style, script and drawings are in it. */

#include "reports/fragments.h"
#include "reports/plot.h"

bool report_html(const struct report *report, struct buf *out, struct err *err);

/* What the parts of the page share; they are each in their file. */
struct html {
    const struct report *report;
    struct arena *arena;
    enum lang lang;
    struct fragments fragments;
    unsigned drawings;               /* so far, for ids of their own */
    bool *table_shown, *chart_shown; /* each once, in the first section that names it */
};

/* "section-structure": an id of the page, made of a key of ours or, when it holds anything else, a number. */
struct str html_place(struct html *html, const char *kind, struct str key, size_t number);
/* Headline figures as tiles. */
bool html_tiles(struct html *html, struct err *err);
/* A chart for desktop and paper, so many points wide, and one for a phone. */
bool html_chart(struct html *html, const struct chart *chart, double width, struct err *err);
bool html_spark(struct html *html, const struct kpi *kpi, struct err *err);
void html_table(struct html *html, const struct report_table *table);
void html_hotspots(struct html *html);

#endif
