/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/deadline.h"
#include "analysis/query/backlog.h"
#include "analysis/signal/forecast.h"
#include "reports/composer.h"

#include <math.h>

/* What the next period brings: how many complaints, how many deadlines, and which categories are rising. */
enum { RISING_MOST = 15 };

static unsigned season_of_kind(enum period_kind kind) {
    return kind == PERIOD_MONTH ? 12 : kind == PERIOD_WEEK ? 52 : kind == PERIOD_QUARTER ? 4 : 0;
}

/* Days of each period, and of the one to come. */
static double *exposure_of(const struct composer *c, const struct period *next) {
    double *days = arena_array(c->arena, c->period_count + 1, sizeof *days);
    for (size_t i = 0; i < c->period_count; i++)
        days[i] = composer_days(c, &c->periods[i]);
    days[c->period_count] = (double)period_days(next);
    return days;
}

static const double *counts_of(const struct composer *c, const struct cube *cube, size_t cell) {
    double *counts = arena_array(c->arena, c->period_count, sizeof *counts);
    for (size_t i = 0; i < c->period_count; i++)
        counts[i] = cube_figure(cube, cell, i, 0)->value;
    return counts;
}

static struct figure forecast_figure(const struct forecast *forecast) {
    struct figure figure = figure_none(UNIT_COUNT, NULL);
    figure.value = nearbyint(forecast->mean);
    figure.low = forecast->low;
    figure.high = forecast->high;
    return figure;
}

static bool run_cube(const struct composer *c, const struct column *by, struct cube *cube, struct err *err) {
    struct cube_request request = {.by = by ? &by->name : NULL,
                                   .by_count = by ? 1 : 0,
                                   .periods = c->periods,
                                   .period_count = c->period_count};
    struct measure_ref *refs;
    if (!cube_parse_measures(STR("received"), c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    return cube_run(c->data, &request, c->arena, cube, err);
}

/* ---- how many */

/* The first period behind the last recorded break of what is received: those before it say nothing of what is
 * to come. */
static size_t first_comparable(const struct composer *c, const struct measure_ref *ref) {
    size_t first = c->now;
    while (first > 0 && !breaks_between(&c->data->breaks, ref, &c->periods[first - 1], &c->periods[first]))
        first--;
    return first;
}

static struct figure expect_total(struct composer *c, const struct cube *total, const double *days,
                                  size_t *periods) {
    size_t first = first_comparable(c, &total->refs[0]);
    const double *counts = counts_of(c, total, 0) + first;
    struct forecast_request request = {&counts, 1, c->period_count - first, days + first,
                                       season_of_kind(c->data->period.kind)};
    struct forecast *forecast = c->partial ? NULL : forecast_next(&request, c->arena, periods);
    return forecast && !isnan(forecast->mean) ? forecast_figure(forecast)
                                              : figure_none(UNIT_COUNT, "note.no_history");
}

/* ---- deadlines */

struct due {
    bool known;
    int64_t next, overdue; /* open with a deadline in the next period; past it already */
};

static struct due count_due(const struct composer *c, const struct period *next) {
    struct due due = {.known = deadlines_known(c->data->table)};
    size_t count;
    if (!due.known)
        return due;
    struct deadlines deadlines = deadlines_of(c->data->table);
    struct open_case *cases = backlog_cases(c->data, c->arena, &count);
    for (size_t i = 0; i < count; i++) {
        int64_t at = deadline_at(&deadlines, cases[i].row),
                weight = table_weight(c->data->table, cases[i].row);
        due.overdue += cases[i].overdue ? weight : 0;
        due.next += !cases[i].overdue && at != DEADLINE_NONE && at < next->end ? weight : 0;
    }
    return due;
}

static void add_table(struct composer *c, const struct figure *expected, const struct due *due,
                      const struct period *next) {
    struct table_maker m = maker_begin(c, "outlook");
    maker_label_column(&m, "what", word(c, "column.kpi"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, true);
    maker_text(&m, word(c, "outlook.expected"));
    maker_figure(&m, *expected);
    if (due->known) {
        maker_text(&m, word(c, "outlook.due"));
        maker_figure(&m, figure_count(due->next));
        maker_text(&m, word(c, "outlook.overdue"));
        maker_figure(&m, figure_count(due->overdue));
    }
    m.table->title = FILL(c, "table.outlook", str_copy(c->arena, str_of(next->name)));
    m.table->note = word(c, "table.outlook.note");
    maker_end(&m);
}

static void say(struct composer *c, const struct figure *expected, size_t periods, const struct due *due,
                const struct period *next) {
    struct str name = str_copy(c->arena, str_of(next->name));
    if (figure_available(expected)) {
        struct figure low = *expected, high = *expected;
        low.value = expected->low;
        high.value = expected->high;
        composer_say(c, "outlook",
                     FILL(c, "outlook.expected.sentence", name, shown(c, expected), shown(c, &low),
                          shown(c, &high), str_printf(c->arena, "%zu", periods)));
    } else {
        composer_say(c, "outlook", word(c, "outlook.no_history"));
    }
    if (due->known) {
        struct figure next_due = figure_count(due->next), overdue = figure_count(due->overdue);
        c->report->due = FILL(c, "outlook.due.sentence", name, shown(c, &next_due), shown(c, &overdue));
        composer_say(c, "outlook", c->report->due);
    }
}

/* ---- what is rising */

struct rising {
    size_t cell;
    struct control_chart chart;
};

static bool is_rising(struct composer *c, const double *counts, const double *days, struct rising *rising) {
    struct control_point *points = arena_array(c->arena, c->period_count, sizeof *points);
    struct measure_ref ref;
    struct err ignored = {0};
    measure_find(STR("received"), c->arena, &ref, &ignored);
    for (size_t i = 0; i < c->period_count; i++)
        points[i] = (struct control_point){
            counts[i], days[i],
            i && breaks_between(&c->data->breaks, &ref, &c->periods[i - 1], &c->periods[i])};
    struct control_options options = {.kind = CONTROL_U, .judged = c->now};
    rising->chart = control_make(points, c->period_count, &options, c->arena);
    const struct control_segment *last = &rising->chart.segments[rising->chart.segment_count - 1];
    return c->now >= last->first + 6 && control_rising(&rising->chart);
}

static void add_rising(struct composer *c, const struct cube *cube, const struct rising *rising, size_t count,
                       const double *days) {
    struct table_maker m = maker_begin(c, "rising");
    const struct grouping *g = &cube->grouping;
    maker_label_column(&m, "category", column_title(c->arena, c->lang, g->names[0]));
    maker_value_column(&m, STR("value"), word(c, "measure.received"), UNIT_COUNT, false);
    maker_value_column(&m, STR("centre"), word(c, "column.centre"), UNIT_SCORE, false);
    maker_value_column(&m, STR("limit_high"), word(c, "series.limit_high"), UNIT_SCORE, false);
    maker_note_column(&m, "signal", word(c, "column.signal"));
    for (size_t i = 0; i < count && i < RISING_MOST; i++) {
        const struct control_mark *mark = &rising[i].chart.marks[c->now];
        struct figure centre = figure_none(UNIT_SCORE, NULL), high = centre;
        centre.value = mark->centre * days[c->now];
        high.value = mark->high * days[c->now];
        maker_text(&m, value_name(c, g->columns[0], grouping_value(g, rising[i].cell, 0)));
        maker_figure(&m, *cube_figure(cube, rising[i].cell, c->now, 0));
        maker_figure(&m, centre);
        maker_figure(&m, high);
        maker_text(&m, word(c, control_rule_word(mark->rising, true)));
    }
    m.table->note = word(c, "table.rising.note");
    maker_end(&m);
}

static void say_rising(struct composer *c, const struct cube *cube, const struct rising *rising, size_t count,
                       size_t looked_at) {
    struct str of = str_printf(c->arena, "%zu", looked_at);
    struct buf names = {0};
    for (size_t i = 0; i < count && i < RISING_MOST; i++)
        buf_printf(&names, "%s" STR_FMT, i ? word(c, "list.comma").data : "",
                   STR_ARG(value_name(c, cube->grouping.columns[0],
                                      grouping_value(&cube->grouping, rising[i].cell, 0))));
    composer_say(c, "outlook",
                 count ? FILL(c, "outlook.rising", str_copy(c->arena, buf_str(&names)), of,
                              str_printf(c->arena, "%zu", count))
                       : FILL(c, "outlook.none_rising", of));
    buf_free(&names);
}

static bool look_for_rising(struct composer *c, const double *days, struct err *err) {
    struct cube cube;
    if (!c->category || c->period_count < 7)
        return true;
    if (!run_cube(c, c->category, &cube, err))
        return false;
    size_t count, found = 0, looked_at = 0;
    size_t *order = cube_order(&cube, c->now, 0, c->arena, &count);
    struct rising *rising = arena_array(c->arena, count, sizeof *rising);
    for (size_t i = 0; i < count; i++) {
        rising[found].cell = order[i];
        looked_at += cube_figure(&cube, order[i], c->now, 0)->value > 0;
        found += is_rising(c, counts_of(c, &cube, order[i]), days, &rising[found]);
    }
    say_rising(c, &cube, rising, found, looked_at);
    if (found)
        add_rising(c, &cube, rising, found, days);
    cube_free(&cube);
    return true;
}

bool compose_outlook(struct composer *c, struct err *err) {
    struct period next = period_after(&c->data->period);
    const double *days = exposure_of(c, &next);
    struct cube total;
    size_t periods = 0;
    if (!run_cube(c, NULL, &total, err))
        return false;
    struct figure expected = expect_total(c, &total, days, &periods);
    cube_free(&total);
    struct due due = count_due(c, &next);
    say(c, &expected, periods, &due, &next);
    add_table(c, &expected, &due, &next);
    return look_for_rising(c, days, err);
}
