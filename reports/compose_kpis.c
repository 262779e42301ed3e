/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/measure/change.h"

#include <string.h>

/* The headline measures in the order of the cover. Those whose columns the exports lack are left out there
 * and listed as not available among the definitions. */
static const char *const kpi_keys[] = {
    "received",        "closed",      "open",        "flow_closure_rate", "closure_rate",
    "on_time_rate",    "p50_days",    "p90_days",    "overdue_open",      "satisfaction_rate",
    "escalation_rate", "repeat_rate", "reopen_rate", "upheld_rate",       "amount_total"};
enum { KPI_KEYS = sizeof kpi_keys / sizeof kpi_keys[0] };

static struct figure figure_at(const struct cube *cube, size_t period, size_t ref) {
    return period == SIZE_MAX ? figure_none(cube->refs[ref].measure->unit, "note.no_history")
                              : *cube_figure(cube, 0, period, ref);
}

static const struct figure *trend_of(struct composer *c, const struct cube *cube, size_t ref, size_t *count) {
    *count = c->period_count < 13 ? c->period_count : 13;
    struct figure *trend = arena_array(c->arena, *count, sizeof *trend);
    for (size_t i = 0; i < *count; i++)
        trend[i] = *cube_figure(cube, 0, c->period_count - *count + i, ref);
    return trend;
}

/* Of those received in P the older periods had longer to be closed: only shown where the flow is not known.
 */
static bool is_closure(size_t ref) {
    return str_equal(str_of(kpi_keys[ref]), STR("closure_rate"));
}

static void add_kpi(struct composer *c, const struct cube *cube, size_t ref) {
    const struct measure *measure = cube->refs[ref].measure;
    struct kpi *kpi = &c->kpis[c->report->kpi_count++];
    *kpi = (struct kpi){.key = cube->refs[ref].text,
                        .name = str_of(measure->name[c->lang]),
                        .now = *cube_figure(cube, 0, c->now, ref),
                        .previous = figure_at(cube, c->previous, ref),
                        .year_ago = figure_at(cube, c->year_ago, ref),
                        .target = figure_none(measure->unit, NULL),
                        .lower_is_better = measure->lower_is_better};
    const struct period *now = &c->periods[c->now];
    const struct period *before = c->previous == SIZE_MAX ? now : &c->periods[c->previous];
    const struct period *year = c->year_ago == SIZE_MAX ? now : &c->periods[c->year_ago];
    kpi->change_prev = change_of(&kpi->now, &kpi->previous);
    kpi->change_year = change_of(&kpi->now, &kpi->year_ago);
    kpi->reliable_prev = change_reliable(&kpi->now, period_days(now), &kpi->previous, period_days(before));
    kpi->reliable_year = change_reliable(&kpi->now, period_days(now), &kpi->year_ago, period_days(year));
    if (is_closure(ref)) {
        kpi->change_prev = kpi->change_year = figure_none(UNIT_POINTS, "note.not_comparable");
        kpi->reliable_prev = kpi->reliable_year = false;
    }
    kpi->trend = trend_of(c, cube, ref, &kpi->trend_count);
}

static void add_definition(struct composer *c, struct definition *list, const struct measure_ref *ref) {
    list[c->report->definition_count++] = (struct definition){ref->text, str_of(ref->measure->name[c->lang]),
                                                              str_of(ref->measure->definition[c->lang])};
}

static void add_kpi_table(struct composer *c) {
    struct table_maker m = maker_begin(c, "kpis");
    maker_label_column(&m, "kpi", word(c, "column.kpi"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, true);
    maker_value_column(&m, STR("previous"), word(c, "column.previous"), UNIT_COUNT, false);
    maker_value_column(&m, STR("change_prev"), word(c, "column.change_prev"), UNIT_CHANGE, false);
    maker_value_column(&m, STR("year_ago"), word(c, "column.year_ago"), UNIT_COUNT, false);
    maker_value_column(&m, STR("change_year"), word(c, "column.change_year"), UNIT_CHANGE, false);
    for (size_t i = 0; i < c->report->kpi_count; i++) {
        const struct kpi *kpi = &c->kpis[i];
        maker_text(&m, kpi->name);
        maker_figure(&m, kpi->now);
        maker_figure(&m, kpi->previous);
        maker_figure(&m, kpi->change_prev);
        maker_figure(&m, kpi->year_ago);
        maker_figure(&m, kpi->change_year);
    }
    maker_end(&m);
}

/* One row a period: the trend behind the headline numbers. */
static void add_trend_table(struct composer *c, const struct cube *cube) {
    struct table_maker m = maker_begin(c, "trend");
    maker_label_column(&m, "period", word(c, "column.period"));
    for (size_t ref = 0; ref < cube->ref_count; ref++)
        if (figure_available(cube_figure(cube, 0, c->now, ref)))
            maker_value_column(&m, cube->refs[ref].text, str_of(cube->refs[ref].measure->name[c->lang]),
                               cube->refs[ref].measure->unit, cube->refs[ref].measure->unit == UNIT_SHARE);
    for (size_t period = 0; period < c->period_count; period++) {
        maker_text(&m, str_of(c->periods[period].name));
        for (size_t ref = 0; ref < cube->ref_count; ref++)
            if (figure_available(cube_figure(cube, 0, c->now, ref)))
                maker_figure(&m, *cube_figure(cube, 0, period, ref));
    }
    maker_end(&m);
}

/* Actual and, one year back, the previous year's line, over the last 13 periods (24 when there is no year
 * before). */
static void add_trend_chart(struct composer *c, const struct cube *cube) {
    struct chart *chart = composer_add_chart(c, CHART_TREND, "trend");
    const struct kpi *received = &c->kpis[0];
    size_t count = c->period_count < 13 ? c->period_count : 13, first = c->period_count - count;
    struct str *names = arena_array(c->arena, count, sizeof *names);
    struct figure *actual = arena_array(c->arena, count, sizeof *actual);
    struct figure *before = arena_array(c->arena, count, sizeof *before);
    struct series *series = arena_array(c->arena, 2, sizeof *series);
    for (size_t i = 0; i < count; i++) {
        names[i] = str_of(c->periods[first + i].name);
        actual[i] = *cube_figure(cube, 0, first + i, 0);
        struct period year = period_year_before(&c->periods[first + i]);
        before[i] = figure_none(UNIT_COUNT, NULL);
        for (size_t p = 0; p < c->period_count; p++)
            if (c->periods[p].start == year.start && c->periods[p].end == year.end)
                before[i] = *cube_figure(cube, 0, p, 0);
        chart->series_count =
            chart->series_count < 2 && figure_available(&before[i]) ? 2 : chart->series_count;
    }
    series[0] = (struct series){word(c, "series.actual"), SERIES_ACTUAL, actual};
    series[1] = (struct series){word(c, "series.previous_year"), SERIES_PREVIOUS_YEAR, before};
    chart->series = series;
    chart->series_count = chart->series_count == 2 ? 2 : 1;
    chart->categories = names;
    chart->category_count = count;
    chart->unit = UNIT_COUNT;
    chart->value_axis = received->name;
    chart->title = FILL(c, "chart.trend.title", c->report->period_name, shown(c, &received->now),
                        change_phrase(c, received, true), change_phrase(c, received, false));
    chart->subtitle = FILL(c, "chart.trend.subtitle", names[0], names[count - 1]);
    chart->alt = chart->title;
}

static const struct kpi *kpi_find(const struct composer *c, const char *key) {
    for (size_t i = 0; i < c->report->kpi_count; i++)
        if (str_equal(c->kpis[i].key, str_of(key)))
            return &c->kpis[i];
    return NULL;
}

static void write_sentences(struct composer *c) {
    const struct kpi *received = kpi_find(c, "received"), *closed = kpi_find(c, "closed");
    const struct kpi *median = kpi_find(c, "p50_days"), *on_time = kpi_find(c, "on_time_rate");
    if (received)
        c->report->sentences[0] =
            FILL(c, "sentence.received", c->report->period_name, shown(c, &received->now),
                 change_phrase(c, received, true), change_phrase(c, received, false));
    if (closed && median)
        c->report->sentences[1] =
            FILL(c, on_time ? "sentence.closed_on_time" : "sentence.closed", shown(c, &closed->now),
                 shown(c, &median->now), on_time ? shown(c, &on_time->now) : STR(""),
                 on_time ? change_phrase(c, on_time, true) : STR(""));
}

bool compose_kpis(struct composer *c, struct err *err) {
    struct measure_ref refs[KPI_KEYS];
    for (size_t i = 0; i < KPI_KEYS; i++)
        if (!measure_find(str_of(kpi_keys[i]), c->arena, &refs[i], err))
            return false;
    struct cube_request request = {
        .periods = c->periods, .period_count = c->period_count, .refs = refs, .ref_count = KPI_KEYS};
    struct cube cube;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    struct definition *definitions = arena_array(c->arena, KPI_KEYS, sizeof *definitions);
    c->report->definitions = definitions;
    for (size_t ref = 0; ref < KPI_KEYS; ref++) {
        add_definition(c, definitions, &refs[ref]);
        if (figure_available(cube_figure(&cube, 0, c->now, ref)) &&
            !(is_closure(ref) && kpi_find(c, "flow_closure_rate")))
            add_kpi(c, &cube, ref);
    }
    for (size_t i = 0; i < 3; i++)
        c->report->sentences[i] = STR("");
    add_kpi_table(c);
    add_trend_table(c, &cube);
    if (c->report->kpi_count)
        add_trend_chart(c, &cube);
    write_sentences(c);
    cube_free(&cube);
    return true;
}
