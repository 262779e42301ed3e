/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.xlsx: a cover, the headline figures, native charts, every table on a sheet of its own, definitions
 * and data quality. The same bytes each run: the only date inside is that of the data. */
#include "reports/out_xlsx.h"

#include "reports/labels.h"
#include "reports/writers.h"
#include "reports/xlsx_gate.h"

#include <stdlib.h>

static bool is_annex(const struct report_table *table) {
    static const char *const keys[] = {"files", "data_quality", "refused", "difference", "detail"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_equal(table->key, str_of(keys[i])))
            return true;
    return false;
}

/* The headline figures have a fuller sheet of their own. */
static bool is_key_figures(const struct report_table *table) {
    return str_equal(table->key, STR("kpis"));
}

static void add_tables(struct xlsx *xlsx, const char *cover, bool annexes) {
    for (size_t i = 0; i < xlsx->report->table_count; i++)
        if (is_annex(&xlsx->report->tables[i]) == annexes && !is_key_figures(&xlsx->report->tables[i]))
            xlsx_table(xlsx, &xlsx->report->tables[i], cover, false);
}

static void add_sheets(struct xlsx *xlsx) {
    const char *name;
    lxw_worksheet *cover = xlsx_cover_sheet(xlsx, &name);
    if (!cover)
        return;
    struct report_table figures = xlsx_kpi_table(xlsx), definitions = xlsx_definition_table(xlsx);
    xlsx_table(xlsx, &figures, name, true);
    lxw_worksheet *charts = xlsx_charts_sheet(xlsx, name);
    xlsx_heat_maps(xlsx, name);
    add_tables(xlsx, name, false);
    if (definitions.row_count)
        xlsx_table(xlsx, &definitions, name, false);
    add_tables(xlsx, name, true);
    xlsx_charts_fill(xlsx, charts);
    xlsx_cover_fill(xlsx, cover, name);
}

static char *property(struct xlsx *xlsx, struct str text) {
    return (char *)(uintptr_t)xlsx_gate_text(xlsx->arena, text, 255);
}

static void set_properties(struct xlsx *xlsx) {
    const struct report *report = xlsx->report;
    struct str period = report->period_name;
    lxw_doc_properties properties = {
        .title = property(xlsx, report->title),
        .subject = property(xlsx, label_fill(xlsx->arena, xlsx->lang, "report.subject", &period, 1)),
        .author = property(xlsx, report->organisation),
        .company = property(xlsx, report->organisation),
        .keywords = property(xlsx, label_fill(xlsx->arena, xlsx->lang, "report.keywords", &period, 1)),
        .comments = property(xlsx, report->program),
        .created = (time_t)report->as_of,
    };
    workbook_set_properties(xlsx->book, &properties);
}

static bool write_book(const void *context, const char *path, struct arena *arena, struct err *err) {
    const struct report *report = context;
    const char *folder = getenv("TMPDIR");
    lxw_workbook_options options = {.tmpdir = folder && *folder ? (char *)(uintptr_t)folder : NULL};
    struct xlsx *xlsx = arena_alloc(arena, sizeof *xlsx);
    *xlsx = (struct xlsx){.report = report, .arena = arena, .lang = report->lang};
    xlsx->book = workbook_new_opt(path, &options);
    if (!xlsx->book)
        return err_set(err, ERR_IO, "cannot write report.xlsx: out of memory");
    set_properties(xlsx);
    add_sheets(xlsx);
    return xlsx_finish(xlsx->book, "report.xlsx", err);
}

bool report_xlsx(const struct report *report, struct buf *out, struct err *err) {
    return xlsx_bytes(write_book, report, out, err);
}

static bool write_xlsx(const struct report *report, struct pack *pack, struct err *err) {
    const char *path = pack_path(pack, "report.xlsx", err);
    if (!path)
        return false;
    struct arena *arena = arena_new();
    bool done = write_book(report, path, arena, err) && pack_adopt(pack, "report.xlsx", err);
    arena_free(arena);
    return done;
}

const struct writer writer_xlsx = {"xlsx", write_xlsx};
