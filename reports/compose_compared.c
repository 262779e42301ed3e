/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/measure/change.h"
#include "reports/format.h"

#include <math.h>

/* Comparisons that the plain change does not make: a part of a period beside the same days of others, what
 * one (working) day brought where months are of unlike length, and January and February together when Spring
 * Festival moved. Nothing is said where the plain change is fair. */

static const char measure_list[] = "received,closed";

struct comparing {
    struct composer *c;
    const struct day_pair *days;
    const struct cube *cube; /* the base, then now */
};

static const char *const kind_words[COMPARED_KINDS] = {"beside.previous", "beside.year", "beside.festival"};

static bool is_told(const struct composer *c, const struct day_pair *compared) {
    bool needed = compared->part || compared->uneven || compared->kind == COMPARED_FESTIVAL;
    return needed && c->covered[compared->kind];
}

static struct figure plain_change(const struct comparing *of, size_t ref) {
    return breaks_change(&of->c->data->breaks, &of->cube->refs[ref], cube_figure(of->cube, 0, 0, ref),
                         &of->days->base, cube_figure(of->cube, 0, 1, ref), &of->days->now);
}

static struct figure daily_change(const struct comparing *of, size_t ref) {
    struct figure plain = plain_change(of, ref);
    if (!figure_available(&plain))
        return plain;
    return change_per_day(cube_figure(of->cube, 0, 1, ref), of->days->days_now,
                          cube_figure(of->cube, 0, 0, ref), of->days->days_base);
}

static struct str period_words(const struct composer *c, const struct period *period) {
    return str_copy(c->arena, str_of(period->name));
}

static struct figure days_figure(const struct day_pair *days, bool now) {
    struct figure figure = figure_count(now ? days->days_now : days->days_base);
    figure.n = NAN;
    return figure;
}

static void add_rows(struct table_maker *m, const struct comparing *of) {
    struct composer *c = of->c;
    for (size_t ref = 0; ref < of->cube->ref_count; ref++) {
        if (!figure_available(cube_figure(of->cube, 0, 1, ref)))
            continue;
        maker_text(m, str_of(of->cube->refs[ref].measure->name[c->lang]));
        maker_text(m, word(c, kind_words[of->days->kind]));
        maker_text(m, period_words(c, &of->days->now));
        maker_figure(m, *cube_figure(of->cube, 0, 1, ref));
        maker_text(m, period_words(c, &of->days->base));
        maker_figure(m, *cube_figure(of->cube, 0, 0, ref));
        maker_figure(m, plain_change(of, ref));
        maker_text(m, word(c, of->days->worked ? "beside.workdays" : "beside.days"));
        maker_figure(m, days_figure(of->days, true));
        maker_figure(m, days_figure(of->days, false));
        maker_figure(m, daily_change(of, ref));
    }
}

static struct table_maker begin_table(struct composer *c) {
    struct table_maker m = maker_begin(c, "compared");
    maker_label_column(&m, "kpi", word(c, "column.kpi"));
    maker_label_column(&m, "with", word(c, "column.compared_with"));
    maker_label_column(&m, "period", word(c, "column.period"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, false);
    maker_label_column(&m, "base_period", word(c, "column.base_period"));
    maker_value_column(&m, STR("base"), word(c, "column.base"), UNIT_COUNT, false);
    maker_value_column(&m, STR("change"), word(c, "column.change"), UNIT_CHANGE, false);
    maker_label_column(&m, "days_are", word(c, "column.days_are"));
    maker_value_column(&m, STR("days"), word(c, "column.days_now"), UNIT_COUNT, false);
    maker_value_column(&m, STR("base_days"), word(c, "column.days_base"), UNIT_COUNT, false);
    maker_value_column(&m, STR("change_per_day"), word(c, "column.change_per_day"), UNIT_CHANGE, false);
    return m;
}

/* "up 9.5 %" only where two counts over these days differ beyond chance. */
static struct str change_words(const struct comparing *of, const struct figure *change, int64_t days_now,
                               int64_t days_base) {
    const struct composer *c = of->c;
    bool reliable =
        change_reliable(cube_figure(of->cube, 0, 1, 0), days_now, cube_figure(of->cube, 0, 0, 0), days_base);
    return FILL(c, reliable ? "beside.moved" : "beside.same", shown(c, change));
}

static void say(const struct comparing *of) {
    struct composer *c = of->c;
    const struct day_pair *days = of->days;
    const struct figure *now = cube_figure(of->cube, 0, 1, 0), *base = cube_figure(of->cube, 0, 0, 0);
    struct figure plain = plain_change(of, 0), daily = daily_change(of, 0);
    if (!figure_available(&plain) || !figure_available(&daily))
        return;
    struct figure days_now = days_figure(days, true), days_base = days_figure(days, false);
    struct str first =
        FILL(c, days->kind == COMPARED_FESTIVAL ? "beside.festival_sentence" : "beside.sentence",
             period_words(c, &days->now), shown(c, now), period_words(c, &days->base), shown(c, base),
             change_words(of, &plain, period_days(&days->now), period_days(&days->base)));
    struct str second = days->uneven ? FILL(c, days->worked ? "beside.per_workday" : "beside.per_day",
                                            change_words(of, &daily, days->days_now, days->days_base),
                                            shown(c, &days_now), shown(c, &days_base))
                                     : STR("");
    composer_say(c, "overview", FILL(c, "beside.whole", first, second));
}

static bool compare(struct composer *c, const struct day_pair *days, const struct measure_ref *refs,
                    size_t count, struct table_maker *m, struct err *err) {
    struct period periods[] = {days->base, days->now};
    struct cube_request request = {.periods = periods, .period_count = 2, .refs = refs, .ref_count = count};
    struct cube cube;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    struct comparing of = {c, days, &cube};
    add_rows(m, &of);
    say(&of);
    cube_free(&cube);
    return true;
}

/* In January it is too early to say more than that. */
static void say_festival(struct composer *c) {
    const struct calendar *calendar = dataset_calendar(c->data);
    struct date_civil date = date_civil_of(c->data->period.start);
    if (c->data->period.kind == PERIOD_MONTH && date.month <= 2 && calendar &&
        compared_festival_moved(calendar, date.year))
        composer_say(c, "overview", word(c, "beside.festival_moved"));
}

bool compose_compared(struct composer *c, struct err *err) {
    struct day_pair list[COMPARED_KINDS];
    size_t count = compared_days(&c->data->period, c->known_end, dataset_calendar(c->data), list), told = 0;
    struct measure_ref *refs;
    size_t ref_count;
    if (!cube_parse_measures(str_of(measure_list), c->arena, &refs, &ref_count, err))
        return false;
    say_festival(c);
    for (size_t i = 0; i < count; i++)
        told += is_told(c, &list[i]);
    if (!told)
        return true;
    struct table_maker m = begin_table(c);
    for (size_t i = 0; i < count; i++)
        if (is_told(c, &list[i]) && !compare(c, &list[i], refs, ref_count, &m, err))
            return false;
    m.table->note = word(c, "table.compared.note");
    maker_end(&m);
    return true;
}
