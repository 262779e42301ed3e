/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compose.h"

#include "analysis/query/span.h"
#include "reports/composer.h"
#include "reports/labels.h"

#include <string.h>

/* How many periods of a kind a report looks back: two years and the month itself for a monthly one. */
static size_t look_back(enum period_kind kind) {
    switch (kind) {
    case PERIOD_DAY:
        return 29;
    case PERIOD_WEEK:
        return 54;
    case PERIOD_MONTH:
        return 25;
    case PERIOD_QUARTER:
        return 9;
    case PERIOD_HALF:
        return 5;
    default:
        return 3;
    }
}

/* A period counts as covered when the data miss at most an eighth of it at its start. */
static bool is_covered(const struct composer *c, const struct period *period) {
    return period->start + period_days(period) * DATE_DAY / 8 >= c->data->data_start &&
           period->end > c->data->data_start;
}

static int64_t received_in(const struct composer *c, const struct period *period) {
    const struct dataset *data = c->data;
    int64_t count = 0;
    for (size_t row = 0; row < data->table->rows; row++)
        if (dataset_selected(data, row) && data->life->received[row] != TIME_NONE &&
            (int64_t)data->life->received[row] >= period->start &&
            (int64_t)data->life->received[row] < period->end)
            count += table_weight(data->table, row);
    return count;
}

/* One monthly export holds, besides its month, what was still open from the months before: such leftovers are
 * no month to compare with. A period with less than a quarter of the report's, per day, is taken for that,
 * and so is all before it. */
static bool is_leftover(const struct composer *c, const struct period *period, double per_day) {
    return (double)received_in(c, period) / (double)period_days(period) < per_day / 4;
}

static void fill_range(struct composer *c, struct period *list) {
    struct period now = c->data->period;
    struct period before = period_before(&now), year = period_year_before(&now);
    size_t n = 0;
    if (is_covered(c, &year) && year.end <= before.start)
        list[n++] = year;
    if (is_covered(c, &before))
        list[n++] = before;
    list[n++] = now;
    c->period_count = n;
}

static void fill_series(struct composer *c, struct period *list) {
    struct period backwards[64];
    size_t n = 0, most = look_back(c->data->period.kind);
    backwards[n++] = c->data->period;
    double per_day = (double)received_in(c, &backwards[0]) / (double)period_days(&backwards[0]);
    for (struct period p = period_before(&backwards[0]); n < most && is_covered(c, &p);
         p = period_before(&p)) {
        if (n < 3 && is_leftover(c, &p, per_day))
            break;
        backwards[n++] = p;
    }
    for (size_t i = 0; i < n; i++)
        list[i] = backwards[n - 1 - i];
    c->period_count = n;
}

static size_t find_period(const struct composer *c, const struct period *wanted) {
    for (size_t i = 0; i < c->period_count; i++)
        if (c->periods[i].start == wanted->start && c->periods[i].end == wanted->end)
            return i;
    return SIZE_MAX;
}

static void fill_periods(struct composer *c) {
    struct period *list = arena_array(c->arena, 64, sizeof *list);
    if (c->data->period.kind == PERIOD_RANGE)
        fill_range(c, list);
    else
        fill_series(c, list);
    c->periods = list;
    c->now = c->period_count - 1;
    int64_t known_end = c->data->data_end < c->data->as_of ? c->data->data_end : c->data->as_of;
    c->partial = !span_is_complete(&c->data->period, known_end);
    c->known_end = c->partial ? known_end : c->data->period.end;
    struct period before = period_before(&c->data->period), year = period_year_before(&c->data->period);
    bool once = before.start == year.start; /* a year: one comparison, not the same one twice */
    c->covered[COMPARED_PREVIOUS] = find_period(c, &before) != SIZE_MAX;
    c->covered[COMPARED_YEAR] = !once && find_period(c, &year) != SIZE_MAX;
    c->covered[COMPARED_FESTIVAL] = year.start - 31 * DATE_DAY >= c->data->data_start;
    c->previous = c->partial ? SIZE_MAX : find_period(c, &before);
    c->year_ago = c->partial || once ? SIZE_MAX : find_period(c, &year);
}

/* The rules' category unless they put more than half into "other" (an export with few texts); then the
 * export's own classification. */
static const struct column *main_category(const struct composer *c) {
    const struct table *table = c->data->table;
    const struct column *category = table_column(table, STR("category"));
    if (category) {
        uint32_t other = dict_find(category->dict, STR("other"));
        size_t rest = 0;
        for (size_t row = 0; row < table->rows; row++)
            rest += category->codes[row] != other && category->codes[row] != DICT_NONE;
        if (rest * 2 >= table->rows)
            return category;
    }
    const struct column *issue = table->by_role[ROLE_ISSUE], *product = table->by_role[ROLE_PRODUCT];
    return issue ? issue : product ? product : category;
}

static void fill_head(struct composer *c, const struct compose_options *options) {
    const struct dataset *data = c->data;
    struct report *report = c->report;
    report->lang = options->lang;
    report->title = options->title.size ? options->title : word(c, "report.title");
    report->organisation = options->organisation;
    report->period_name = str_copy(c->arena, str_of(data->period.name));
    report->period_start = data->period.start;
    report->period_end = data->period.end;
    report->as_of = data->as_of;
    char day[DATE_TEXT];
    date_format_day(date_day_of(c->known_end) - 1, day);
    report->subtitle = c->partial ? FILL(c, "report.partial", str_copy(c->arena, str_of(day))) : STR("");
    report->program = STR("redress " REDRESS_VERSION);
}

void composer_finish_cover(struct composer *c) {
    struct report *report = c->report;
    struct buf moved = {0};
    for (size_t i = 1; i < report->kpi_count; i++) {
        const struct kpi *kpi = &c->kpis[i];
        if (kpi->reliable_prev)
            buf_printf(&moved, "%s" STR_FMT " " STR_FMT, moved.size ? word(c, "list.comma").data : "",
                       STR_ARG(kpi->name), STR_ARG(shown(c, &kpi->change_prev)));
    }
    if (moved.size)
        report->sentences[1] =
            str_printf(c->arena, STR_FMT STR_FMT, STR_ARG(report->sentences[1]),
                       STR_ARG(FILL(c, "sentence.moved", str_copy(c->arena, buf_str(&moved)))));
    buf_free(&moved);
    if (report->hotspot_count)
        report->sentences[2] =
            FILL(c, "sentence.hotspot", report->hotspots[0].sentence, report->sentences[2]);
}

static void add_accounting(struct composer *c) {
    struct report *report = c->report;
    c->tables[report->table_count++] = compose_files(c->data, c->arena, c->lang);
    c->tables[report->table_count++] = compose_quality(c->data, c->arena, c->lang);
}

static struct composer *start(const struct dataset *dataset, const struct compose_options *options) {
    struct arena *arena = arena_new();
    struct composer *c = arena_alloc(arena, sizeof *c);
    *c = (struct composer){.data = dataset, .options = options, .arena = arena, .lang = options->lang};
    c->report = arena_alloc(arena, sizeof *c->report);
    c->report->arena = arena;
    c->report->kpis = c->kpis;
    c->report->tables = c->tables;
    c->report->charts = c->charts;
    c->report->sections = c->sections;
    fill_periods(c);
    c->category = main_category(c);
    fill_head(c, options);
    return c;
}

/* The report when all went well, else nothing. */
static bool end(struct composer *c, bool done, struct report **report) {
    *report = done ? c->report : NULL;
    if (!done)
        arena_free(c->arena);
    return done;
}

bool compose_report(const struct dataset *dataset, const struct compose_options *options,
                    struct report **report, struct err *err) {
    struct composer *c = start(dataset, options);
    const struct template *template = options->template;
    bool done = template || template_load(template_of_period(dataset->period.kind), c->arena, &template, err);
    for (size_t i = 0; done && catalogue_parts[i].compose; i++)
        done = catalogue_parts[i].compose(c, err);
    if (done) {
        add_accounting(c);
        composer_finish_cover(c);
        done = compose_cover(c, template, err) && compose_difference(c, err) &&
               compose_sections(c, template, err);
    }
    return end(c, done, report);
}

bool compose_chart(const struct dataset *dataset, const struct compose_options *options, enum chart_kind kind,
                   struct report **report, const struct chart **chart, struct err *err) {
    struct composer *c = start(dataset, options);
    bool done = true;
    *chart = NULL;
    for (size_t i = 0; done && catalogue_parts[i].compose; i++) {
        if (!(catalogue_parts[i].charts >> kind & 1))
            continue;
        done = catalogue_parts[i].compose(c, err);
        *chart =
            catalogue_parts[i].first ? report_chart_find(c->report, str_of(catalogue_parts[i].first)) : NULL;
    }
    for (size_t i = 0; i < c->report->chart_count && !*chart; i++)
        if (c->charts[i].kind == kind)
            *chart = &c->charts[i];
    if (done && !*chart) {
        done = err_set(err, ERR_DATA, "the exports have nothing for this kind of chart in %s",
                       dataset->period.name);
        err_hint(err, "see 'redress check' for the columns that were understood");
    }
    return end(c, done, report);
}

void report_free(struct report *report) {
    if (report)
        arena_free(report->arena);
}
