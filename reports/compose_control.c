/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"
#include "reports/format.h"

#include <math.h>
#include <string.h>

enum {
    FEWEST = 6, /* earlier periods below which limits would say nothing */
    GUARD = 2, /* newest of them left out where there are enough, so that a shift that has begun does not hide
                  itself */
    ENOUGH = 12
};

/* The period from which points are judged by limits that rest on those before. */
static size_t judged_from(const struct composer *c) {
    return c->now >= ENOUGH + GUARD ? c->now - GUARD : c->now;
}

/* What comes in is counted over days (u′), shares are shares (p′), all else is XmR: durations, and what is
 * there at the end, where one month's cases are mostly the next one's too. */
static enum control_kind kind_of(const struct measure_ref *ref) {
    if (ref->measure->unit == UNIT_SHARE)
        return CONTROL_P;
    bool flow = str_equal(ref->text, STR("received")) || str_equal(ref->text, STR("closed"));
    return flow ? CONTROL_U : CONTROL_XMR;
}

static struct control_point point_of(const struct composer *c, enum control_kind kind,
                                     const struct figure *figure, size_t period) {
    if (kind == CONTROL_P)
        return (struct control_point){.value = figure->numerator, .exposure = figure->denominator};
    return (struct control_point){.value = figure->value, .exposure = composer_days(c, &c->periods[period])};
}

/* A period that is not over has no fair limits but for what is counted by day, and most shares: half a month
 * of payments, what is open in the middle of one, or how much of that was closed, is no point among ends of
 * months. */
static bool is_fair(const struct composer *c, const struct controlled *controlled) {
    bool grows = str_equal(controlled->ref->text, STR("flow_closure_rate"));
    return !c->partial || (controlled->kind != CONTROL_XMR && !grows);
}

static void drop_unfair(const struct composer *c, struct controlled *controlled) {
    struct control_mark *mark = &controlled->chart.marks[c->now];
    if (is_fair(c, controlled))
        return;
    controlled->judged = false;
    controlled->unfair = !isnan(mark->value) && !isnan(mark->high);
    mark->centre = mark->low = mark->high = NAN;
    mark->rising = mark->falling = 0;
}

/* Limits of segments with too few periods to rest on are taken back. */
static void drop_weak(struct controlled *controlled, size_t judged, size_t now) {
    struct control_chart *chart = &controlled->chart;
    for (size_t s = 0; s < chart->segment_count; s++) {
        const struct control_segment *segment = &chart->segments[s];
        size_t rest_on = 0;
        for (size_t i = segment->first; i < segment->end && i < judged; i++)
            rest_on += isnan(chart->marks[i].value) ? 0 : 1;
        if (s + 1 == chart->segment_count)
            controlled->earlier = rest_on;
        for (size_t i = segment->first; rest_on < FEWEST && i < segment->end; i++)
            chart->marks[i] = (struct control_mark){.value = chart->marks[i].value,
                                                    .centre = NAN,
                                                    .low = NAN,
                                                    .high = NAN,
                                                    .segment = chart->marks[i].segment};
    }
    const struct control_mark *last = &chart->marks[now];
    controlled->judged = !isnan(last->value) && !isnan(last->high) && !isnan(last->low);
}

struct controlled controlled_make(struct composer *c, const struct cube *cube, size_t cell, size_t ref) {
    struct controlled controlled = {.ref = &cube->refs[ref],
                                    .kind = kind_of(&cube->refs[ref]),
                                    .now = *cube_figure(cube, cell, c->now, ref)};
    struct control_point *points = arena_array(c->arena, c->period_count, sizeof *points);
    double *days = arena_array(c->arena, c->period_count, sizeof *days);
    for (size_t i = 0; i < c->period_count; i++) {
        days[i] = composer_days(c, &c->periods[i]);
        points[i] = point_of(c, controlled.kind, cube_figure(cube, cell, i, ref), i);
        points[i].break_before =
            i && breaks_between(&c->data->breaks, controlled.ref, &c->periods[i - 1], &c->periods[i]);
    }
    struct control_options options = {
        .kind = controlled.kind, .least = 0, .most = INFINITY, .judged = judged_from(c)};
    controlled.days = days;
    controlled.chart = control_make(points, c->period_count, &options, c->arena);
    drop_weak(&controlled, judged_from(c), c->now);
    drop_unfair(c, &controlled);
    return controlled;
}

struct figure controlled_at(const struct controlled *controlled, size_t period, enum series_role role) {
    const struct control_mark *mark = &controlled->chart.marks[period];
    struct figure figure = figure_none(controlled->ref->measure->unit, NULL);
    double value = role == SERIES_CENTRE       ? mark->centre
                   : role == SERIES_LIMIT_LOW  ? mark->low
                   : role == SERIES_LIMIT_HIGH ? mark->high
                                               : mark->value;
    figure.value = controlled->kind == CONTROL_U ? value * controlled->days[period] : value;
    return figure;
}

/* ---- words */

const char *control_rule_word(unsigned rules, bool rising) {
    static const struct {
        enum control_rule rule;
        const char *up, *down;
    } words[] = {{CONTROL_OUTSIDE, "control.above", "control.below"},
                 {CONTROL_SIDE, "control.side_above", "control.side_below"},
                 {CONTROL_TREND, "control.rising", "control.falling"},
                 {CONTROL_TWO_OF_3, "control.near_high", "control.near_low"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rules & words[i].rule)
            return rising ? words[i].up : words[i].down;
    return NULL;
}

const char *controlled_signal(const struct composer *c, const struct controlled *controlled) {
    const struct control_mark *mark = &controlled->chart.marks[c->now];
    if (!controlled->judged)
        return NULL;
    /* A point above may at once end a fall: what is outside is said first. */
    if (mark->falling & CONTROL_OUTSIDE || !mark->rising)
        return control_rule_word(mark->falling, false);
    return control_rule_word(mark->rising, true);
}

struct str controlled_words(const struct composer *c, const struct controlled *controlled) {
    const char *signal = controlled_signal(c, controlled);
    return word(c, signal               ? signal
                   : controlled->judged ? "control.within"
                   : controlled->unfair ? "control.part_short"
                                        : "control.too_short");
}

struct str controlled_finding(const struct composer *c, const struct controlled *controlled,
                              struct str name) {
    const char *signal = controlled_signal(c, controlled);
    const char *id = signal ? signal : controlled->judged ? "control.within" : "control.too_short";
    return FILL(c, str_printf(c->arena, "control.find%s", id + strlen("control")).data, name);
}

struct str controlled_sentence(const struct composer *c, const struct controlled *controlled,
                               struct str name) {
    struct figure low = controlled_at(controlled, c->now, SERIES_LIMIT_LOW);
    struct figure high = controlled_at(controlled, c->now, SERIES_LIMIT_HIGH);
    struct figure centre = controlled_at(controlled, c->now, SERIES_CENTRE);
    bool trial = controlled->earlier < 12;
    return FILL(c, "control.sentence", controlled_finding(c, controlled, name),
                format_figure_n(c->arena, c->lang, &controlled->now), c->report->period_name,
                shown(c, &centre), shown(c, &low), shown(c, &high),
                str_printf(c->arena, "%zu", controlled->earlier), trial ? word(c, "control.trial") : STR(""));
}

static const char *kind_word(enum control_kind kind) {
    return kind == CONTROL_U ? "control.u" : kind == CONTROL_P ? "control.p" : "control.xmr";
}

static void add_table(struct composer *c, const struct controlled *list, size_t count) {
    struct table_maker m = maker_begin(c, "control");
    maker_label_column(&m, "measure", word(c, "column.kpi"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, false);
    maker_value_column(&m, STR("centre"), word(c, "column.centre"), UNIT_COUNT, false);
    maker_value_column(&m, STR("limit_low"), word(c, "series.limit_low"), UNIT_COUNT, false);
    maker_value_column(&m, STR("limit_high"), word(c, "series.limit_high"), UNIT_COUNT, false);
    maker_value_column(&m, STR("periods"), word(c, "column.periods"), UNIT_COUNT, false);
    maker_note_column(&m, "kind", word(c, "column.chart_kind"));
    maker_note_column(&m, "signal", word(c, "column.signal"));
    for (size_t i = 0; i < count; i++) {
        if (!list[i].judged)
            continue;
        maker_text(&m, measure_title(list[i].ref, c->data->table, c->lang, c->arena));
        maker_figure(&m, controlled_at(&list[i], c->now, SERIES_ACTUAL));
        maker_figure(&m, controlled_at(&list[i], c->now, SERIES_CENTRE));
        maker_figure(&m, controlled_at(&list[i], c->now, SERIES_LIMIT_LOW));
        maker_figure(&m, controlled_at(&list[i], c->now, SERIES_LIMIT_HIGH));
        maker_figure(&m, figure_count((int64_t)list[i].earlier));
        maker_text(&m, str_printf(c->arena, STR_FMT "%s" STR_FMT, STR_ARG(word(c, kind_word(list[i].kind))),
                                  list[i].earlier < 12 ? " " : "",
                                  STR_ARG(list[i].earlier < 12 ? word(c, "control.trial_short") : STR(""))));
        maker_text(&m, controlled_words(c, &list[i]));
        if (!controlled_signal(c, &list[i]))
            maker_minor(&m);
    }
    m.table->note = word(c, "table.control.note");
    maker_end(&m);
}

/* Of those received in P the older periods had longer to be closed. */
static bool is_comparable(const struct controlled *controlled) {
    return !str_equal(controlled->ref->text, STR("closure_rate"));
}

struct controlled *compose_control(struct composer *c, const struct cube *cube) {
    struct controlled *list = arena_array(c->arena, cube->ref_count, sizeof *list);
    size_t judged = 0, signals = 0, unfair = 0;
    for (size_t ref = 0; ref < cube->ref_count; ref++) {
        list[ref] = controlled_make(c, cube, 0, ref);
        list[ref].judged &= is_comparable(&list[ref]);
        judged += list[ref].judged;
        unfair += list[ref].unfair;
        if (!controlled_signal(c, &list[ref]))
            continue;
        signals++;
        composer_say(c, "overview",
                     controlled_sentence(c, &list[ref],
                                         measure_title(list[ref].ref, c->data->table, c->lang, c->arena)));
    }
    if (judged && !signals)
        composer_say(c, "overview", FILL(c, "control.none", str_printf(c->arena, "%zu", judged)));
    if (!judged && !unfair)
        composer_say(c, "overview", word(c, "control.no_history"));
    if (unfair)
        composer_say(c, "overview", FILL(c, "control.part", str_printf(c->arena, "%zu", unfair)));
    if (judged)
        add_table(c, list, cube->ref_count);
    return list;
}

/* ---- drawing */

static size_t count_breaks(const struct controlled *controlled, size_t first) {
    size_t count = 0;
    for (size_t s = 1; s < controlled->chart.segment_count; s++)
        count += controlled->chart.segments[s].first > first;
    return count;
}

static void mark_breaks(struct composer *c, const struct controlled *controlled, struct chart *chart,
                        size_t first) {
    size_t count = count_breaks(controlled, first);
    struct chart_mark *marks = arena_array(c->arena, count + chart->mark_count, sizeof *marks);
    for (size_t i = 0; i < chart->mark_count; i++)
        marks[i] = chart->marks[i];
    for (size_t s = 1; s < controlled->chart.segment_count; s++) {
        size_t at = controlled->chart.segments[s].first;
        if (at <= first)
            continue;
        const struct series_break *found =
            breaks_between(&c->data->breaks, controlled->ref, &c->periods[at - 1], &c->periods[at]);
        marks[chart->mark_count++] =
            (struct chart_mark){.at = (double)(at - first), .label = found->what[c->lang]};
    }
    chart->marks = marks;
}

void controlled_draw(struct composer *c, const struct controlled *controlled, struct chart *chart,
                     size_t first) {
    static const struct {
        enum series_role role;
        const char *name;
    } lines[] = {{SERIES_CENTRE, "series.centre"},
                 {SERIES_LIMIT_LOW, "series.limit_low"},
                 {SERIES_LIMIT_HIGH, "series.limit_high"}};
    mark_breaks(c, controlled, chart, first);
    if (!controlled->judged && !controlled->unfair)
        return;
    struct series *series = arena_array(c->arena, chart->series_count + 3, sizeof *series);
    for (size_t i = 0; i < chart->series_count; i++)
        series[i] = chart->series[i];
    for (size_t line = 0; line < 3; line++) {
        struct figure *points = arena_array(c->arena, chart->category_count, sizeof *points);
        for (size_t i = 0; i < chart->category_count; i++)
            points[i] = controlled_at(controlled, first + i, lines[line].role);
        series[chart->series_count++] = (struct series){word(c, lines[line].name), lines[line].role, points};
    }
    chart->series = series;
    bool trial = controlled->earlier < 12;
    chart->note =
        FILL(c, "chart.control.note", word(c, kind_word(controlled->kind)),
             str_printf(c->arena, "%zu", controlled->earlier), trial ? word(c, "control.trial") : STR(""));
}
