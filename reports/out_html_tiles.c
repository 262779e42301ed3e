/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headline figures as tiles, hotspots as a list. */
#include "reports/format.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"
#include "reports/out_html.h"

#include <math.h>

/* "rose"; "within chance" where the difference was tested and did not pass (counts and shares are tested, see
 * compare.h); nothing where there is no test. */
static struct str change_word(struct html *html, const struct figure *now, const struct figure *change,
                              bool reliable) {
    if (reliable)
        return kpi_change_word(html->lang, change, reliable);
    bool tested = now->unit == UNIT_COUNT || now->unit == UNIT_SHARE;
    if (!isfinite(change->value))
        return change->note ? label(html->lang, change->note) : STR("");
    return tested && format_rounded(change->unit, change->value) != 0
               ? label(html->lang, "page.within_chance")
               : STR("");
}

static void add_change(struct html *html, const struct kpi *kpi, const char *id, const struct figure *change,
                       bool reliable) {
    if (!isfinite(change->value) && !change->note)
        return;
    fragment_put(&html->fragments, reliable && isfinite(change->value) ? "change_reliable" : "change",
                 SLOTS({"name", label(html->lang, id)}, {"value", format_change(html->arena, change)},
                       {"word", change_word(html, &kpi->now, change, reliable)}));
}

static void add_changes(struct html *html, const struct kpi *kpi) {
    fragment_begin(&html->fragments, "changes", NULL);
    add_change(html, kpi, "kpi.change_prev", &kpi->change_prev, kpi->reliable_prev);
    add_change(html, kpi, "kpi.change_year", &kpi->change_year, kpi->reliable_year);
    fragment_end(&html->fragments, "changes");
}

/* Where the figure is defined; empty when it is not. */
static struct str definition_of(struct html *html, struct str key) {
    for (size_t i = 0; i < html->report->definition_count; i++)
        if (str_equal(html->report->definitions[i].key, key))
            return html_place(html, "definition", key, i);
    return STR("");
}

/* A link to the single complaints behind a count, where the report has them: the word by which the table is
 * filtered. */
static void add_drill(struct html *html, const struct kpi *kpi) {
    static const char *const words[][2] = {{"received", "counted.received"},
                                           {"closed", "counted.closed"},
                                           {"open", "counted.open"},
                                           {"overdue_open", "counted.overdue"}};
    const struct report_table *table = report_table_find(html->report, STR("detail"));
    for (size_t i = 0; table && i < sizeof words / sizeof *words; i++)
        if (str_equal(kpi->key, str_of(words[i][0])))
            fragment_put(
                &html->fragments, "drill",
                SLOTS(
                    {"place", html_place(html, "table", table->key, (size_t)(table - html->report->tables))},
                    {"word", label(html->lang, words[i][1])}, {"text", label(html->lang, "page.drill")}));
}

static bool add_tile(struct html *html, const struct kpi *kpi, struct err *err) {
    struct fragments *f = &html->fragments;
    struct str place = definition_of(html, kpi->key);
    const char *tile = place.size ? "tile_defined" : "tile";
    fragment_begin(f, tile,
                   SLOTS({"place", place}, {"key", kpi->key}, {"name", kpi->name},
                         {"number", format_number(html->arena, kpi->now.value)},
                         {"value", format_figure(html->arena, html->lang, &kpi->now)}));
    struct str basis = kpi_basis(html->arena, html->lang, kpi);
    fragment_put(f, "basis", SLOTS({"text", basis.size ? basis : kpi_reason(html->lang, kpi)}));
    add_drill(html, kpi);
    if (isfinite(kpi->now.value)) {
        if (!html_spark(html, kpi, err))
            return false;
        add_changes(html, kpi);
    }
    struct str target = kpi_target(html->arena, html->lang, kpi);
    if (target.size)
        fragment_put(f, kpi_missed(kpi) ? "target_missed" : "target", SLOTS({"text", target}));
    fragment_end(f, tile);
    return true;
}

bool html_tiles(struct html *html, struct err *err) {
    const struct report *report = html->report;
    struct fragments *f = &html->fragments;
    if (report->kpi_count == 0)
        return true;
    fragment_begin(f, "section",
                   SLOTS({"place", STR("figures")}, {"title", label(html->lang, "report.key_figures")}));
    fragment_begin(f, "tiles", NULL);
    for (size_t i = 0; i < report->kpi_count; i++)
        if (!add_tile(html, &report->kpis[i], err))
            return false;
    fragment_end(f, "tiles");
    fragment_put(f, "legend", SLOTS({"text", label(html->lang, "page.legend")}));
    fragment_end(f, "section");
    return true;
}

/* ---- hotspots ---- */

/* To three places; smaller ones say only that they are. */
static struct str q_text(struct html *html, double q) {
    if (!isfinite(q))
        return STR("\xE2\x80\x94");
    return q < 0.001 ? STR("< 0.001") : str_printf(html->arena, "%.3f", q);
}

static void add_facts(struct html *html, const struct hotspot *spot) {
    fragment_put(&html->fragments, "facts",
                 SLOTS({"observed", format_figure(html->arena, html->lang, &spot->observed)},
                       {"expected", format_figure(html->arena, html->lang, &spot->expected)},
                       {"ratio", format_figure(html->arena, html->lang, &spot->ratio)},
                       {"interval", format_interval(html->arena, html->lang, &spot->ratio)},
                       {"q", q_text(html, spot->q.value)}));
}

void html_hotspots(struct html *html) {
    const struct report *report = html->report;
    const struct report_table *table = report_table_find(report, STR("hotspots"));
    if (report->hotspot_count == 0)
        return;
    fragment_begin(&html->fragments, "hotspots", NULL);
    for (size_t i = 0; i < report->hotspot_count; i++) {
        const struct hotspot *spot = &report->hotspots[i];
        fragment_begin(&html->fragments, "hotspot",
                       SLOTS({"dimensions", spot->dimensions}, {"sentence", spot->sentence}));
        if (!table || table->row_count == 0)
            add_facts(html, spot);
        fragment_end(&html->fragments, "hotspot");
    }
    fragment_end(&html->fragments, "hotspots");
}
