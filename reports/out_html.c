/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.html: head, findings, tiles, the sections in order, definitions. */
#include "reports/out_html.h"

#include "analysis/base/bundle.h"
#include "reports/format.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"
#include "reports/writers.h"

#include <openssl/evp.h>

enum { WIDTH_ALONE = 860, WIDTH_BESIDE = 600, MANY_TABLES = 4 };

struct str html_place(struct html *html, const char *kind, struct str key, size_t number) {
    bool plain = key.size > 0;
    for (size_t i = 0; i < key.size; i++) {
        char c = key.data[i];
        plain = plain && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-');
    }
    if (plain && key.size <= 80)
        return str_printf(html->arena, "%s-" STR_FMT, kind, STR_ARG(key));
    return str_printf(html->arena, "%s-n%zu", kind, number);
}

static struct str table_place(struct html *html, const struct report_table *table) {
    return html_place(html, "table", table->key, (size_t)(table - html->report->tables));
}

static struct str section_place(struct html *html, const struct section *section) {
    return html_place(html, "section", section->key, (size_t)(section - html->report->sections));
}

/* ---- sections ---- */

/* Of the tables or charts that a section names, those there are and that no section before has shown. */
static size_t fresh_charts(struct html *html, const struct section *section, const struct chart **list) {
    size_t count = 0;
    for (size_t i = 0; i < section->chart_count; i++) {
        const struct chart *chart = report_chart_find(html->report, section->charts[i]);
        if (!chart || !plot_find(chart->kind) || html->chart_shown[chart - html->report->charts])
            continue;
        html->chart_shown[chart - html->report->charts] = true;
        list[count++] = chart;
    }
    return count;
}

static size_t fresh_tables(struct html *html, const struct section *section,
                           const struct report_table **list) {
    size_t count = 0;
    for (size_t i = 0; i < section->table_count; i++) {
        const struct report_table *table = report_table_find(html->report, section->tables[i]);
        if (!table || html->table_shown[table - html->report->tables])
            continue;
        html->table_shown[table - html->report->tables] = true;
        list[count++] = table;
    }
    return count;
}

static bool add_charts(struct html *html, const struct chart *const *charts, size_t count, struct err *err) {
    if (count > 1)
        fragment_begin(&html->fragments, "charts", NULL);
    for (size_t i = 0; i < count; i++)
        if (!html_chart(html, charts[i], count > 1 ? WIDTH_BESIDE : WIDTH_ALONE, err))
            return false;
    if (count > 1)
        fragment_end(&html->fragments, "charts");
    return true;
}

static void add_tables(struct html *html, const struct report_table *const *tables, size_t count) {
    struct fragments *f = &html->fragments;
    if (count >= MANY_TABLES) {
        fragment_begin(f, "jumps", NULL);
        for (size_t i = 0; i < count; i++)
            fragment_put(f, "link",
                         SLOTS({"place", table_place(html, tables[i])}, {"title", tables[i]->title}));
        fragment_end(f, "jumps");
    }
    for (size_t i = 0; i < count; i++)
        html_table(html, tables[i]);
}

static bool says_hotspot(const struct report *report, struct str sentence) {
    for (size_t i = 0; i < report->hotspot_count; i++)
        if (str_equal(report->hotspots[i].sentence, sentence))
            return true;
    return false;
}

static bool is_hotspots(const struct section *section) {
    return str_equal(section->key, STR("hotspots"));
}

/* Sentences that the list of hotspots is about to say are left to it. */
static void add_sentences(struct html *html, const struct section *section) {
    for (size_t i = 0; i < section->sentence_count; i++)
        if (!is_hotspots(section) || !says_hotspot(html->report, section->sentences[i]))
            fragment_put(&html->fragments, "sentence", SLOTS({"text", section->sentences[i]}));
    if (section->unavailable.size)
        fragment_put(&html->fragments, "unavailable", SLOTS({"text", section->unavailable}));
}

static void open_section(struct html *html, struct str place, struct str title) {
    fragment_begin(&html->fragments, "section", SLOTS({"place", place}, {"title", title}));
}

/* The list that a section of the template places, else the end of the page. */
static void add_definition_list(struct html *html) {
    const struct report *report = html->report;
    fragment_begin(&html->fragments, "definitions", NULL);
    for (size_t i = 0; i < report->definition_count; i++) {
        const struct definition *definition = &report->definitions[i];
        fragment_put(&html->fragments, "definition",
                     SLOTS({"place", html_place(html, "definition", definition->key, i)},
                           {"key", definition->key}, {"name", definition->name}, {"text", definition->text}));
    }
    fragment_end(&html->fragments, "definitions");
}

static bool add_section(struct html *html, const struct section *section, struct err *err) {
    const struct chart **charts = arena_array(html->arena, section->chart_count + 1, sizeof(void *));
    const struct report_table **tables = arena_array(html->arena, section->table_count + 1, sizeof(void *));
    size_t chart_count = fresh_charts(html, section, charts);
    size_t table_count = fresh_tables(html, section, tables);
    open_section(html, section_place(html, section), section->title);
    add_sentences(html, section);
    if (is_hotspots(section))
        html_hotspots(html);
    if (!add_charts(html, charts, chart_count, err))
        return false;
    add_tables(html, tables, table_count);
    if (str_equal(section->key, STR("definitions")))
        add_definition_list(html);
    fragment_end(&html->fragments, "section");
    return true;
}

static const struct section *hotspot_section(const struct report *report) {
    for (size_t i = 0; i < report->section_count; i++)
        if (is_hotspots(&report->sections[i]))
            return &report->sections[i];
    return NULL;
}

/* ---- what no section names ---- */

static size_t left_tables(const struct html *html) {
    size_t count = 0;
    for (size_t i = 0; i < html->report->table_count; i++)
        count += !html->table_shown[i];
    return count;
}

static void add_left_tables(struct html *html) {
    if (left_tables(html) == 0)
        return;
    open_section(html, STR("further"), label(html->lang, "page.further"));
    for (size_t i = 0; i < html->report->table_count; i++)
        if (!html->table_shown[i])
            html_table(html, &html->report->tables[i]);
    fragment_end(&html->fragments, "section");
}

static bool add_left_charts(struct html *html, struct err *err) {
    const struct chart **charts = arena_array(html->arena, html->report->chart_count + 1, sizeof(void *));
    size_t count = 0;
    for (size_t i = 0; i < html->report->chart_count; i++)
        if (!html->chart_shown[i] && plot_find(html->report->charts[i].kind))
            charts[count++] = &html->report->charts[i];
    if (count == 0)
        return true;
    open_section(html, STR("charts"), label(html->lang, "report.charts"));
    bool done = add_charts(html, charts, count, err);
    fragment_end(&html->fragments, "section");
    return done;
}

static void add_definitions(struct html *html) {
    if (html->report->definition_count == 0 || report_section_find(html->report, STR("definitions")))
        return;
    open_section(html, STR("definitions"), label(html->lang, "report.definitions"));
    add_definition_list(html);
    fragment_end(&html->fragments, "section");
}

/* ---- frame ---- */

static void add_top(struct html *html) {
    const struct report *report = html->report;
    struct str when = format_period(html->arena, html->lang, report->period_start, report->period_end);
    struct str as_of =
        str_printf(html->arena, STR_FMT " " STR_FMT, STR_ARG(label(html->lang, "report.as_of")),
                   STR_ARG(format_end(html->arena, html->lang, report->as_of)));
    when = kpi_join(html->arena, kpi_join(html->arena, report->subtitle, when), as_of);
    fragment_put(&html->fragments, "head",
                 SLOTS({"organisation", report->organisation}, {"title", report->title},
                       {"period", report->period_name}, {"when", when}));
}

static void add_link(struct html *html, struct str place, struct str title) {
    fragment_put(&html->fragments, "link", SLOTS({"place", place}, {"title", title}));
}

static void add_contents(struct html *html) {
    const struct report *report = html->report;
    fragment_begin(&html->fragments, "contents", NULL);
    if (report->kpi_count)
        add_link(html, STR("figures"), label(html->lang, "report.key_figures"));
    for (size_t i = 0; i < report->section_count; i++)
        add_link(html, section_place(html, &report->sections[i]), report->sections[i].title);
    if (report->definition_count && !report_section_find(report, STR("definitions")))
        add_link(html, STR("definitions"), label(html->lang, "report.definitions"));
    fragment_end(&html->fragments, "contents");
}

static void add_findings(struct html *html) {
    const struct str *sentences = html->report->sentences;
    if (sentences[0].size + sentences[1].size + sentences[2].size == 0)
        return;
    open_section(html, STR("findings"), label(html->lang, "report.findings"));
    fragment_begin(&html->fragments, "findings", NULL);
    for (size_t i = 0; i < 3; i++)
        if (sentences[i].size)
            fragment_put(&html->fragments, "finding", SLOTS({"text", sentences[i]}));
    fragment_end(&html->fragments, "findings");
    fragment_end(&html->fragments, "section");
}

static bool add_main(struct html *html, struct err *err) {
    const struct report *report = html->report;
    fragment_begin(&html->fragments, "main", NULL);
    add_findings(html);
    if (!html_tiles(html, err))
        return false;
    for (size_t i = 0; i < report->section_count; i++)
        if (!add_section(html, &report->sections[i], err))
            return false;
    if (report->hotspot_count && !hotspot_section(report)) {
        open_section(html, STR("hotspots"), label(html->lang, "report.hotspots"));
        html_hotspots(html);
        fragment_end(&html->fragments, "section");
    }
    if (!add_left_charts(html, err))
        return false;
    add_left_tables(html);
    add_definitions(html);
    fragment_end(&html->fragments, "main");
    return true;
}

static struct str part_bytes(const char *name) {
    const struct bundle_file *file = bundle_find(name);
    return file ? file->bytes : STR("");
}

/* SHA-256 in base64, as a content security policy names what may be used. */
static struct str digest(struct arena *arena, struct str bytes) {
    unsigned char raw[EVP_MAX_MD_SIZE], text[EVP_MAX_MD_SIZE * 2];
    unsigned size = 0;
    if (!EVP_Digest(bytes.data, bytes.size, raw, &size, EVP_sha256(), NULL))
        return STR("");
    EVP_EncodeBlock(text, raw, (int)size);
    return str_copy(arena, str_of((const char *)text));
}

static void add_raw(struct html *html, const char *fragment, struct str bytes) {
    fragment_begin(&html->fragments, fragment, NULL);
    buf_add(html->fragments.out, bytes);
    fragment_end(&html->fragments, fragment);
}

static bool add_page(struct html *html, struct err *err) {
    const struct report *report = html->report;
    struct fragments *f = &html->fragments;
    struct str style = part_bytes("pages/page.css"), script = part_bytes("pages/page.js");
    fragment_begin(f, "page",
                   SLOTS({"lang", html->lang == LANG_ZH ? STR("zh-Hans") : STR("en")},
                         {"title", kpi_join(html->arena, report->organisation, report->title)},
                         {"period", report->period_name}));
    fragment_put(f, "rules",
                 SLOTS({"style", digest(html->arena, style)}, {"script", digest(html->arena, script)}));
    add_raw(html, "style", style);
    fragment_begin(f, "body", NULL);
    add_top(html);
    add_contents(html);
    if (!add_main(html, err))
        return false;
    fragment_put(f, "foot", SLOTS({"program", report->program}));
    add_raw(html, "script", script);
    fragment_end(f, "body");
    fragment_end(f, "page");
    return true;
}

bool report_html(const struct report *report, struct buf *out, struct err *err) {
    struct html html = {.report = report, .arena = arena_new(), .lang = report->lang};
    html.table_shown = arena_array(html.arena, report->table_count + 1, sizeof(bool));
    html.chart_shown = arena_array(html.arena, report->chart_count + 1, sizeof(bool));
    fragments_open(&html.fragments, "pages/page.html", report->lang, out);
    bool done = add_page(&html, err);
    arena_free(html.arena);
    return done;
}

static bool write_html(const struct report *report, struct pack *pack, struct err *err) {
    struct buf buf = {0};
    bool done = report_html(report, &buf, err) && pack_write(pack, "report.html", buf_str(&buf), err);
    buf_free(&buf);
    return done;
}

const struct writer writer_html = {"html", write_html};
