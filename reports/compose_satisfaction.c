/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "reports/labels.h"

#include <stdlib.h>
#include <string.h>

static const char satisfaction_list[] =
    "satisfaction_rate,response_rate,satisfaction_floor,satisfaction_ceiling,closed";
enum { RATE, RESPONSE, FLOOR, CEILING, CLOSED };
enum { ROWS_MOST = 16, ANSWERS_LEAST = 5 };

static bool run(const struct composer *c, const struct str *by, size_t by_count, struct cube *cube,
                struct err *err) {
    struct cube_request request = {
        .by = by, .by_count = by_count, .periods = &c->periods[c->now], .period_count = 1};
    struct measure_ref *refs;
    if (!cube_parse_measures(str_of(satisfaction_list), c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    return cube_run(c->data, &request, c->arena, cube, err);
}

static void add_table(struct composer *c, const struct cube *cube, const struct cube *total,
                      const size_t *order, size_t count) {
    struct table_maker m = maker_begin(c, "satisfaction");
    struct str name = cube->grouping.names[0];
    maker_label_column(&m, str_cstr(c->arena, name), column_title(c->arena, c->lang, name));
    for (size_t ref = 0; ref < cube->ref_count; ref++)
        maker_value_column(&m, cube->refs[ref].text, str_of(cube->refs[ref].measure->name[c->lang]),
                           cube->refs[ref].measure->unit, ref == RATE);
    for (size_t i = 0; i < count; i++) {
        maker_text(&m,
                   value_name(c, cube->grouping.columns[0], grouping_value(&cube->grouping, order[i], 0)));
        for (size_t ref = 0; ref < cube->ref_count; ref++)
            maker_figure(&m, *cube_figure(cube, order[i], 0, ref));
    }
    maker_text(&m, word(c, "value.total"));
    for (size_t ref = 0; ref < total->ref_count; ref++)
        maker_figure(&m, *cube_figure(total, 0, 0, ref));
    m.table->total_row = true;
    m.table->note = word(c, "table.satisfaction.note");
    maker_end(&m);
}

/* Values with enough answers, most answers first; the whole as the last row. */
static void add_chart(struct composer *c, const struct cube *cube, const struct cube *total,
                      const size_t *order, size_t count) {
    struct str *names = arena_array(c->arena, ROWS_MOST, sizeof *names);
    struct figure *points = arena_array(c->arena, ROWS_MOST, sizeof *points);
    size_t rows = 0;
    for (size_t i = 0; i < count && rows < ROWS_MOST - 1; i++) {
        const struct figure *rate = cube_figure(cube, order[i], 0, RATE);
        if (!figure_available(rate) || rate->denominator < ANSWERS_LEAST)
            continue;
        names[rows] = value_name(c, cube->grouping.columns[0], grouping_value(&cube->grouping, order[i], 0));
        points[rows++] = *rate;
    }
    names[rows] = word(c, "value.total");
    points[rows++] = *cube_figure(total, 0, 0, RATE);
    struct series *series = arena_array(c->arena, 1, sizeof *series);
    series[0] = (struct series){str_of(cube->refs[RATE].measure->name[c->lang]), SERIES_ACTUAL, points};
    struct chart *chart = composer_add_chart(c, CHART_INTERVALS, "satisfaction");
    chart->series = series;
    chart->series_count = 1;
    chart->categories = names;
    chart->category_count = rows;
    chart->unit = UNIT_SHARE;
    const struct figure *all = &points[rows - 1], *response = cube_figure(total, 0, 0, RESPONSE);
    struct figure answers = figure_count((int64_t)all->denominator), low = *all, high = *all;
    low.value = all->low;
    high.value = all->high;
    chart->title = FILL(c, "chart.satisfaction.title", shown(c, all), shown(c, &low), shown(c, &high));
    chart->subtitle = FILL(c, "chart.satisfaction.subtitle", c->report->period_name, shown(c, &answers),
                           shown(c, response));
    chart->alt = chart->title;
}

/* The dimension that satisfaction is compared over: units first, they are who can change it. */
static const struct column *compared_column(const struct composer *c) {
    static const enum role choices[] = {ROLE_REGION, ROLE_UNIT, ROLE_CHANNEL, ROLE_PRODUCT};
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        const struct column *column = c->data->table->by_role[choices[i]];
        if (column && dict_size(column->dict) > 2)
            return column;
    }
    return NULL;
}

bool compose_satisfaction(struct composer *c, struct err *err) {
    const struct column *column = compared_column(c);
    struct cube total, cube;
    if (!column || !c->data->table->by_role[ROLE_SATISFACTION])
        return true;
    if (!run(c, NULL, 0, &total, err))
        return false;
    bool done = true;
    if (figure_available(cube_figure(&total, 0, 0, RATE))) {
        done = run(c, &column->name, 1, &cube, err);
        if (done) {
            size_t count;
            size_t *order = cube_order(&cube, 0, CLOSED, c->arena, &count);
            add_table(c, &cube, &total, order, count);
            add_chart(c, &cube, &total, order, count);
            cube_free(&cube);
        }
    }
    cube_free(&total);
    return done;
}
