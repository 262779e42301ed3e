/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/out_markdown.h"

#include "reports/column_text.h"
#include "reports/format.h"
#include "reports/kpi_text.h"
#include "reports/labels.h"
#include "reports/text_table.h"
#include "reports/text_width.h"

#include <string.h>

enum { MOST_ROWS = 12 };

struct markdown {
    const struct report *report;
    struct arena *arena;
    enum lang lang;
    struct buf *out;
};

/* Text that no reader of Markdown takes for markup: one line, special characters behind a backslash. */
static void add_text(struct markdown *md, struct str text) {
    text = text_clean(md->arena, text);
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (strchr("\\`*_[]<>|~&$", c))
            buf_add_char(md->out, '\\');
        buf_add_char(md->out, c);
    }
}

/* At the start of a line also what would begin a list or a heading. */
static void add_line(struct markdown *md, struct str text) {
    if (text.size && strchr("+-=#", text.data[0]))
        buf_add_char(md->out, '\\');
    add_text(md, text);
}

static void add_heading(struct markdown *md, const char *marks, struct str text) {
    if (!str_ends(buf_str(md->out), STR("\n\n")))
        buf_add_char(md->out, '\n');
    buf_printf(md->out, "%s ", marks);
    add_text(md, text);
    buf_add(md->out, STR("\n\n"));
}

static void add_paragraph(struct markdown *md, struct str text) {
    if (text.size == 0)
        return;
    add_line(md, text);
    buf_add(md->out, STR("\n\n"));
}

static void add_item(struct markdown *md, struct str text) {
    buf_add(md->out, STR("- "));
    add_line(md, text);
    buf_add_char(md->out, '\n');
}

/* ---- tables ---- */

static void add_field(struct markdown *md, struct str text) {
    buf_add(md->out, STR("| "));
    add_text(md, text);
    buf_add_char(md->out, ' ');
}

static void end_row(struct markdown *md) {
    buf_add(md->out, STR("|\n"));
}

static void add_rule(struct markdown *md, bool number) {
    buf_add(md->out, number ? STR("|---:") : STR("|---"));
}

static struct str figure_text(struct markdown *md, const struct report_table *table, size_t column,
                              const struct figure *figure) {
    if (figure->unit == UNIT_POINTS)
        return format_change(md->arena, figure);
    if (column_mixed(table, column))
        return format_figure(md->arena, md->lang, figure);
    return format_value(md->arena, figure->unit, figure->value);
}

static void add_row(struct markdown *md, const struct report_table *table, size_t row) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct cell *cell = &table->cells[row * table->column_count + i];
        add_field(md, cell->kind == CELL_FIGURE ? figure_text(md, table, i, &cell->figure)
                                                : text_cell(md->arena, md->lang, cell));
    }
    end_row(md);
}

static void add_table(struct markdown *md, const struct report_table *table) {
    if (table->detail || table->row_count == 0)
        return;
    add_heading(md, "###", table->title);
    for (size_t i = 0; i < table->column_count; i++)
        add_field(md, column_heading(md->arena, md->lang, &table->columns[i]));
    end_row(md);
    for (size_t i = 0; i < table->column_count; i++)
        add_rule(md, table->columns[i].role == COLUMN_VALUE);
    end_row(md);
    size_t rows = table->row_count - table->total_row, shown = rows < MOST_ROWS ? rows : MOST_ROWS;
    /* Of periods the last are of interest, of everything else the first. */
    size_t from = str_equal(table->columns[0].key, STR("period")) ? rows - shown : 0;
    for (size_t row = from; row < from + shown; row++)
        add_row(md, table, row);
    if (table->total_row)
        add_row(md, table, rows);
    buf_add_char(md->out, '\n');
    if (shown == rows)
        return;
    struct str counts[] = {format_value(md->arena, UNIT_COUNT, (double)shown),
                           format_value(md->arena, UNIT_COUNT, (double)rows)};
    add_paragraph(md, label_fill(md->arena, md->lang, "page.matches", counts, 2));
}

/* ---- the report ---- */

static void add_change(struct markdown *md, const struct figure *change, bool reliable) {
    struct str text = format_change(md->arena, change), word = kpi_change_word(md->lang, change, reliable);
    add_field(md,
              word.size ? str_printf(md->arena, STR_FMT " " STR_FMT, STR_ARG(text), STR_ARG(word)) : text);
}

static void add_kpis(struct markdown *md) {
    static const char *const heads[] = {"kpi.figure",      "kpi.value",       "kpi.n",
                                        "kpi.change_prev", "kpi.change_year", "kpi.target"};
    enum { HEADS = sizeof heads / sizeof *heads };
    if (md->report->kpi_count == 0)
        return;
    add_heading(md, "##", label(md->lang, "report.key_figures"));
    for (size_t i = 0; i < HEADS; i++)
        add_field(md, label(md->lang, heads[i]));
    end_row(md);
    for (size_t i = 0; i < HEADS; i++)
        add_rule(md, i == 1 || i == 3 || i == 4);
    end_row(md);
    for (size_t i = 0; i < md->report->kpi_count; i++) {
        const struct kpi *kpi = &md->report->kpis[i];
        struct str basis = kpi_basis(md->arena, md->lang, kpi);
        add_field(md, kpi->name);
        add_field(md, format_figure(md->arena, md->lang, &kpi->now));
        add_field(md, basis.size ? basis : kpi_reason(md->lang, kpi));
        add_change(md, &kpi->change_prev, kpi->reliable_prev);
        add_change(md, &kpi->change_year, kpi->reliable_year);
        add_field(md, kpi_target(md->arena, md->lang, kpi));
        end_row(md);
    }
    buf_add_char(md->out, '\n');
    add_paragraph(md, label(md->lang, "report.legend"));
}

static void add_section(struct markdown *md, const struct section *section) {
    const struct report *report = md->report;
    add_heading(md, "##", section->title);
    for (size_t i = 0; i < section->sentence_count; i++)
        add_item(md, section->sentences[i]);
    if (section->unavailable.size)
        add_item(md, section->unavailable);
    for (size_t i = 0; i < section->table_count; i++) {
        const struct report_table *table = report_table_find(report, section->tables[i]);
        if (table && !str_equal(table->key, STR("kpis")))
            add_table(md, table);
    }
}

static void add_hotspots(struct markdown *md) {
    const struct report *report = md->report;
    if (report->hotspot_count == 0)
        return;
    add_heading(md, "##", label(md->lang, "report.hotspots"));
    for (size_t i = 0; i < report->hotspot_count; i++)
        add_item(md, report->hotspots[i].sentence);
}

static void add_top(struct markdown *md) {
    const struct report *report = md->report;
    buf_add(md->out, STR("# "));
    add_text(md, kpi_join(md->arena, kpi_join(md->arena, report->organisation, report->title),
                          report->period_name));
    buf_add(md->out, STR("\n\n"));
    add_paragraph(md, kpi_join(md->arena, report->subtitle,
                               format_period(md->arena, md->lang, report->period_start, report->period_end)));
    for (size_t i = 0; i < 3; i++)
        if (report->sentences[i].size)
            add_item(md, report->sentences[i]);
}

void report_markdown(const struct report *report, struct buf *out) {
    struct markdown md = {.report = report, .arena = arena_new(), .lang = report->lang, .out = out};
    add_top(&md);
    add_hotspots(&md);
    add_kpis(&md);
    for (size_t i = 0; i < report->section_count; i++)
        if (!str_equal(report->sections[i].key, STR("hotspots")))
            add_section(&md, &report->sections[i]);
    arena_free(md.arena);
}
