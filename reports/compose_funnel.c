/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/exposure.h"
#include "reports/composer.h"
#include "reports/format.h"

#include <math.h>

/* Units beside each other, each among the limits that chance sets for its size. Of very many units the
 * largest are shown. */
enum { UNITS_FEWEST = 3, UNITS_MOST = 200, NAMED_MOST = 5 };

/* One measure over the units of the report's period. */
struct compared_units {
    const struct cube *cube;
    size_t ref;
    const size_t *order; /* cells, most complaints first */
    size_t count, left_out;
    struct funnel funnel; /* places[i] of order[i] */
};

static const struct column *unit_column(const struct composer *c) {
    static const enum role choices[] = {ROLE_UNIT, ROLE_DEPARTMENT, ROLE_REGION};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        const struct column *column = c->data->table->by_role[choices[i]];
        if (column && dict_size(column->dict) > UNITS_FEWEST)
            return column;
    }
    return NULL;
}

/* Does the exposure tell the units apart? Else their rates would all be over the same customers. */
static bool exposure_has(const struct composer *c, struct str column) {
    size_t count;
    const struct str *columns = c->data->exposure ? exposure_columns(c->data->exposure, &count) : NULL;
    for (size_t i = 0; columns && i < count; i++)
        if (str_equal(columns[i], column))
            return true;
    return false;
}

static struct str measures_of(const struct composer *c, struct str column) {
    static const char shares[] = "received,on_time_rate,satisfaction_rate,upheld_rate";
    size_t bases;
    if (!exposure_has(c, column))
        return str_of(shares);
    const struct str *base = exposure_bases(c->data->exposure, &bases);
    return str_printf(c->arena, "%s,rate:" STR_FMT, shares, STR_ARG(base[0]));
}

static const struct figure *figure_of(const struct compared_units *units, size_t i) {
    return cube_figure(units->cube, units->order[i], 0, units->ref);
}

static struct str unit_name(const struct composer *c, const struct compared_units *units, size_t i) {
    const struct grouping *g = &units->cube->grouping;
    return value_name(c, g->columns[0], grouping_value(g, units->order[i], 0));
}

static bool is_rate(const struct compared_units *units) {
    return units->cube->refs[units->ref].measure->unit == UNIT_RATE;
}

/* False when fewer than three units have a value. */
static bool fit(struct composer *c, struct compared_units *units) {
    struct figure *figures = arena_array(c->arena, units->count, sizeof *figures);
    for (size_t i = 0; i < units->count; i++)
        figures[i] = *figure_of(units, i);
    return funnel_fit(figures, units->count, is_rate(units), c->arena, &units->funnel) >= UNITS_FEWEST;
}

static struct figure value_at(const struct compared_units *units, double value) {
    struct figure figure = figure_none(units->cube->refs[units->ref].measure->unit, NULL);
    figure.value = value;
    return figure;
}

static const char *place_word(int beyond) {
    static const char *const words[] = {"funnel.far_below", "funnel.below", "funnel.inside", "funnel.above",
                                        "funnel.far_above"};
    return words[beyond + 2];
}

static struct str measure_name(const struct composer *c, const struct compared_units *units) {
    return measure_title(&units->cube->refs[units->ref], c->data->table, c->lang, c->arena);
}

static const char *key_of(const struct composer *c, const struct compared_units *units) {
    return str_printf(c->arena, "funnel_%s", units->cube->refs[units->ref].measure->key).data;
}

static void add_table(struct composer *c, const struct compared_units *units) {
    struct table_maker m = maker_begin(c, key_of(c, units));
    enum unit unit = units->cube->refs[units->ref].measure->unit;
    maker_label_column(&m, "unit", column_title(c->arena, c->lang, units->cube->grouping.names[0]));
    maker_value_column(&m, STR("n"), word(c, is_rate(units) ? "column.exposure" : "column.n"), UNIT_COUNT,
                       false);
    maker_value_column(&m, STR("value"), word(c, "column.value"), unit, true);
    maker_value_column(&m, STR("low95"), word(c, "funnel.low95"), unit, false);
    maker_value_column(&m, STR("high95"), word(c, "funnel.high95"), unit, false);
    maker_value_column(&m, STR("low998"), word(c, "funnel.low998"), unit, false);
    maker_value_column(&m, STR("high998"), word(c, "funnel.high998"), unit, false);
    maker_note_column(&m, "place", word(c, "column.signal"));
    for (size_t i = 0; i < units->count; i++) {
        const struct funnel_place *place = &units->funnel.places[i];
        if (isnan(place->value))
            continue;
        maker_text(&m, unit_name(c, units, i));
        maker_figure(&m, figure_count((int64_t)figure_of(units, i)->denominator));
        maker_figure(&m, *figure_of(units, i));
        maker_figure(&m, value_at(units, place->limits.low95));
        maker_figure(&m, value_at(units, place->limits.high95));
        maker_figure(&m, value_at(units, place->limits.low998));
        maker_figure(&m, value_at(units, place->limits.high998));
        maker_text(&m, word(c, place_word(place->beyond)));
        if (place->beyond == 0)
            maker_minor(&m);
    }
    struct figure centre = value_at(units, units->funnel.centre);
    m.table->title = FILL(c, "table.funnel", measure_name(c, units));
    m.table->note = FILL(c, units->funnel.tau > 0 ? "table.funnel.note_tau" : "table.funnel.note",
                         shown(c, &centre), str_printf(c->arena, "%.3g", units->funnel.tau));
    if (units->left_out)
        m.table->note =
            str_printf(c->arena, STR_FMT STR_FMT, STR_ARG(m.table->note),
                       STR_ARG(FILL(c, "table.funnel.rest", str_printf(c->arena, "%zu", units->left_out))));
    maker_end(&m);
}

static void fill_chart(struct composer *c, const struct compared_units *units, struct chart *chart) {
    struct str *names = arena_array(c->arena, units->count, sizeof *names);
    struct figure *actual = arena_array(c->arena, units->count, sizeof *actual);
    for (size_t i = 0; i < units->count; i++) {
        names[i] = unit_name(c, units, i);
        actual[i] = *figure_of(units, i);
    }
    funnel_draw(c,
                &(struct funnel_drawing){measure_name(c, units), names, actual, units->count, &units->funnel},
                chart);
}

static struct str unit_sentence(const struct composer *c, const struct compared_units *units, size_t i) {
    const struct funnel_place *place = &units->funnel.places[i];
    struct figure low = value_at(units, place->limits.low998), high = value_at(units, place->limits.high998);
    return FILL(c, "funnel.sentence", unit_name(c, units, i), measure_name(c, units),
                format_figure_n(c->arena, c->lang, figure_of(units, i)), word(c, place_word(place->beyond)),
                shown(c, &low), shown(c, &high));
}

/* Names who lies outside the wide limits, in the order of the table. */
static size_t say_units(struct composer *c, const struct compared_units *units, size_t known) {
    size_t outside = 0;
    for (size_t i = 0; i < units->count; i++) {
        int beyond = units->funnel.places[i].beyond;
        if (beyond != 2 && beyond != -2)
            continue;
        if (outside++ < NAMED_MOST)
            composer_say(c, "units", unit_sentence(c, units, i));
    }
    struct str total = str_printf(c->arena, "%zu", known);
    if (!outside)
        composer_say(c, "units",
                     str_printf(c->arena, STR_FMT STR_FMT,
                                STR_ARG(FILL(c, "funnel.none", measure_name(c, units), total)),
                                STR_ARG(word(c, "list.stop"))));
    else if (outside > NAMED_MOST)
        composer_say(c, "units",
                     FILL(c, "funnel.more", measure_name(c, units),
                          str_printf(c->arena, "%zu", outside - NAMED_MOST)));
    return outside;
}

static void add_funnel(struct composer *c, struct compared_units *units) {
    if (!fit(c, units))
        return;
    size_t known = 0;
    for (size_t i = 0; i < units->count; i++)
        known += isnan(units->funnel.places[i].value) ? 0 : 1;
    add_table(c, units);
    size_t outside = say_units(c, units, known);
    struct chart *chart = composer_add_chart(c, CHART_FUNNEL, key_of(c, units));
    fill_chart(c, units, chart);
    struct str total = str_printf(c->arena, "%zu", known);
    chart->title = outside ? FILL(c, "chart.funnel.outside", measure_name(c, units),
                                  str_printf(c->arena, "%zu", outside), total)
                           : FILL(c, "funnel.none", measure_name(c, units), total);
    chart->subtitle = FILL(c, "chart.funnel.subtitle", c->report->period_name, total);
    chart->alt = chart->title;
}

bool compose_funnel(struct composer *c, struct err *err) {
    const struct column *column = unit_column(c);
    struct measure_ref *refs;
    struct cube cube;
    if (!column)
        return true;
    struct cube_request request = {
        .by = &column->name, .by_count = 1, .periods = &c->periods[c->now], .period_count = 1};
    if (!cube_parse_measures(measures_of(c, column->name), c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    struct compared_units units = {.cube = &cube};
    units.order = cube_order(&cube, 0, 0, c->arena, &units.count);
    units.left_out = units.count > UNITS_MOST ? units.count - UNITS_MOST : 0;
    units.count -= units.left_out;
    for (units.ref = cube.ref_count; --units.ref > 0;)
        add_funnel(c, &units);
    cube_free(&cube);
    return true;
}
