/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/measure/exposure.h"
#include "analysis/query/gaps.h"
#include "reports/format.h"
#include "reports/labels.h"

#include <string.h>

struct composer *composer_small(const struct dataset *data, struct arena *arena, enum lang lang) {
    struct composer *c = arena_alloc(arena, sizeof *c);
    *c = (struct composer){.data = data, .arena = arena, .lang = lang};
    c->report = arena_alloc(arena, sizeof *c->report);
    return c;
}

struct report_table *composer_add_table(struct composer *c, const char *key) {
    struct report *report = c->report;
    if (report->table_count == COMPOSER_TABLES)
        return NULL;
    struct report_table *table = &c->tables[report->table_count++];
    table->key = str_of(key);
    table->title = word(c, str_printf(c->arena, "table.%s", key).data);
    table->note = STR("");
    return table;
}

struct chart *composer_add_chart(struct composer *c, enum chart_kind kind, const char *key) {
    struct report *report = c->report;
    if (report->chart_count == COMPOSER_CHARTS)
        return NULL;
    struct chart *chart = &c->charts[report->chart_count++];
    const struct str empty = STR("");
    *chart = (struct chart){.kind = kind,
                            .key = str_of(key),
                            .title = empty,
                            .subtitle = empty,
                            .note = empty,
                            .alt = empty,
                            .category_axis = empty,
                            .value_axis = empty,
                            .highlight = SIZE_MAX};
    return chart;
}

void composer_say(struct composer *c, const char *section, struct str sentence) {
    struct said *said = arena_alloc(c->arena, sizeof *said);
    *said = (struct said){NULL, section, sentence};
    *(c->said_end ? c->said_end : &c->said) = said;
    c->said_end = &said->next;
}

double composer_days(const struct composer *c, const struct period *period) {
    int64_t end = c->partial && c->known_end < period->end ? c->known_end : period->end;
    return (double)(end - period->start) / DATE_DAY;
}

/* "West, East, …" */
static struct str gap_names(const struct gap *gap, enum lang lang, struct arena *arena) {
    struct buf names = {0};
    size_t shown = gap->count < GAP_NAMES ? gap->count : GAP_NAMES;
    for (size_t i = 0; i < shown; i++)
        buf_printf(&names, "%s" STR_FMT, i ? label(lang, "list.comma").data : "",
                   STR_ARG(gap->names[i].size ? gap->names[i] : label(lang, "value.missing")));
    buf_printf(&names, "%s", gap->count > shown ? " \xE2\x80\xA6" : "");
    struct str text = str_copy(arena, buf_str(&names));
    buf_free(&names);
    return text;
}

struct str exposure_words(const struct dataset *data, const struct exposure_cells *exposure,
                          const struct measure_ref *ref, enum lang lang, struct arena *arena) {
    struct str base, title = measure_title(ref, data->table, lang, arena);
    int64_t scale;
    struct err ignored = {0}; /* measure_find has checked it */
    struct gap gap;
    size_t at = 0;
    if (!exposure || !exposure_parameter(ref->parameter, &base, &scale, &ignored))
        return STR("");
    while (at < exposure->base_count && !str_equal(exposure->bases[at], base))
        at++;
    if (at == exposure->base_count)
        return STR("");
    if (exposure->narrowed[at])
        return label_fill(arena, lang, "exposure.narrowed", &title, 1);
    if (!gaps_find(data, exposure, at, &gap))
        return STR("");
    const struct str with[] = {str_printf(arena, "%lld", (long long)gap.complaints), title,
                               column_title(arena, lang, gap.column), gap_names(&gap, lang, arena)};
    return label_fill(arena, lang, "exposure.gap", with, 4);
}

struct str word(const struct composer *c, const char *id) {
    return label(c->lang, id);
}

struct str shown(const struct composer *c, const struct figure *figure) {
    return format_figure(c->arena, c->lang, figure);
}

struct str value_name(const struct composer *c, const struct column *column, struct str value) {
    if (value.size == 0)
        return word(c, "value.missing");
    return dataset_value_name(c->data, column, value, c->lang);
}

struct str column_title(struct arena *arena, enum lang lang, struct str name) {
    const char *id = str_printf(arena, "role." STR_FMT, STR_ARG(name)).data;
    return label_known(lang, id) ? label(lang, id) : name;
}

static struct str compared_name(const struct composer *c, const char *which) {
    static const char *const kinds[] = {
        [PERIOD_WEEK] = "week", [PERIOD_MONTH] = "month", [PERIOD_QUARTER] = "quarter"};
    enum period_kind kind = c->data->period.kind;
    const char *name =
        kind == PERIOD_WEEK || kind == PERIOD_MONTH || kind == PERIOD_QUARTER ? kinds[kind] : "";
    return word(c, str_printf(c->arena, "compared.%s%s%s", which, *name ? "." : "", name).data);
}

struct str change_phrase(const struct composer *c, const struct kpi *kpi, bool previous) {
    const struct figure *change = previous ? &kpi->change_prev : &kpi->change_year;
    struct str with = compared_name(c, previous ? "previous" : "year");
    if (breaks_part(change))
        return FILL(c, "change.break", STR(""), STR(""), with);
    const struct figure *then = previous ? &kpi->previous : &kpi->year_ago;
    if (!figure_available(change) && then->value == 0)
        return FILL(c, kpi->now.value == 0 ? "change.none_either" : "change.from_none", STR(""), STR(""),
                    with);
    if (!figure_available(change))
        return FILL(c, "change.no_history", STR(""), STR(""), with);
    struct figure size = *change;
    size.value = size.value < 0 ? -size.value : size.value;
    bool reliable = previous ? kpi->reliable_prev : kpi->reliable_year;
    const char *id = !reliable ? "change.same" : change->value > 0 ? "change.up" : "change.down";
    struct str plain = shown(c, &size);
    if (str_starts(plain, STR("+")))
        plain = str_sub(plain, 1, plain.size);
    return FILL(c, id, shown(c, change), plain, with);
}

size_t composer_first_shown(const struct composer *c) {
    return c->period_count < 13 ? 0 : c->period_count - 13;
}

struct table_maker maker_begin(struct composer *c, const char *key) {
    return (struct table_maker){.c = c, .table = composer_add_table(c, key)};
}

static void add_column(struct table_maker *m, struct report_column column) {
    m->columns = heap_grow(m->columns, &m->column_room, m->column_count + 1, sizeof *m->columns);
    m->columns[m->column_count++] = column;
}

void maker_label_column(struct table_maker *m, const char *key, struct str name) {
    add_column(m, (struct report_column){.key = str_of(key), .name = name, .role = COLUMN_LABEL});
}

void maker_whole_column(struct table_maker *m, const char *key, struct str name) {
    add_column(m,
               (struct report_column){.key = str_of(key), .name = name, .role = COLUMN_LABEL, .whole = true});
}

void maker_note_column(struct table_maker *m, const char *key, struct str name) {
    add_column(m, (struct report_column){.key = str_of(key), .name = name, .role = COLUMN_NOTE});
}

void maker_value_column(struct table_maker *m, struct str key, struct str name, enum unit unit,
                        bool interval) {
    add_column(m, (struct report_column){
                      .key = key, .name = name, .role = COLUMN_VALUE, .unit = unit, .interval = interval});
}

static void add_cell(struct table_maker *m, struct cell cell) {
    m->cells = heap_grow(m->cells, &m->cell_room, m->cell_count + 1, sizeof *m->cells);
    m->cells[m->cell_count++] = cell;
}

void maker_text(struct table_maker *m, struct str text) {
    add_cell(m, (struct cell){.kind = text.size ? CELL_TEXT : CELL_EMPTY, .text = text});
}

void maker_figure(struct table_maker *m, struct figure figure) {
    add_cell(m, (struct cell){.kind = CELL_FIGURE, .figure = figure});
}

void maker_time(struct table_maker *m, int64_t seconds, bool date_only) {
    add_cell(m, (struct cell){.kind = CELL_TIME, .seconds = seconds, .date_only = date_only});
}

void maker_minor(struct table_maker *m) {
    m->minor = heap_grow(m->minor, &m->minor_room, m->minor_count + 1, sizeof *m->minor);
    m->minor[m->minor_count++] = m->cell_count / m->column_count - 1;
}

void maker_lesser(struct table_maker *m) {
    m->columns[m->column_count - 1].lesser = true;
}

static void *keep(struct arena *arena, void *items, size_t count, size_t size) {
    void *kept = arena_array(arena, count, size);
    if (count)
        memcpy(kept, items, count * size);
    heap_free(items);
    return kept;
}

static bool is_duration(enum unit unit) {
    return unit == UNIT_DAYS || unit == UNIT_HOURS || unit == UNIT_WORKDAYS;
}

static bool any_cases(const struct table_maker *m, size_t column) {
    for (size_t at = column; at < m->cell_count; at += m->column_count)
        if (m->cells[at].kind == CELL_FIGURE && m->cells[at].figure.n > 0)
            return true;
    return false;
}

/* Durations say their n, unless the table has a column of its own for that. */
static void mark_cases(struct table_maker *m) {
    for (size_t i = 0; i < m->column_count; i++)
        if (str_equal(m->columns[i].key, STR("n")))
            return;
    for (size_t i = 0; i < m->column_count; i++)
        m->columns[i].cases =
            m->columns[i].role == COLUMN_VALUE && is_duration(m->columns[i].unit) && any_cases(m, i);
}

/* By row; NULL when there are none. */
static const bool *keep_minor(struct table_maker *m, size_t rows) {
    bool *minor = m->minor_count ? arena_array(m->c->arena, rows, sizeof *minor) : NULL;
    for (size_t i = 0; i < m->minor_count; i++)
        minor[m->minor[i]] = true;
    heap_free(m->minor);
    return minor;
}

void maker_end(struct table_maker *m) {
    struct arena *arena = m->c->arena;
    mark_cases(m);
    m->table->columns = keep(arena, m->columns, m->column_count, sizeof *m->columns);
    m->table->column_count = m->column_count;
    m->table->cells = keep(arena, m->cells, m->cell_count, sizeof *m->cells);
    m->table->row_count = m->column_count ? m->cell_count / m->column_count : 0;
    m->table->minor = keep_minor(m, m->table->row_count);
}
