/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/measure/change.h"
#include "reports/format.h"
#include "reports/kpi_text.h"

#include <string.h>

/* The headline measures in the order of the cover. Those whose columns the exports lack are left out there
 * and listed as not available among the definitions. */
static const char *const kpi_keys[] = {
    "received",        "closed",      "open",        "flow_closure_rate", "closure_rate",
    "on_time_rate",    "p50_days",    "p90_days",    "overdue_open",      "satisfaction_rate",
    "escalation_rate", "repeat_rate", "reopen_rate", "upheld_rate",       "amount_total"};
enum { KPI_KEYS = sizeof kpi_keys / sizeof kpi_keys[0] };

/* Those, and behind them what else has a target. */
struct headline {
    struct measure_ref refs[COMPOSER_KPIS];
    size_t count;
};

static bool is_listed(const struct headline *headline, const struct measure_ref *ref) {
    for (size_t i = 0; i < headline->count; i++)
        if (measure_same(&headline->refs[i], ref))
            return true;
    return false;
}

static bool make_headline(const struct composer *c, struct headline *headline, struct err *err) {
    const struct targets *targets = &c->data->targets;
    headline->count = KPI_KEYS;
    for (size_t i = 0; i < KPI_KEYS; i++)
        if (!measure_find(str_of(kpi_keys[i]), c->arena, &headline->refs[i], err))
            return false;
    for (size_t i = 0; i < targets->count && headline->count < COMPOSER_KPIS; i++)
        if (!is_listed(headline, &targets->items[i].ref))
            headline->refs[headline->count++] = targets->items[i].ref;
    return true;
}

static struct figure figure_at(const struct cube *cube, size_t period, size_t ref) {
    return period == SIZE_MAX ? figure_none(cube->refs[ref].measure->unit, "note.no_history")
                              : *cube_figure(cube, 0, period, ref);
}

static const struct figure *trend_of(struct composer *c, const struct cube *cube, size_t ref, size_t *count) {
    *count = c->period_count < 13 ? c->period_count : 13;
    struct figure *trend = arena_array(c->arena, *count, sizeof *trend);
    for (size_t i = 0; i < *count; i++)
        trend[i] = *cube_figure(cube, 0, c->period_count - *count + i, ref);
    return trend;
}

/* Of those received in P the older periods had longer to be closed: only shown where the flow is not known.
 */
static bool is_closure(const struct measure_ref *ref) {
    return str_equal(ref->text, STR("closure_rate"));
}

static void judge_target(const struct composer *c, struct kpi *kpi, const struct measure_ref *ref) {
    const struct target *target = targets_find(&c->data->targets, ref);
    if (!target)
        return;
    kpi->target.value = target->value;
    kpi->lower_is_better = target->comparator == TARGET_AT_MOST;
    kpi->verdict = target_verdict(&kpi->now, target->value, kpi->lower_is_better);
}

static void add_kpi(struct composer *c, const struct cube *cube, size_t ref) {
    const struct measure *measure = cube->refs[ref].measure;
    struct kpi *kpi = &c->kpis[c->report->kpi_count++];
    *kpi = (struct kpi){.key = cube->refs[ref].text,
                        .name = measure_title(&cube->refs[ref], c->data->table, c->lang, c->arena),
                        .now = *cube_figure(cube, 0, c->now, ref),
                        .previous = figure_at(cube, c->previous, ref),
                        .year_ago = figure_at(cube, c->year_ago, ref),
                        .target = figure_none(measure->unit, NULL),
                        .lower_is_better = measure->lower_is_better};
    const struct period *now = &c->periods[c->now];
    const struct period *before = c->previous == SIZE_MAX ? now : &c->periods[c->previous];
    const struct period *year = c->year_ago == SIZE_MAX ? now : &c->periods[c->year_ago];
    kpi->change_prev =
        breaks_change(&c->data->breaks, &cube->refs[ref], &kpi->previous, before, &kpi->now, now);
    kpi->change_year =
        breaks_change(&c->data->breaks, &cube->refs[ref], &kpi->year_ago, year, &kpi->now, now);
    kpi->reliable_prev = change_reliable(&kpi->now, period_days(now), &kpi->previous, period_days(before));
    kpi->reliable_year = change_reliable(&kpi->now, period_days(now), &kpi->year_ago, period_days(year));
    kpi->reliable_prev &= figure_available(&kpi->change_prev);
    kpi->reliable_year &= figure_available(&kpi->change_year);
    if (is_closure(&cube->refs[ref])) {
        kpi->change_prev = kpi->change_year = figure_none(UNIT_POINTS, "note.not_comparable");
        kpi->reliable_prev = kpi->reliable_year = false;
    }
    kpi->trend = trend_of(c, cube, ref, &kpi->trend_count);
    judge_target(c, kpi, &cube->refs[ref]);
}

static void add_definition(struct composer *c, struct definition *list, const struct measure_ref *ref) {
    list[c->report->definition_count++] =
        (struct definition){ref->text, measure_title(ref, c->data->table, c->lang, c->arena),
                            str_of(ref->measure->definition[c->lang])};
}

static bool has_targets(const struct composer *c) {
    for (size_t i = 0; i < c->report->kpi_count; i++)
        if (figure_available(&c->kpis[i].target))
            return true;
    return false;
}

/* "≥ 95 %" */
static struct str target_text(const struct composer *c, const struct kpi *kpi) {
    if (!figure_available(&kpi->target))
        return STR("");
    return str_printf(c->arena, "%s" STR_FMT,
                      kpi->lower_is_better ? "\xE2\x89\xA4\xC2\xA0" : "\xE2\x89\xA5\xC2\xA0",
                      STR_ARG(shown(c, &kpi->target)));
}

static void say_targets(struct composer *c) {
    struct buf missed = {0};
    for (size_t i = 0; i < c->report->kpi_count; i++) {
        const struct kpi *kpi = &c->kpis[i];
        if (kpi->verdict == VERDICT_NONE)
            continue;
        composer_say(c, "overview",
                     FILL(c, "target.sentence", kpi->name, format_figure_n(c->arena, c->lang, &kpi->now),
                          target_text(c, kpi), kpi_verdict(c->lang, kpi->verdict)));
        if (kpi_missed(kpi))
            buf_printf(&missed, "%s" STR_FMT " " STR_FMT, missed.size ? word(c, "list.comma").data : "",
                       STR_ARG(kpi->name), STR_ARG(shown(c, &kpi->now)));
    }
    if (missed.size && c->report->sentences[1].size)
        c->report->sentences[1] =
            str_printf(c->arena, STR_FMT STR_FMT, STR_ARG(c->report->sentences[1]),
                       STR_ARG(FILL(c, "sentence.missed", str_copy(c->arena, buf_str(&missed)))));
    buf_free(&missed);
}

static void add_kpi_table(struct composer *c) {
    bool targets = has_targets(c);
    struct table_maker m = maker_begin(c, "kpis");
    maker_label_column(&m, "kpi", word(c, "column.kpi"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, true);
    maker_value_column(&m, STR("previous"), word(c, "column.previous"), UNIT_COUNT, false);
    maker_value_column(&m, STR("change_prev"), word(c, "column.change_prev"), UNIT_CHANGE, false);
    maker_value_column(&m, STR("year_ago"), word(c, "column.year_ago"), UNIT_COUNT, false);
    maker_value_column(&m, STR("change_year"), word(c, "column.change_year"), UNIT_CHANGE, false);
    if (targets) {
        maker_value_column(&m, STR("target"), word(c, "kpi.target"), UNIT_COUNT, false);
        maker_note_column(&m, "verdict", word(c, "kpi.verdict"));
    }
    for (size_t i = 0; i < c->report->kpi_count; i++) {
        const struct kpi *kpi = &c->kpis[i];
        maker_text(&m, kpi->name);
        maker_figure(&m, kpi->now);
        maker_figure(&m, kpi->previous);
        maker_figure(&m, kpi->change_prev);
        maker_figure(&m, kpi->year_ago);
        maker_figure(&m, kpi->change_year);
        if (targets) {
            maker_figure(&m, kpi->target);
            maker_text(&m, kpi_verdict(c->lang, kpi->verdict));
        }
    }
    maker_end(&m);
}

/* One row a period: the trend behind the headline numbers. */
static void add_trend_table(struct composer *c, const struct cube *cube) {
    struct table_maker m = maker_begin(c, "trend");
    maker_label_column(&m, "period", word(c, "column.period"));
    for (size_t ref = 0; ref < cube->ref_count; ref++)
        if (figure_available(cube_figure(cube, 0, c->now, ref)))
            maker_value_column(&m, cube->refs[ref].text,
                               measure_title(&cube->refs[ref], c->data->table, c->lang, c->arena),
                               cube->refs[ref].measure->unit, cube->refs[ref].measure->unit == UNIT_SHARE);
    for (size_t period = 0; period < c->period_count; period++) {
        maker_text(&m, str_of(c->periods[period].name));
        for (size_t ref = 0; ref < cube->ref_count; ref++)
            if (figure_available(cube_figure(cube, 0, c->now, ref)))
                maker_figure(&m, *cube_figure(cube, 0, period, ref));
        if (period < composer_first_shown(c))
            maker_minor(&m);
    }
    maker_end(&m);
}

static void fill_trend(struct composer *c, struct chart *chart, const struct cube *cube, size_t ref) {
    size_t first = composer_first_shown(c), count = c->period_count - first;
    struct str *names = arena_array(c->arena, count, sizeof *names);
    struct figure *actual = arena_array(c->arena, count, sizeof *actual);
    struct series *series = arena_array(c->arena, 1, sizeof *series);
    for (size_t i = 0; i < count; i++) {
        names[i] = str_of(c->periods[first + i].name);
        actual[i] = *cube_figure(cube, 0, first + i, ref);
    }
    series[0] = (struct series){word(c, "series.actual"), SERIES_ACTUAL, actual};
    chart->series = series;
    chart->series_count = 1;
    chart->categories = names;
    chart->category_count = count;
    chart->unit = cube->refs[ref].measure->unit;
    chart->value_axis = measure_title(&cube->refs[ref], c->data->table, c->lang, c->arena);
}

/* The same periods a year before, where there are any. */
static void add_year_before(struct composer *c, struct chart *chart, const struct cube *cube) {
    size_t first = composer_first_shown(c);
    struct figure *before = arena_array(c->arena, chart->category_count, sizeof *before);
    bool any = false;
    for (size_t i = 0; i < chart->category_count; i++) {
        struct period year = period_year_before(&c->periods[first + i]);
        before[i] = figure_none(UNIT_COUNT, NULL);
        for (size_t p = 0; p < c->period_count; p++)
            if (c->periods[p].start == year.start && c->periods[p].end == year.end)
                before[i] = *cube_figure(cube, 0, p, 0);
        any |= figure_available(&before[i]);
    }
    if (!any)
        return;
    struct series *series = arena_array(c->arena, 2, sizeof *series);
    series[0] = chart->series[0];
    series[1] = (struct series){word(c, "series.previous_year"), SERIES_PREVIOUS_YEAR, before};
    chart->series = series;
    chart->series_count = 2;
}

/* What was received, with the year before and what is ordinary. */
static void add_trend_chart(struct composer *c, const struct cube *cube,
                            const struct controlled *controlled) {
    struct chart *chart = composer_add_chart(c, CHART_TREND, "trend");
    const struct kpi *received = &c->kpis[0];
    fill_trend(c, chart, cube, 0);
    add_year_before(c, chart, cube);
    controlled_draw(c, &controlled[0], chart, composer_first_shown(c));
    chart->title = FILL(c, "chart.trend.title", c->report->period_name, shown(c, &received->now),
                        change_phrase(c, received, true), change_phrase(c, received, false));
    chart->subtitle =
        FILL(c, "chart.trend.subtitle", chart->categories[0], chart->categories[chart->category_count - 1]);
    chart->alt = chart->title;
}

/* Control charts of their own, in the sections they belong to. */
static void add_control_charts(struct composer *c, const struct cube *cube,
                               const struct controlled *controlled) {
    static const char *const shown_keys[] = {"on_time_rate", "p50_days", "satisfaction_rate"};
    for (size_t i = 0; i < sizeof shown_keys / sizeof *shown_keys; i++)
        for (size_t ref = 0; ref < cube->ref_count; ref++) {
            if (!str_equal(cube->refs[ref].text, str_of(shown_keys[i])) || !controlled[ref].judged)
                continue;
            struct chart *chart =
                composer_add_chart(c, CHART_TREND, str_printf(c->arena, "control_%s", shown_keys[i]).data);
            struct figure now = *cube_figure(cube, 0, c->now, ref);
            fill_trend(c, chart, cube, ref);
            controlled_draw(c, &controlled[ref], chart, composer_first_shown(c));
            chart->title =
                FILL(c, "chart.control.title", controlled_finding(c, &controlled[ref], chart->value_axis),
                     shown(c, &now), c->report->period_name);
            chart->subtitle = FILL(c, "chart.control.subtitle", chart->categories[0],
                                   chart->categories[chart->category_count - 1]);
            chart->alt = chart->title;
        }
}

static const struct kpi *kpi_find(const struct composer *c, const char *key) {
    for (size_t i = 0; i < c->report->kpi_count; i++)
        if (str_equal(c->kpis[i].key, str_of(key)))
            return &c->kpis[i];
    return NULL;
}

static void write_sentences(struct composer *c) {
    const struct kpi *received = kpi_find(c, "received"), *closed = kpi_find(c, "closed");
    const struct kpi *median = kpi_find(c, "p50_days"), *on_time = kpi_find(c, "on_time_rate");
    if (received)
        c->report->sentences[0] =
            FILL(c, c->data->period.kind == PERIOD_YEAR ? "sentence.received_once" : "sentence.received",
                 c->report->period_name, shown(c, &received->now), change_phrase(c, received, true),
                 change_phrase(c, received, false));
    if (closed && median)
        c->report->sentences[1] =
            FILL(c, on_time ? "sentence.closed_on_time" : "sentence.closed", shown(c, &closed->now),
                 shown(c, &median->now), on_time ? shown(c, &on_time->now) : STR(""),
                 on_time ? change_phrase(c, on_time, true) : STR(""));
}

/* What rates among the key figures leave out. */
static void say_rates(struct composer *c, const struct cube *cube) {
    for (size_t ref = 0; ref < cube->ref_count; ref++) {
        if (cube->refs[ref].measure->parameter != PARAMETER_BASE)
            continue;
        struct str words = exposure_words(c->data, cube->exposure, &cube->refs[ref], c->lang, c->arena);
        if (words.size)
            composer_say(c, "overview", words);
    }
}

bool compose_kpis(struct composer *c, struct err *err) {
    struct headline *headline = arena_alloc(c->arena, sizeof *headline);
    if (!make_headline(c, headline, err))
        return false;
    struct cube_request request = {.periods = c->periods,
                                   .period_count = c->period_count,
                                   .refs = headline->refs,
                                   .ref_count = headline->count};
    struct cube cube;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    say_rates(c, &cube);
    struct definition *definitions = arena_array(c->arena, headline->count, sizeof *definitions);
    c->report->definitions = definitions;
    for (size_t ref = 0; ref < headline->count; ref++) {
        add_definition(c, definitions, &headline->refs[ref]);
        if (figure_available(cube_figure(&cube, 0, c->now, ref)) &&
            !(is_closure(&headline->refs[ref]) && kpi_find(c, "flow_closure_rate")))
            add_kpi(c, &cube, ref);
    }
    for (size_t i = 0; i < 3; i++)
        c->report->sentences[i] = STR("");
    add_kpi_table(c);
    add_trend_table(c, &cube);
    const struct controlled *controlled = compose_control(c, &cube);
    if (c->report->kpi_count) {
        add_trend_chart(c, &cube, controlled);
        add_control_charts(c, &cube, controlled);
    }
    write_sentences(c);
    say_targets(c);
    cube_free(&cube);
    return true;
}
