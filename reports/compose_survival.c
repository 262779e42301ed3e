/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include <math.h>

/* How long complaints stay open when those still open are counted too, beside what the closed ones alone
 * say. */
enum { P50, P90, KM };
enum { STEPS_LEAST = 14, STEPS_MOST = 60 };
static const int listed_days[] = {1, 3, 7, 15, 30, 60, 90, 180};
enum { LISTED = sizeof listed_days / sizeof *listed_days };

static bool run(const struct composer *c, struct str measures, struct cube *cube, struct err *err) {
    struct cube_request request = {.periods = &c->periods[c->now], .period_count = 1};
    struct measure_ref *refs;
    if (!cube_parse_measures(measures, c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    return cube_run(c->data, &request, c->arena, cube, err);
}

/* "settled_within:0d,settled_within:2d,…" */
static struct str settled_list(const struct composer *c, int count, int step) {
    struct buf list = {0};
    for (int i = 0; i < count; i++)
        buf_printf(&list, "%ssettled_within:%dd", i ? "," : "", i * step);
    struct str kept = str_copy(c->arena, buf_str(&list));
    buf_free(&list);
    return kept;
}

/* The share still open, from the share settled. */
static struct figure open_share(const struct figure *settled) {
    struct figure open = *settled;
    open.value = 1 - settled->value;
    open.low = 1 - settled->high;
    open.high = 1 - settled->low;
    return open;
}

static bool add_table(struct composer *c, struct err *err) {
    struct buf list = {0};
    for (size_t i = 0; i < LISTED; i++)
        buf_printf(&list, "%ssettled_within:%dd,within_rate:%dd", i ? "," : "", listed_days[i],
                   listed_days[i]);
    struct cube cube;
    bool done = run(c, str_copy(c->arena, buf_str(&list)), &cube, err);
    buf_free(&list);
    if (!done)
        return false;
    struct table_maker m = maker_begin(c, "survival");
    maker_value_column(&m, STR("days"), word(c, "column.days"), UNIT_COUNT, false);
    maker_value_column(&m, STR("still_open"), word(c, "column.still_open"), UNIT_SHARE, true);
    maker_value_column(&m, STR("cases"), word(c, "column.n"), UNIT_COUNT, false);
    maker_value_column(&m, STR("closed_within"), word(c, "column.closed_within"), UNIT_SHARE, true);
    for (size_t i = 0; i < LISTED; i++) {
        const struct figure *settled = cube_figure(&cube, 0, 0, 2 * i);
        if (!figure_available(settled))
            continue;
        maker_figure(&m, figure_count(listed_days[i]));
        maker_figure(&m, open_share(settled));
        maker_figure(&m, figure_count((int64_t)settled->n));
        maker_figure(&m, *cube_figure(&cube, 0, 0, 2 * i + 1));
    }
    m.table->note = word(c, "table.survival.note");
    maker_end(&m);
    cube_free(&cube);
    return true;
}

/* Days a step, so that nine in ten closed cases fit on at most STEPS_MOST of them. */
static int step_days(const struct figure *p90) {
    double reach = figure_available(p90) ? 1.5 * p90->value : STEPS_LEAST;
    return reach > STEPS_MOST ? (int)ceil(reach / STEPS_MOST) : 1;
}

static int step_count(const struct figure *p90, int step) {
    double reach = figure_available(p90) ? 1.5 * p90->value : STEPS_LEAST;
    int count = (int)ceil(reach / step) + 1;
    return count < STEPS_LEAST ? STEPS_LEAST : count > STEPS_MOST ? STEPS_MOST : count;
}

static bool add_chart(struct composer *c, const struct cube *medians, struct err *err) {
    const struct figure *p50 = cube_figure(medians, 0, 0, P50), *p90 = cube_figure(medians, 0, 0, P90);
    const struct figure *km = cube_figure(medians, 0, 0, KM);
    int step = step_days(p90), count = step_count(p90, step);
    struct cube cube;
    if (!run(c, settled_list(c, count, step), &cube, err))
        return false;
    struct str *names = arena_array(c->arena, (size_t)count, sizeof *names);
    struct figure *points = arena_array(c->arena, (size_t)count, sizeof *points);
    for (int i = 0; i < count; i++) {
        names[i] = str_printf(c->arena, "%d", i * step);
        points[i] = open_share(cube_figure(&cube, 0, 0, (size_t)i));
    }
    cube_free(&cube);
    struct series *series = arena_array(c->arena, 1, sizeof *series);
    series[0] = (struct series){word(c, "column.still_open"), SERIES_ACTUAL, points};
    struct chart *chart = composer_add_chart(c, CHART_SURVIVAL, "survival");
    if (figure_available(km) && km->value / step < count) {
        struct chart_mark *mark = arena_array(c->arena, 1, sizeof *mark);
        *mark = (struct chart_mark){.at = km->value / step, .label = FILL(c, "mark.km", shown(c, km))};
        chart->marks = mark;
        chart->mark_count = 1;
    }
    chart->series = series;
    chart->series_count = 1;
    chart->categories = names;
    chart->category_count = (size_t)count;
    chart->unit = UNIT_SHARE;
    chart->value_axis = word(c, "column.still_open");
    chart->category_axis = word(c, "axis.days_since_receipt");
    struct figure n = figure_count((int64_t)km->n);
    chart->title = figure_available(km) ? FILL(c, "chart.survival.title", shown(c, km), shown(c, p50))
                                        : word(c, "chart.survival.not_reached");
    chart->subtitle = FILL(c, "chart.survival.subtitle", c->report->period_name, shown(c, &n));
    chart->alt = chart->title;
    return true;
}

static void say_medians(struct composer *c, const struct figure *km, const struct figure *p50) {
    struct figure all = figure_count((int64_t)km->n), closed = figure_count((int64_t)p50->n);
    if (!figure_available(km))
        composer_say(c, "timeliness",
                     FILL(c, "survival.not_reached", c->report->period_name, shown(c, &all), shown(c, p50),
                          shown(c, &closed)));
    else
        composer_say(c, "timeliness",
                     FILL(c, "survival.sentence", c->report->period_name, shown(c, &all), shown(c, km),
                          shown(c, p50), shown(c, &closed)));
}

bool compose_survival(struct composer *c, struct err *err) {
    struct cube medians;
    if (!run(c, STR("p50_days,p90_days,km_p50_days"), &medians, err))
        return false;
    const struct figure *km = cube_figure(&medians, 0, 0, KM), *p50 = cube_figure(&medians, 0, 0, P50);
    bool done = true;
    if (km->n > 0 && figure_available(p50)) {
        done = add_table(c, err) && add_chart(c, &medians, err);
        say_medians(c, km, p50);
    }
    cube_free(&medians);
    return done;
}
