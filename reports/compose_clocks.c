/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "reports/labels.h"

/* The clocks of the policies side by side: how many deadlines fell in the period and were kept, what is
 * overdue and due soon at its end. */

static const char *const keys[] = {"on_time_rate", "overdue_open", "due_soon", "mean_delay_days"};
enum { KEYS = sizeof keys / sizeof keys[0] };

static bool read_refs(const struct composer *c, const struct clock *clock, struct measure_ref *refs,
                      struct err *err) {
    for (size_t i = 0; i < KEYS; i++)
        if (!measure_find(str_printf(c->arena, "%s:" STR_FMT, keys[i], STR_ARG(clock->name)), c->arena,
                          &refs[i], err))
            return false;
    return true;
}

static struct str clock_title(const struct composer *c, const struct clock *clock) {
    return clock->is_main ? FILL(c, "clock.main", clock->title[c->lang]) : clock->title[c->lang];
}

static void add_row(struct table_maker *m, const struct clock *clock, const struct cube *cube, size_t at) {
    const struct figure *on_time = cube_figure(cube, 0, 0, at);
    maker_text(m, clock_title(m->c, clock));
    maker_text(m, clock->name);
    maker_text(m, clock->policy->name[m->c->lang]);
    maker_figure(m, figure_count(figure_available(on_time) ? (int64_t)on_time->denominator : 0));
    for (size_t i = 0; i < KEYS; i++)
        maker_figure(m, *cube_figure(cube, 0, 0, at + i));
}

static void add_table(struct composer *c, const struct cube *cube) {
    const struct clocks *clocks = c->data->clocks;
    struct table_maker m = maker_begin(c, "clocks");
    maker_label_column(&m, "clock", word(c, "column.clock"));
    maker_label_column(&m, "key", word(c, "column.key"));
    maker_label_column(&m, "policy", word(c, "column.policy"));
    maker_value_column(&m, STR("due"), word(c, "column.due"), UNIT_COUNT, false);
    for (size_t i = 0; i < KEYS; i++) {
        const struct measure *measure = cube->refs[i].measure;
        maker_value_column(&m, str_of(keys[i]), str_of(measure->name[c->lang]), measure->unit,
                           measure->unit == UNIT_SHARE);
    }
    for (size_t i = 0; i < clocks->count; i++)
        add_row(&m, &clocks->list[i], cube, i * KEYS);
    maker_end(&m);
}

bool compose_clocks(struct composer *c, struct err *err) {
    const struct clocks *clocks = c->data->clocks;
    if (!clocks || !clocks->count)
        return true;
    struct measure_ref *refs = arena_array(c->arena, clocks->count * KEYS, sizeof *refs);
    for (size_t i = 0; i < clocks->count; i++)
        if (!read_refs(c, &clocks->list[i], refs + i * KEYS, err))
            return false;
    struct cube_request request = {
        .periods = &c->periods[c->now], .period_count = 1, .refs = refs, .ref_count = clocks->count * KEYS};
    struct cube cube;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    add_table(c, &cube);
    cube_free(&cube);
    return true;
}
