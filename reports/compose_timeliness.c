/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "reports/labels.h"

#include <math.h>

static const char duration_list[] =
    "closed,mean_days,p50_days,p75_days,p90_days,p95_days,km_p50_days,within_rate:1d,"
    "within_rate:3d,within_rate:7d,within_rate:15d,within_rate:30d,within_rate:60d,"
    "on_time_rate,on_time_rate_closed,overdue_open,mean_delay_days,"
    "first_response_p50_hours,first_contact_rate,transferred_rate,due_soon,"
    "p50_workdays,p90_workdays,within_rate:3wd,within_rate:10wd";
enum { CLOSED, MEAN, P50, P75, P90, P95 };

enum { BINS = 15 };

static bool run(const struct composer *c, const struct period *periods, size_t count, struct str measures,
                struct cube *cube, struct err *err) {
    struct cube_request request = {.periods = periods, .period_count = count};
    struct measure_ref *refs;
    if (!cube_parse_measures(measures, c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    return cube_run(c->data, &request, c->arena, cube, err);
}

static void add_duration_table(struct composer *c, const struct cube *cube) {
    struct table_maker m = maker_begin(c, "timeliness");
    maker_label_column(&m, "measure", word(c, "column.kpi"));
    maker_label_column(&m, "key", word(c, "column.key"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, true);
    maker_value_column(&m, STR("n"), word(c, "column.n"), UNIT_COUNT, false);
    for (size_t ref = 0; ref < cube->ref_count; ref++) {
        const struct figure *figure = cube_figure(cube, 0, 0, ref);
        if (!figure_available(figure))
            continue;
        maker_text(&m, measure_title(&cube->refs[ref], c->data->table, c->lang, c->arena));
        maker_text(&m, cube->refs[ref].text);
        maker_figure(&m, *figure);
        double n = isnan(figure->denominator) ? figure->n : figure->denominator;
        maker_figure(&m, isnan(n) ? figure_none(UNIT_COUNT, NULL) : figure_count((int64_t)n));
    }
    maker_end(&m);
}

/* Width of a bin, in hours: the smallest of a readable set that shows 95 % of the cases in BINS − 1 bins. */
static int bin_hours(double p95_days) {
    static const int widths[] = {1, 2, 4, 6, 12, 24, 48, 120, 168, 240, 360, 720, 1440, 2160, 4320, 8760};
    size_t last = sizeof widths / sizeof widths[0] - 1;
    for (size_t i = 0; i < last; i++)
        if (p95_days * 24 <= widths[i] * (BINS - 1))
            return widths[i];
    return widths[last];
}

static struct str bin_measures(const struct composer *c, int hours) {
    struct buf list = {0};
    bool days = hours % 24 == 0; /* a limit in hours leaves out cases known only by their days */
    for (int i = 1; i < BINS; i++)
        buf_printf(&list, "%swithin_rate:%d%c", i > 1 ? "," : "", days ? i * hours / 24 : i * hours,
                   days ? 'd' : 'h');
    struct str kept = str_copy(c->arena, buf_str(&list));
    buf_free(&list);
    return kept;
}

static struct str bin_name(const struct composer *c, int bin, int hours) {
    int unit = hours % 24 == 0 ? 24 : 1;
    int from = bin * hours / unit, to = (bin + 1) * hours / unit;
    if (bin == BINS - 1)
        return str_printf(c->arena, "> %d", from);
    return str_printf(c->arena, "%d–%d", from, to);
}

static void fill_bins(struct composer *c, struct chart *chart, const struct cube *cube, int hours) {
    struct str *names = arena_array(c->arena, BINS, sizeof *names);
    struct figure *counts = arena_array(c->arena, BINS, sizeof *counts);
    double before = 0, closed = cube_figure(cube, 0, 0, 0)->denominator;
    for (int bin = 0; bin < BINS; bin++) {
        double up_to = bin == BINS - 1 ? closed : cube_figure(cube, 0, 0, (size_t)bin)->numerator;
        names[bin] = bin_name(c, bin, hours);
        counts[bin] = figure_count((int64_t)(up_to - before));
        before = up_to;
    }
    struct series *series = arena_array(c->arena, 1, sizeof *series);
    series[0] = (struct series){word(c, "series.actual"), SERIES_ACTUAL, counts};
    chart->series = series;
    chart->series_count = 1;
    chart->categories = names;
    chart->category_count = BINS;
    chart->unit = UNIT_COUNT;
    chart->rest_last = true;
    chart->category_axis = word(c, hours % 24 == 0 ? "axis.days_to_close" : "axis.hours_to_close");
}

/* A place on the category axis: bin i reaches from i to i + 1. */
static struct chart_mark mark_at(const struct composer *c, const struct figure *figure, const char *id,
                                 int hours) {
    double at = figure->value * 24 / hours;
    return (struct chart_mark){.at = at > BINS - 0.5 ? BINS - 0.5 : at,
                               .label = FILL(c, id, shown(c, figure))};
}

static void add_marks(struct composer *c, struct chart *chart, const struct cube *durations, int hours) {
    struct chart_mark *marks = arena_array(c->arena, 2, sizeof *marks);
    const struct figure *p50 = cube_figure(durations, 0, 0, P50), *p90 = cube_figure(durations, 0, 0, P90);
    marks[chart->mark_count++] = mark_at(c, p50, "mark.p50", hours);
    if (figure_available(p90))
        marks[chart->mark_count++] = mark_at(c, p90, "mark.p90", hours);
    chart->marks = marks;
}

static bool add_distribution(struct composer *c, const struct cube *durations, struct err *err) {
    const struct figure *p50 = cube_figure(durations, 0, 0, P50), *p90 = cube_figure(durations, 0, 0, P90);
    const struct figure *p95 = cube_figure(durations, 0, 0, P95), *mean = cube_figure(durations, 0, 0, MEAN);
    if (!figure_available(p50))
        return true;
    int hours = bin_hours(figure_available(p95) ? p95->value : p50->value * 3 + 1.0 / 24);
    struct cube cube;
    if (!run(c, &c->periods[c->now], 1, bin_measures(c, hours), &cube, err))
        return false;
    struct chart *chart = composer_add_chart(c, CHART_DISTRIBUTION, "durations");
    fill_bins(c, chart, &cube, hours);
    add_marks(c, chart, durations, hours);
    struct figure n = figure_count((int64_t)mean->n);
    chart->title = FILL(c, figure_available(p90) ? "chart.durations.title" : "chart.durations.title_p50",
                        shown(c, p50), shown(c, p90));
    chart->subtitle =
        FILL(c, "chart.durations.subtitle", c->report->period_name, shown(c, &n), shown(c, mean));
    chart->alt = chart->title;
    cube_free(&cube);
    return true;
}

bool compose_timeliness(struct composer *c, struct err *err) {
    struct cube cube;
    if (!run(c, &c->periods[c->now], 1, str_of(duration_list), &cube, err))
        return false;
    add_duration_table(c, &cube);
    bool done = add_distribution(c, &cube, err);
    cube_free(&cube);
    return done;
}
