/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "reports/labels.h"

/* carried_in + received + reopened − closed − closed_undated = open, each counted from rows. */
static const char flow_list[] =
    "carried_in,received,reopened,closed,closed_undated,open,closure_rate,flow_closure_rate";
enum { CARRIED_IN, RECEIVED, REOPENED, CLOSED, UNDATED, OPEN, FLOW_STEPS };

static void add_flow_table(struct composer *c, const struct cube *cube) {
    struct table_maker m = maker_begin(c, "flow");
    maker_label_column(&m, "period", word(c, "column.period"));
    for (size_t ref = 0; ref < cube->ref_count; ref++)
        maker_value_column(&m, cube->refs[ref].text, str_of(cube->refs[ref].measure->name[c->lang]),
                           cube->refs[ref].measure->unit, false);
    for (size_t period = 0; period < c->period_count; period++) {
        maker_text(&m, str_of(c->periods[period].name));
        for (size_t ref = 0; ref < cube->ref_count; ref++)
            maker_figure(&m, *cube_figure(cube, 0, period, ref));
        if (period < composer_first_shown(c))
            maker_minor(&m);
    }
    const struct figure *open = cube_figure(cube, 0, c->now, OPEN);
    m.table->note = figure_available(open) || !open->note ? word(c, "table.flow.note")
                                                          : FILL(c, "unavailable.flow", word(c, open->note));
    maker_end(&m);
}

static void add_waterfall(struct composer *c, const struct cube *cube) {
    struct chart *chart = composer_add_chart(c, CHART_WATERFALL, "flow");
    struct str *names = arena_array(c->arena, FLOW_STEPS, sizeof *names);
    struct figure *steps = arena_array(c->arena, FLOW_STEPS, sizeof *steps);
    size_t count = 0;
    struct figure carried = *cube_figure(cube, 0, c->now, CARRIED_IN),
                  open = *cube_figure(cube, 0, c->now, OPEN);
    for (size_t step = 0; step < FLOW_STEPS; step++) {
        struct figure figure = *cube_figure(cube, 0, c->now, step);
        if (step == UNDATED && figure.value == 0)
            continue;
        if (step == CLOSED || step == UNDATED)
            figure.value = -figure.value;
        names[count] = str_of(cube->refs[step].measure->name[c->lang]);
        steps[count++] = figure;
    }
    struct series *series = arena_array(c->arena, 1, sizeof *series);
    series[0] = (struct series){word(c, "series.actual"), SERIES_ACTUAL, steps};
    chart->series = series;
    chart->series_count = 1;
    chart->categories = names;
    chart->category_count = count;
    chart->unit = UNIT_COUNT;
    double growth = open.value - carried.value;
    struct figure size = figure_count((int64_t)(growth < 0 ? -growth : growth));
    chart->title = FILL(c,
                        growth > 0   ? "chart.flow.grew"
                        : growth < 0 ? "chart.flow.shrank"
                                     : "chart.flow.same",
                        shown(c, &size), shown(c, &carried), shown(c, &open));
    chart->subtitle = FILL(c, "chart.flow.subtitle", c->report->period_name);
    chart->alt = chart->title;
}

bool compose_flow(struct composer *c, struct err *err) {
    struct cube_request request = {.periods = c->periods, .period_count = c->period_count};
    struct measure_ref *refs;
    struct cube cube;
    if (!cube_parse_measures(str_of(flow_list), c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    add_flow_table(c, &cube);
    if (figure_available(cube_figure(&cube, 0, c->now, OPEN)))
        add_waterfall(c, &cube);
    cube_free(&cube);
    return true;
}
