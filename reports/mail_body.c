/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/mail_body.h"

#include "reports/format.h"
#include "reports/fragments.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"

enum { HOTSPOTS = 5 };

struct body {
    const struct report *report;
    struct arena *arena;
    struct fragments fragments;
};

static void add_head(struct body *body) {
    const struct report *report = body->report;
    struct str when = format_period(body->arena, report->lang, report->period_start, report->period_end);
    struct str as_of =
        str_printf(body->arena, STR_FMT " " STR_FMT, STR_ARG(label(report->lang, "report.as_of")),
                   STR_ARG(format_end(body->arena, report->lang, report->as_of)));
    when = kpi_join(body->arena, kpi_join(body->arena, report->subtitle, when), as_of);
    fragment_put(&body->fragments, "head",
                 SLOTS({"organisation", report->organisation}, {"title", report->title},
                       {"period", report->period_name}, {"when", when}));
}

static void add_findings(struct body *body) {
    bool first = true;
    fragment_begin(&body->fragments, "findings", NULL);
    for (size_t i = 0; i < 3; i++) {
        struct str text = body->report->sentences[i];
        if (text.size)
            fragment_put(&body->fragments, first ? "finding_first" : "finding", SLOTS({"text", text}));
        first = first && text.size == 0;
    }
    fragment_end(&body->fragments, "findings");
}

static void add_heading(struct body *body, const char *id) {
    fragment_put(&body->fragments, "heading", SLOTS({"text", label(body->report->lang, id)}));
}

static void add_hotspots(struct body *body) {
    const struct report *report = body->report;
    if (report->hotspot_count == 0)
        return;
    add_heading(body, "report.hotspots");
    fragment_begin(&body->fragments, "hotspots", NULL);
    for (size_t i = 0; i < report->hotspot_count && i < HOTSPOTS; i++)
        fragment_put(&body->fragments, "hotspot", SLOTS({"text", report->hotspots[i].sentence}));
    fragment_end(&body->fragments, "hotspots");
}

static void add_figure(struct body *body, const struct kpi *kpi) {
    struct fragments *f = &body->fragments;
    enum lang lang = body->report->lang;
    struct str basis = kpi_basis(body->arena, lang, kpi), target = kpi_target(body->arena, lang, kpi);
    fragment_begin(f, "figure",
                   SLOTS({"name", kpi->name}, {"basis", basis.size ? basis : kpi_reason(lang, kpi)}));
    if (target.size)
        fragment_put(f, kpi_missed(kpi) ? "target_missed" : "target", SLOTS({"text", target}));
    fragment_end(f, "figure");
    fragment_put(f, "values",
                 SLOTS({"value", format_figure(body->arena, lang, &kpi->now)},
                       {"previous", format_change(body->arena, &kpi->change_prev)},
                       {"previous_word", kpi_change_word(lang, &kpi->change_prev, kpi->reliable_prev)},
                       {"year", format_change(body->arena, &kpi->change_year)},
                       {"year_word", kpi_change_word(lang, &kpi->change_year, kpi->reliable_year)}));
}

static void add_figures(struct body *body) {
    if (body->report->kpi_count == 0)
        return;
    add_heading(body, "report.key_figures");
    fragment_begin(&body->fragments, "figures", NULL);
    for (size_t i = 0; i < body->report->kpi_count; i++)
        add_figure(body, &body->report->kpis[i]);
    fragment_end(&body->fragments, "figures");
}

static struct str alt_text(struct arena *arena, const struct chart *chart) {
    if (chart->alt.size == 0 || str_equal(chart->alt, chart->title))
        return chart->title;
    return str_printf(arena, STR_FMT ". " STR_FMT, STR_ARG(chart->title), STR_ARG(chart->alt));
}

void mail_body(const struct report *report, const struct mail_picture *pictures, size_t count,
               struct buf *out) {
    struct body body = {.report = report, .arena = arena_new()};
    fragments_open(&body.fragments, "pages/mail.html", report->lang, out);
    fragment_begin(&body.fragments, "mail",
                   SLOTS({"lang", report->lang == LANG_ZH ? STR("zh-Hans") : STR("en")},
                         {"title", report->title}, {"period", report->period_name}));
    add_head(&body);
    add_findings(&body);
    add_hotspots(&body);
    add_figures(&body);
    for (size_t i = 0; i < count; i++)
        fragment_put(&body.fragments, "picture",
                     SLOTS({"id", pictures[i].id}, {"alt", alt_text(body.arena, pictures[i].chart)}));
    fragment_put(&body.fragments, "foot", SLOTS({"program", report->program}));
    fragment_end(&body.fragments, "mail");
    arena_free(body.arena);
}
