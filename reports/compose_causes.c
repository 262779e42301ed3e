/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

/* What was closed, by kind of case: how long it took, whether the customer was right and came round, and what
 * was improved. */
static const char causes_list[] = "closed,mean_days,p50_days,upheld_rate,satisfaction_rate,regained_rate";
enum { CLOSED, MEAN };
enum { ROWS_MOST = 30, CLOSED_LEAST = 10 };

static bool run(const struct composer *c, const struct str *by, struct cube *cube, struct err *err) {
    struct cube_request request = {
        .by = by, .by_count = by != NULL, .periods = &c->periods[c->now], .period_count = 1};
    struct measure_ref *refs;
    if (!cube_parse_measures(str_of(causes_list), c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    return cube_run(c->data, &request, c->arena, cube, err);
}

/* The latest improvement that aims at the category and was there by the end of the period. */
static struct str improvement(const struct composer *c, struct str category) {
    const struct action *latest = NULL;
    for (size_t i = 0; i < c->data->actions.count; i++) {
        const struct action *action = &c->data->actions.items[i];
        if (str_equal(action->category, category) && action->day * DATE_DAY < c->data->as_of &&
            (!latest || action->day >= latest->day))
            latest = action;
    }
    if (!latest)
        return STR("");
    char day[DATE_TEXT];
    date_format_day(latest->day, day);
    return str_printf(c->arena, "%s " STR_FMT, day, STR_ARG(latest->what[c->lang]));
}

static bool is_shown(const struct cube *total, size_t ref) {
    return figure_available(cube_figure(total, 0, 0, ref));
}

static void add_row(struct table_maker *m, struct str name, const struct cube *cube, size_t cell,
                    const struct cube *total, struct str improved) {
    maker_text(m, name);
    for (size_t ref = 0; ref < cube->ref_count; ref++)
        if (is_shown(total, ref))
            maker_figure(m, *cube_figure(cube, cell, 0, ref));
    if (m->c->data->actions.count)
        maker_text(m, improved);
}

static void add_table(struct composer *c, const struct cube *cube, const struct cube *total,
                      const size_t *order, size_t count) {
    struct table_maker m = maker_begin(c, "causes");
    maker_label_column(&m, str_cstr(c->arena, c->category->name),
                       column_title(c->arena, c->lang, c->category->name));
    for (size_t ref = 0; ref < total->ref_count; ref++)
        if (is_shown(total, ref))
            maker_value_column(&m, total->refs[ref].text, str_of(total->refs[ref].measure->name[c->lang]),
                               total->refs[ref].measure->unit, total->refs[ref].measure->unit == UNIT_SHARE);
    if (c->data->actions.count)
        maker_note_column(&m, "improvement", word(c, "column.improvement"));
    for (size_t i = 0; i < count && i < ROWS_MOST; i++) {
        struct str value = grouping_value(&cube->grouping, order[i], 0);
        add_row(&m, value_name(c, c->category, value), cube, order[i], total, improvement(c, value));
    }
    add_row(&m, word(c, "value.total"), total, 0, total, STR(""));
    m.table->total_row = true;
    maker_end(&m);
}

/* Which kind of case takes longest, against all. */
static void say_slowest(struct composer *c, const struct cube *cube, const struct cube *total,
                        const size_t *order, size_t count) {
    const struct figure *all = cube_figure(total, 0, 0, MEAN);
    size_t slowest = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        const struct figure *mean = cube_figure(cube, order[i], 0, MEAN);
        if (cube_figure(cube, order[i], 0, CLOSED)->value >= CLOSED_LEAST && figure_available(mean) &&
            (slowest == SIZE_MAX || mean->value > cube_figure(cube, order[slowest], 0, MEAN)->value))
            slowest = i;
    }
    if (slowest == SIZE_MAX || !figure_available(all) || all->value <= 0)
        return;
    const struct figure *mean = cube_figure(cube, order[slowest], 0, MEAN);
    struct figure ratio = figure_none(UNIT_SCORE, NULL);
    ratio.value = mean->value / all->value;
    struct str name = value_name(c, c->category, grouping_value(&cube->grouping, order[slowest], 0));
    composer_say(c, "actions",
                 FILL(c, "causes.slowest", name, shown(c, mean),
                      shown(c, cube_figure(cube, order[slowest], 0, CLOSED)), shown(c, &ratio),
                      shown(c, all)));
}

bool compose_causes(struct composer *c, struct err *err) {
    struct cube cube, total;
    size_t count;
    if (!c->category || c->category->type != COLUMN_DIMENSION)
        return true;
    if (!run(c, &c->category->name, &cube, err) || !run(c, NULL, &total, err))
        return false;
    size_t *order = cube_order(&cube, 0, CLOSED, c->arena, &count);
    if (count && cube_figure(&total, 0, 0, CLOSED)->value > 0) {
        add_table(c, &cube, &total, order, count);
        say_slowest(c, &cube, &total, order, count);
    }
    cube_free(&cube);
    cube_free(&total);
    return true;
}
