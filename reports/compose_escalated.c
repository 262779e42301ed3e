/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/measure/change.h"

/* What went further than it should have: to head office, regulator, ombudsman or the media, and what came
 * back: the same customer again, a closed case open again. */
static const char escalated_list[] =
    "escalation_rate,escalation_rate:head_office,escalation_rate:regulator,"
    "escalation_rate:ombudsman,escalation_rate:media,repeat_rate,reopen_rate";
enum { ALL, HEAD_OFFICE, MEDIA = 4, REPEAT };

static struct figure at(const struct cube *cube, size_t period, size_t ref) {
    return period == SIZE_MAX ? figure_none(UNIT_SHARE, "note.no_history")
                              : *cube_figure(cube, 0, period, ref);
}

static struct figure compared(const struct composer *c, const struct cube *cube, size_t period, size_t ref) {
    struct figure base = at(cube, period, ref);
    const struct period *now = &c->periods[c->now];
    return breaks_change(&c->data->breaks, &cube->refs[ref], &base,
                         period == SIZE_MAX ? now : &c->periods[period], cube_figure(cube, 0, c->now, ref),
                         now);
}

static void add_table(struct composer *c, const struct cube *cube) {
    struct table_maker m = maker_begin(c, "escalated");
    maker_label_column(&m, "measure", word(c, "column.kpi"));
    maker_value_column(&m, STR("cases"), word(c, "column.cases"), UNIT_COUNT, false);
    maker_value_column(&m, STR("value"), word(c, "column.share"), UNIT_SHARE, true);
    maker_value_column(&m, STR("previous"), word(c, "column.previous"), UNIT_SHARE, false);
    maker_value_column(&m, STR("change_prev"), word(c, "column.change_prev"), UNIT_POINTS, false);
    maker_value_column(&m, STR("year_ago"), word(c, "column.year_ago"), UNIT_SHARE, false);
    maker_value_column(&m, STR("change_year"), word(c, "column.change_year"), UNIT_POINTS, false);
    for (size_t ref = 0; ref < cube->ref_count; ref++) {
        struct figure now = *cube_figure(cube, 0, c->now, ref);
        if (!figure_available(&now))
            continue;
        maker_text(&m, measure_title(&cube->refs[ref], c->data->table, c->lang, c->arena));
        maker_figure(&m, figure_count((int64_t)now.numerator));
        maker_figure(&m, now);
        maker_figure(&m, at(cube, c->previous, ref));
        maker_figure(&m, compared(c, cube, c->previous, ref));
        maker_figure(&m, at(cube, c->year_ago, ref));
        maker_figure(&m, compared(c, cube, c->year_ago, ref));
    }
    maker_end(&m);
}

/* "up 1.2 pp on the month before", or that it is no reliable change. */
static struct str moved(const struct composer *c, const struct cube *cube, size_t ref) {
    const struct period *now = &c->periods[c->now];
    const struct period *before = c->previous == SIZE_MAX ? now : &c->periods[c->previous];
    struct kpi kpi = {.now = *cube_figure(cube, 0, c->now, ref),
                      .previous = at(cube, c->previous, ref),
                      .change_prev = compared(c, cube, c->previous, ref)};
    kpi.reliable_prev = figure_available(&kpi.change_prev) &&
                        change_reliable(&kpi.now, period_days(now), &kpi.previous, period_days(before));
    return change_phrase(c, &kpi, true);
}

static void say_rate(struct composer *c, const struct cube *cube, size_t ref, const char *id,
                     struct str most) {
    const struct figure *rate = cube_figure(cube, 0, c->now, ref);
    struct figure cases = figure_count((int64_t)rate->numerator),
                  of = figure_count((int64_t)rate->denominator);
    if (figure_available(rate))
        composer_say(c, "escalated",
                     FILL(c, id, shown(c, &cases), shown(c, &of), shown(c, rate), moved(c, cube, ref), most));
}

/* Where most of them went, as a half sentence; empty where nothing was escalated. */
static struct str most_often(const struct composer *c, const struct cube *cube) {
    size_t best = ALL;
    for (size_t ref = HEAD_OFFICE; ref <= MEDIA; ref++) {
        const struct figure *rate = cube_figure(cube, 0, c->now, ref);
        if (figure_available(rate) && rate->numerator > 0 &&
            (best == ALL || rate->numerator > cube_figure(cube, 0, c->now, best)->numerator))
            best = ref;
    }
    if (best == ALL)
        return STR("");
    struct figure cases = figure_count((int64_t)cube_figure(cube, 0, c->now, best)->numerator);
    struct str tier = word(c, str_printf(c->arena, "tier.%s", tier_names[best]).data);
    return FILL(c, "escalated.most", tier, shown(c, &cases));
}

bool compose_escalated(struct composer *c, struct err *err) {
    struct cube_request request = {.periods = c->periods, .period_count = c->period_count};
    struct measure_ref *refs;
    struct cube cube;
    if (!cube_parse_measures(str_of(escalated_list), c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    bool any = false;
    for (size_t ref = 0; ref < cube.ref_count; ref++)
        any |= figure_available(cube_figure(&cube, 0, c->now, ref));
    if (any) {
        add_table(c, &cube);
        say_rate(c, &cube, ALL, "escalated.sentence", most_often(c, &cube));
        say_rate(c, &cube, REPEAT, "repeat.sentence", STR(""));
    }
    cube_free(&cube);
    return true;
}
