/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

/* Figures that others supplied (--figures), for the whole and for each unit that has some, beside the periods
 * before. */

struct supplied_table {
    struct composer *c;
    struct table_maker maker;
    const struct measure_ref *ref;
    struct period periods[3];              /* ascending */
    size_t count, now, previous, year_ago; /* places in `periods`; SIZE_MAX = the data do not reach back */
};

static struct figure figure_in(const struct supplied_table *t, const struct cube *cube, size_t cell,
                               size_t period) {
    return period == SIZE_MAX ? figure_none(t->ref->measure->unit, "note.no_history")
                              : *cube_figure(cube, cell, period, 0);
}

static struct figure change_from(const struct supplied_table *t, const struct cube *cube, size_t cell,
                                 size_t period) {
    struct figure base = figure_in(t, cube, cell, period), now = figure_in(t, cube, cell, t->now);
    const struct period *from = &t->periods[period == SIZE_MAX ? t->now : period];
    return breaks_change(&t->c->data->breaks, t->ref, &base, from, &now, &t->periods[t->now]);
}

static void add_row(struct supplied_table *t, const struct cube *cube, size_t cell, struct str unit) {
    struct figure now = figure_in(t, cube, cell, t->now);
    if (!figure_available(&now))
        return;
    maker_text(&t->maker, t->ref->parameter);
    maker_text(&t->maker, unit);
    maker_figure(&t->maker, now);
    maker_figure(&t->maker, figure_in(t, cube, cell, t->previous));
    maker_figure(&t->maker, change_from(t, cube, cell, t->previous));
    maker_figure(&t->maker, figure_in(t, cube, cell, t->year_ago));
    maker_figure(&t->maker, change_from(t, cube, cell, t->year_ago));
}

/* `by` is "unit", or nothing for the whole. */
static bool add_rows(struct supplied_table *t, const struct str *by, struct err *err) {
    struct cube_request request = {.by = by,
                                   .by_count = by ? 1 : 0,
                                   .periods = t->periods,
                                   .period_count = t->count,
                                   .refs = t->ref,
                                   .ref_count = 1};
    struct cube cube;
    if (!cube_run(t->c->data, &request, t->c->arena, &cube, err))
        return false;
    size_t count = 1, whole = 0;
    const size_t *order = by ? cube_order(&cube, t->now, 0, t->c->arena, &count) : &whole;
    for (size_t i = 0; i < count; i++)
        add_row(t, &cube, order[i],
                by ? grouping_value(&cube.grouping, order[i], 0) : word(t->c, "value.total"));
    cube_free(&cube);
    return true;
}

static void fill_periods(struct supplied_table *t) {
    const struct composer *c = t->c;
    const size_t places[] = {c->year_ago, c->previous, c->now};
    size_t *const to[] = {&t->year_ago, &t->previous, &t->now};
    for (size_t i = 0; i < 3; i++) {
        *to[i] = places[i] == SIZE_MAX ? SIZE_MAX : t->count;
        if (places[i] == SIZE_MAX)
            continue;
        if (t->count && t->periods[t->count - 1].start == c->periods[places[i]].start)
            *to[i] = t->count - 1; /* a year has the same one before it and a year before */
        else
            t->periods[t->count++] = c->periods[places[i]];
    }
}

static void begin_table(struct supplied_table *t) {
    struct composer *c = t->c;
    struct table_maker *m = &t->maker;
    *m = maker_begin(c, "supplied");
    maker_label_column(m, "key", word(c, "column.key"));
    maker_label_column(m, "unit", column_title(c->arena, c->lang, STR("unit")));
    maker_value_column(m, STR("value"), word(c, "column.value"), UNIT_COUNT, true);
    maker_value_column(m, STR("previous"), word(c, "column.previous"), UNIT_COUNT, false);
    maker_value_column(m, STR("change_prev"), word(c, "column.change_prev"), UNIT_CHANGE, false);
    maker_value_column(m, STR("year_ago"), word(c, "column.year_ago"), UNIT_COUNT, false);
    maker_value_column(m, STR("change_year"), word(c, "column.change_year"), UNIT_CHANGE, false);
}

bool compose_supplied(struct composer *c, struct err *err) {
    const struct supplied *supplied = c->data->supplied;
    if (!supplied)
        return true;
    struct supplied_table t = {.c = c};
    const struct str unit = STR("unit");
    size_t count;
    const struct str *keys = supplied_keys(supplied, &count);
    fill_periods(&t);
    begin_table(&t);
    for (size_t i = 0; i < count; i++) {
        struct measure_ref ref;
        struct str text =
            str_printf(c->arena, "%s:" STR_FMT, supplied_measure(supplied, i), STR_ARG(keys[i]));
        if (!measure_find(text, c->arena, &ref, err))
            return false;
        t.ref = &ref;
        if (!add_rows(&t, NULL, err) || (c->data->table->by_role[ROLE_UNIT] && !add_rows(&t, &unit, err)))
            return false;
    }
    t.maker.table->note = word(c, "table.supplied.note");
    maker_end(&t.maker);
    return true;
}
