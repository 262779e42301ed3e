/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/sample_parts.h"

#include <assert.h>
#include <string.h>

void table_begin(struct sample *sample, struct str key, struct str title, struct str note) {
    assert(sample->table_count < SAMPLE_TABLES);
    sample->tables[sample->table_count] = (struct report_table){.key = key, .title = title, .note = note};
    sample->cell_count = 0;
}

void sample_column(struct sample *sample, struct str key, struct str name, enum column_role role,
                   enum unit unit, bool interval) {
    struct report_table *table = &sample->tables[sample->table_count];
    sample->columns[table->column_count++] =
        (struct report_column){.key = key, .name = name, .role = role, .unit = unit, .interval = interval};
}

static struct cell *add_cell(struct sample *sample) {
    sample->cells =
        heap_grow(sample->cells, &sample->cell_room, sample->cell_count + 1, sizeof *sample->cells);
    struct cell *cell = &sample->cells[sample->cell_count++];
    *cell = (struct cell){.kind = CELL_EMPTY};
    return cell;
}

void table_text_cell(struct sample *sample, struct str text) {
    struct cell *cell = add_cell(sample);
    cell->kind = text.size ? CELL_TEXT : CELL_EMPTY;
    cell->text = text;
}

void table_figure_cell(struct sample *sample, struct figure figure) {
    struct cell *cell = add_cell(sample);
    cell->kind = CELL_FIGURE;
    cell->figure = figure;
}

void table_time_cell(struct sample *sample, int64_t seconds, bool date_only) {
    struct cell *cell = add_cell(sample);
    cell->kind = CELL_TIME;
    cell->seconds = seconds;
    cell->date_only = date_only;
}

static void *keep(struct sample *sample, const void *items, size_t count, size_t size) {
    void *copy = arena_array(sample->arena, count + 1, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

struct report_table *table_end(struct sample *sample) {
    struct report_table *table = &sample->tables[sample->table_count++];
    table->columns = keep(sample, sample->columns, table->column_count, sizeof *table->columns);
    table->cells = keep(sample, sample->cells, sample->cell_count, sizeof *table->cells);
    table->row_count = sample->cell_count / table->column_count;
    return table;
}

struct chart *chart_begin(struct sample *sample, enum chart_kind kind, struct str key, size_t categories) {
    assert(sample->chart_count < SAMPLE_CHARTS);
    struct chart *chart = &sample->charts[sample->chart_count++];
    *chart = (struct chart){.kind = kind, .key = key, .unit = UNIT_COUNT, .highlight = SIZE_MAX};
    chart->categories = arena_array(sample->arena, categories, sizeof *chart->categories);
    chart->series = arena_array(sample->arena, SAMPLE_ITEMS, sizeof *chart->series);
    return chart;
}

void chart_category(struct sample *sample, struct chart *chart, struct str name) {
    (void)sample;
    ((struct str *)(uintptr_t)chart->categories)[chart->category_count++] = name;
}

struct figure *chart_series(struct sample *sample, struct chart *chart, struct str name,
                            enum series_role role) {
    struct figure *points = arena_array(sample->arena, SAMPLE_ITEMS, sizeof *points);
    struct series *series = (struct series *)(uintptr_t)&chart->series[chart->series_count++];
    *series = (struct series){name, role, points};
    return points;
}

void section_begin(struct sample *sample, struct str key, struct str title) {
    assert(sample->section_count < SAMPLE_SECTIONS);
    struct section *section = &sample->sections[sample->section_count++];
    *section = (struct section){.key = key, .title = title};
    section->sentences = arena_array(sample->arena, SAMPLE_ITEMS, sizeof *section->sentences);
    section->tables = arena_array(sample->arena, SAMPLE_ITEMS, sizeof *section->tables);
    section->charts = arena_array(sample->arena, SAMPLE_ITEMS, sizeof *section->charts);
}

static void append(const struct str *list, size_t *count, struct str text) {
    ((struct str *)(uintptr_t)list)[(*count)++] = text;
}

void section_sentence(struct sample *sample, struct str text) {
    struct section *section = &sample->sections[sample->section_count - 1];
    append(section->sentences, &section->sentence_count, text);
}

void section_table(struct sample *sample, struct str key) {
    struct section *section = &sample->sections[sample->section_count - 1];
    append(section->tables, &section->table_count, key);
}

void section_chart(struct sample *sample, struct str key) {
    struct section *section = &sample->sections[sample->section_count - 1];
    append(section->charts, &section->chart_count, key);
}

void sample_finish(struct sample *sample) {
    struct report *report = sample->report;
    report->tables = sample->tables;
    report->table_count = sample->table_count;
    report->charts = sample->charts;
    report->chart_count = sample->chart_count;
    report->sections = sample->sections;
    report->section_count = sample->section_count;
    heap_free(sample->cells);
    sample->cells = NULL;
}
