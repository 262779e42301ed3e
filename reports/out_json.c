/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report.json, schema redress.report/1: the whole report model for other programs. Figures are not rounded;
 * null is "not available"; shares and changes are fractions (0.869), durations decimal days or hours as
 * `unit` says; times are ISO texts of the report's zone. `period.end` is excluded, `period.last_day` is in.
 */
#include "reports/out_json.h"
#include "analysis/base/date.h"
#include "reports/format.h"
#include "reports/json_table.h"
#include "reports/labels.h"
#include "reports/writers.h"

static const char *unit_name(enum unit unit) {
    static const char *const names[] = {
        [UNIT_COUNT] = "count",       [UNIT_SHARE] = "share", [UNIT_DAYS] = "days", [UNIT_HOURS] = "hours",
        [UNIT_WORKDAYS] = "workdays", [UNIT_MONEY] = "money", [UNIT_RATE] = "rate", [UNIT_CHANGE] = "change",
        [UNIT_POINTS] = "points",     [UNIT_SCORE] = "score",
    };
    return names[unit];
}

static void pair_time(struct json *json, const char *key, int64_t seconds) {
    char text[DATE_TEXT];
    date_format(seconds, seconds % DATE_DAY == 0, text);
    json_pair_text(json, key, str_of(text));
}

/* value, n … note of a figure into the object that is open. */
static void pair_figure(struct json *json, enum lang lang, const struct figure *figure) {
    json_pair_number(json, "value", figure->value);
    json_pair_number(json, "n", figure->n);
    json_pair_number(json, "numerator", figure->numerator);
    json_pair_number(json, "denominator", figure->denominator);
    json_pair_number(json, "low", figure->low);
    json_pair_number(json, "high", figure->high);
    json_pair_number(json, "missing", figure->missing);
    json_pair_text_or_null(json, "note", figure->note ? label(lang, figure->note) : STR(""));
}

static void add_trend(struct json *json, const struct kpi *kpi) {
    json_key(json, STR("trend"));
    json_array_line(json);
    for (size_t i = 0; i < kpi->trend_count; i++)
        json_number(json, kpi->trend[i].value);
    json_array_end(json);
}

static void add_kpi(struct json *json, enum lang lang, const struct kpi *kpi) {
    json_object_begin(json);
    json_pair_text(json, "key", kpi->key);
    json_pair_text(json, "name", kpi->name);
    json_pair_text(json, "unit", str_of(unit_name(kpi->now.unit)));
    pair_figure(json, lang, &kpi->now);
    json_pair_number(json, "previous", kpi->previous.value);
    json_pair_number(json, "year_ago", kpi->year_ago.value);
    json_pair_text(json, "change_unit", str_of(unit_name(kpi->change_prev.unit)));
    json_pair_number(json, "change_prev", kpi->change_prev.value);
    json_pair_number(json, "change_year", kpi->change_year.value);
    json_pair_bool(json, "reliable_prev", kpi->reliable_prev);
    json_pair_bool(json, "reliable_year", kpi->reliable_year);
    json_pair_bool(json, "lower_is_better", kpi->lower_is_better);
    json_pair_number(json, "target", kpi->target.value);
    json_pair_text_or_null(json, "verdict", str_of(target_word(kpi->verdict)));
    add_trend(json, kpi);
    json_object_end(json);
}

static void add_column(struct json *json, const struct report_column *column) {
    static const char *const roles[] = {
        [COLUMN_LABEL] = "label", [COLUMN_VALUE] = "value", [COLUMN_NOTE] = "note"};
    json_object_line(json);
    json_pair_text(json, "key", column->key);
    json_pair_text(json, "name", column->name);
    json_pair_text(json, "role", str_of(roles[column->role]));
    json_pair_text_or_null(json, "unit",
                           column->role == COLUMN_VALUE ? str_of(unit_name(column->unit)) : STR(""));
    json_object_end(json);
}

static void add_table(struct json *json, const struct report_table *table) {
    json_key(json, table->key);
    json_object_begin(json);
    json_pair_text(json, "title", table->title);
    json_pair_text_or_null(json, "note", table->note);
    json_pair_bool(json, "total_row", table->total_row);
    json_key(json, STR("columns"));
    json_array_begin(json);
    for (size_t i = 0; i < table->column_count; i++)
        add_column(json, &table->columns[i]);
    json_array_end(json);
    json_key(json, STR("rows"));
    json_array_begin(json);
    for (size_t row = 0; row < table->row_count; row++)
        json_table_row(json, table, row);
    json_array_end(json);
    json_object_end(json);
}

static void add_texts(struct json *json, const char *key, const struct str *texts, size_t count) {
    json_key(json, str_of(key));
    json_array_begin(json);
    for (size_t i = 0; i < count; i++)
        if (texts[i].size)
            json_text(json, texts[i]);
    json_array_end(json);
}

static void add_series(struct json *json, const struct chart *chart, const struct series *series) {
    static const char *const roles[] = {
        [SERIES_ACTUAL] = "actual",         [SERIES_PREVIOUS_YEAR] = "previous_year",
        [SERIES_TARGET] = "target",         [SERIES_LIMIT_LOW] = "limit_low",
        [SERIES_LIMIT_HIGH] = "limit_high", [SERIES_CENTRE] = "centre",
        [SERIES_CUMULATIVE] = "cumulative",
    };
    json_object_begin(json);
    json_pair_text(json, "name", series->name);
    json_pair_text(json, "role", str_of(roles[series->role]));
    json_key(json, STR("values"));
    json_array_line(json);
    for (size_t i = 0; i < chart->category_count; i++)
        json_number(json, series->points[i].value);
    json_array_end(json);
    json_object_end(json);
}

static void add_chart(struct json *json, const struct chart *chart) {
    json_object_begin(json);
    json_pair_text(json, "key", chart->key);
    json_pair_text(json, "title", chart->title);
    json_pair_text_or_null(json, "subtitle", chart->subtitle);
    json_pair_text_or_null(json, "note", chart->note);
    json_pair_text_or_null(json, "alt", chart->alt);
    json_pair_text(json, "unit", str_of(unit_name(chart->unit)));
    json_key(json, STR("categories"));
    json_array_line(json);
    for (size_t i = 0; i < chart->category_count; i++)
        json_text(json, chart->categories[i]);
    json_array_end(json);
    json_key(json, STR("series"));
    json_array_begin(json);
    for (size_t i = 0; i < chart->series_count; i++)
        add_series(json, chart, &chart->series[i]);
    json_array_end(json);
    json_object_end(json);
}

static void add_hotspot(struct json *json, const struct hotspot *hotspot) {
    json_object_begin(json);
    json_pair_text(json, "dimensions", hotspot->dimensions);
    json_pair_text(json, "cell", hotspot->cell);
    json_pair_number(json, "observed", hotspot->observed.value);
    json_pair_number(json, "expected", hotspot->expected.value);
    json_pair_number(json, "excess", hotspot->excess.value);
    json_pair_number(json, "ratio", hotspot->ratio.value);
    json_pair_number(json, "ratio_low", hotspot->ratio.low);
    json_pair_number(json, "ratio_high", hotspot->ratio.high);
    json_pair_number(json, "q", hotspot->q.value);
    json_pair_text(json, "sentence", hotspot->sentence);
    json_object_end(json);
}

static void add_section(struct json *json, const struct section *section) {
    json_object_begin(json);
    json_pair_text(json, "key", section->key);
    json_pair_text(json, "title", section->title);
    add_texts(json, "sentences", section->sentences, section->sentence_count);
    add_texts(json, "tables", section->tables, section->table_count);
    add_texts(json, "charts", section->charts, section->chart_count);
    json_pair_text_or_null(json, "unavailable", section->unavailable);
    json_object_end(json);
}

static void add_definition(struct json *json, const struct definition *definition) {
    json_object_line(json);
    json_pair_text(json, "key", definition->key);
    json_pair_text(json, "name", definition->name);
    json_pair_text(json, "text", definition->text);
    json_object_end(json);
}

static void add_head(struct json *json, const struct report *report) {
    json_pair_text(json, "schema", STR("redress.report/1"));
    json_pair_text(json, "title", report->title);
    json_pair_text_or_null(json, "subtitle", report->subtitle);
    json_pair_text_or_null(json, "organisation", report->organisation);
    json_pair_text(json, "lang", report->lang == LANG_ZH ? STR("zh") : STR("en"));
    json_pair_text(json, "program", report->program);
    json_key(json, STR("period"));
    json_object_line(json);
    json_pair_text(json, "name", report->period_name);
    pair_time(json, "start", report->period_start);
    pair_time(json, "end", report->period_end);
    char last[DATE_TEXT];
    date_format(report->period_end - 1, true, last);
    json_pair_text(json, "last_day", str_of(last));
    json_object_end(json);
    pair_time(json, "as_of", report->as_of);
    add_texts(json, "sentences", report->sentences, 3);
}

static void list_begin(struct json *json, const char *key) {
    json_key(json, str_of(key));
    json_array_begin(json);
}

static void add_findings(struct json *json, const struct report *report) {
    list_begin(json, "kpis");
    for (size_t i = 0; i < report->kpi_count; i++)
        add_kpi(json, report->lang, &report->kpis[i]);
    json_array_end(json);
    list_begin(json, "hotspots");
    for (size_t i = 0; i < report->hotspot_count; i++)
        add_hotspot(json, &report->hotspots[i]);
    json_array_end(json);
    list_begin(json, "sections");
    for (size_t i = 0; i < report->section_count; i++)
        add_section(json, &report->sections[i]);
    json_array_end(json);
}

static void add_material(struct json *json, const struct report *report) {
    json_key(json, STR("tables"));
    json_object_begin(json);
    for (size_t i = 0; i < report->table_count; i++)
        add_table(json, &report->tables[i]);
    json_object_end(json);
    list_begin(json, "charts");
    for (size_t i = 0; i < report->chart_count; i++)
        add_chart(json, &report->charts[i]);
    json_array_end(json);
    list_begin(json, "definitions");
    for (size_t i = 0; i < report->definition_count; i++)
        add_definition(json, &report->definitions[i]);
    json_array_end(json);
}

void report_json(const struct report *report, struct buf *out) {
    struct json json = {.out = out};
    json_object_begin(&json);
    add_head(&json, report);
    add_findings(&json, report);
    add_material(&json, report);
    json_object_end(&json);
    json_finish(&json);
}

static bool write_json(const struct report *report, struct pack *pack, struct err *err) {
    struct buf buf = {0};
    report_json(report, &buf);
    bool done = pack_write(pack, "report.json", buf_str(&buf), err);
    buf_free(&buf);
    return done;
}

const struct writer writer_json = {"json", write_json};
