/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/clock/deadline.h"
#include "analysis/measure/interval.h"
#include "analysis/query/backlog.h"
#include "analysis/signal/backlog_mix.h"
#include "reports/labels.h"

#include <math.h>
#include <stdlib.h>

/* Age bands of open complaints, in days: up to and including. */
static const struct {
    const char *label;
    double up_to;
} bands[] = {{"band.week", 7},        {"band.two_weeks", 15}, {"band.month", 30},
             {"band.two_months", 60}, {"band.quarter", 90},   {"band.more", INFINITY}};
enum { BANDS = sizeof bands / sizeof bands[0], BANDS_MOST = 16, LISTED = 200 };

struct ageing {
    size_t bands;
    double up_to[BANDS_MOST]; /* days */
    struct str names[BANDS_MOST];
    int64_t open[BANDS_MOST], overdue[BANDS_MOST], weight, over_a_month, overdue_sum;
};

static struct str number_text(const struct composer *c, int32_t days) {
    return str_printf(c->arena, "%d", (int)days);
}

/* The bands that a policy asks for, else the usual ones. */
static void choose_bands(const struct composer *c, struct ageing *ageing) {
    size_t count;
    const int32_t *days = dataset_ageing(c->data, &count);
    count = count < BANDS_MOST ? count : BANDS_MOST - 1;
    for (size_t i = 0; !days && i < BANDS; i++) {
        ageing->up_to[i] = bands[i].up_to;
        ageing->names[i] = word(c, bands[i].label);
    }
    ageing->bands = days ? count + 1 : BANDS;
    for (size_t i = 0; days && i <= count; i++) {
        struct str before = number_text(c, i ? days[i - 1] + (i < count) : 0);
        ageing->up_to[i] = i < count ? (double)days[i] : INFINITY;
        ageing->names[i] =
            i < count ? FILL(c, "band.to", before, number_text(c, days[i])) : FILL(c, "band.over", before);
    }
}

static struct ageing count_bands(const struct composer *c, const struct open_case *cases, size_t count) {
    struct ageing ageing = {.weight = 0};
    choose_bands(c, &ageing);
    for (size_t i = 0; i < count; i++) {
        size_t band = 0;
        while (cases[i].age_days > ageing.up_to[band])
            band++;
        int64_t weight = table_weight(c->data->table, cases[i].row);
        ageing.open[band] += weight;
        ageing.weight += weight;
        ageing.over_a_month += cases[i].age_days > 30 ? weight : 0;
        ageing.overdue[band] += cases[i].overdue ? weight : 0;
        ageing.overdue_sum += cases[i].overdue ? weight : 0;
    }
    return ageing;
}

static void add_band_table(struct composer *c, const struct ageing *ageing, bool deadlines) {
    struct table_maker m = maker_begin(c, "backlog");
    maker_label_column(&m, "age", word(c, "column.age_band"));
    maker_value_column(&m, STR("open"), word(c, "column.open"), UNIT_COUNT, false);
    maker_value_column(&m, STR("share"), word(c, "column.share"), UNIT_SHARE, false);
    if (deadlines)
        maker_value_column(&m, STR("overdue"), word(c, "column.overdue"), UNIT_COUNT, false);
    for (size_t band = 0; band <= ageing->bands; band++) {
        int64_t open = band < ageing->bands ? ageing->open[band] : ageing->weight;
        maker_text(&m, band < ageing->bands ? ageing->names[band] : word(c, "value.total"));
        maker_figure(&m, figure_count(open));
        maker_figure(&m, figure_share(open, ageing->weight, 0));
        if (deadlines)
            maker_figure(&m,
                         figure_count(band < ageing->bands ? ageing->overdue[band] : ageing->overdue_sum));
    }
    m.table->total_row = true;
    maker_end(&m);
}

static void add_chart(struct composer *c, const struct ageing *ageing) {
    struct chart *chart = composer_add_chart(c, CHART_AGEING, "backlog");
    struct str *names = arena_array(c->arena, ageing->bands, sizeof *names);
    struct figure *values = arena_array(c->arena, ageing->bands, sizeof *values);
    struct series *series = arena_array(c->arena, 1, sizeof *series);
    for (size_t band = 0; band < ageing->bands; band++) {
        names[band] = ageing->names[band];
        values[band] = figure_count(ageing->open[band]);
    }
    series[0] = (struct series){word(c, "series.actual"), SERIES_ACTUAL, values};
    chart->series = series;
    chart->series_count = 1;
    chart->categories = names;
    chart->category_count = ageing->bands;
    chart->unit = UNIT_COUNT;
    chart->rest_last = true;
    chart->category_axis = word(c, "axis.days_open");
    struct figure all = figure_count(ageing->weight), old = figure_count(ageing->over_a_month);
    chart->title = FILL(c, "chart.backlog.title", shown(c, &all), shown(c, &old));
    chart->subtitle = FILL(c, "chart.backlog.subtitle", c->report->period_name);
    chart->alt = chart->title;
}

/* Columns of the ledger of single cases. Texts and people are not among them. */
static const enum role ledger_roles[] = {ROLE_ID_,   ROLE_UNIT,    ROLE_DEPARTMENT,
                                         ROLE_LEVEL, ROLE_PRODUCT, ROLE_CHANNEL};
enum { LEDGER_ROLES = sizeof ledger_roles / sizeof ledger_roles[0] };

static void add_ledger(struct composer *c, const struct open_case *cases, size_t count) {
    const struct table *table = c->data->table;
    struct table_maker m = maker_begin(c, "overdue");
    struct buf scratch = {0};
    for (size_t i = 0; i < LEDGER_ROLES; i++) {
        if (!table->by_role[ledger_roles[i]])
            continue;
        struct str name = str_of(roles[ledger_roles[i]].name);
        maker_label_column(&m, name.data, column_title(c->arena, c->lang, name));
        if (ledger_roles[i] == ROLE_PRODUCT || ledger_roles[i] == ROLE_CHANNEL)
            maker_lesser(&m); /* how long overdue is worth more */
    }
    maker_label_column(&m, "received", word(c, "role.received"));
    struct deadlines deadlines = deadlines_of(table);
    maker_label_column(&m, "due", word(c, "role.due"));
    maker_value_column(&m, STR("age_days"), word(c, "column.age_days"), UNIT_DAYS, false);
    maker_value_column(&m, STR("days_over"), word(c, "column.days_over"), UNIT_DAYS, false);
    for (size_t i = 0; i < count && i < LISTED; i++) {
        size_t row = cases[i].row;
        for (size_t k = 0; k < LEDGER_ROLES; k++) {
            const struct column *column = table->by_role[ledger_roles[k]];
            if (column)
                maker_text(&m, column->type == COLUMN_DIMENSION
                                   ? dict_text(column->dict, column->codes[row])
                                   : str_copy(c->arena, table_text(table, row, column, &scratch)));
        }
        maker_time(&m, c->data->life->received[row], column_date_only(c->data->life->received_column, row));
        int64_t due = deadline_at(&deadlines, row);
        if (due == DEADLINE_NONE)
            maker_text(&m, STR(""));
        else
            maker_time(&m, due, deadline_is_day(&deadlines, row));
        struct figure age = figure_none(UNIT_DAYS, NULL), over = age;
        age.value = cases[i].age_days;
        over.value = cases[i].overdue ? cases[i].days_over : NAN;
        maker_figure(&m, age);
        maker_figure(&m, over);
    }
    m.table->detail = true;
    buf_free(&scratch);
    maker_end(&m);
}

enum { MIX_MOST = 15 };

/* Most above what is usual first, then by code. */
static int by_excess(const void *left, const void *right) {
    const struct backlog_cell *a = left, *b = right;
    double x = a->open - a->expected, y = b->open - b->expected;
    if (x != y)
        return x < y ? 1 : -1;
    return (a->code > b->code) - (a->code < b->code);
}

static void add_mix_row(struct table_maker *m, struct str name, const struct backlog_cell *cell) {
    struct figure expected = figure_none(UNIT_SCORE, NULL);
    expected.value = cell->expected;
    maker_text(m, name);
    maker_figure(m, figure_count((int64_t)cell->open));
    maker_figure(m, expected);
    maker_figure(m, cell->ratio);
}

static void say_mix(struct composer *c, const struct backlog_mix *mix) {
    struct figure open = figure_count((int64_t)mix->all.open), expected = mix->all.ratio, low = expected,
                  high = expected;
    expected.value = mix->all.expected;
    low.value = low.low;
    high.value = high.high;
    const char *id = mix->all.ratio.low > 1    ? "backlog_mix.more"
                     : mix->all.ratio.high < 1 ? "backlog_mix.fewer"
                                               : "backlog_mix.same";
    composer_say(c, "backlog",
                 FILL(c, id, shown(c, &open), shown(c, &expected), shown(c, &mix->all.ratio), shown(c, &low),
                      shown(c, &high)));
}

/* Open against what the usual speed of each category would leave. */
static void add_mix(struct composer *c) {
    const struct dataset *data = c->data;
    const struct column *category = c->category && c->category->type == COLUMN_DIMENSION ? c->category : NULL;
    int64_t start = data->as_of - 365 * (int64_t)DATE_DAY;
    if (start < data->data_start - 31 * (int64_t)DATE_DAY)
        return; /* too little history to know the usual speed */
    struct backlog_request request = {data->table, data->life, data->selected, category, start, data->as_of};
    struct backlog_mix mix = backlog_mix(&request, c->arena);
    if (!(mix.all.expected >= 1))
        return;
    say_mix(c, &mix);
    struct table_maker m = maker_begin(c, "backlog_mix");
    maker_label_column(&m, "category",
                       column_title(c->arena, c->lang, category ? category->name : STR("category")));
    maker_value_column(&m, STR("open"), word(c, "column.open"), UNIT_COUNT, false);
    maker_value_column(&m, STR("expected"), word(c, "column.expected"), UNIT_SCORE, false);
    maker_value_column(&m, STR("ratio"), word(c, "column.ratio"), UNIT_SCORE, true);
    qsort(mix.cells, mix.cell_count, sizeof *mix.cells, by_excess);
    for (size_t i = 0; category && i < mix.cell_count && i < MIX_MOST; i++)
        if (mix.cells[i].open > 0)
            add_mix_row(&m, value_name(c, category, dict_text(category->dict, mix.cells[i].code)),
                        &mix.cells[i]);
    add_mix_row(&m, word(c, "value.total"), &mix.all);
    m.table->total_row = true;
    m.table->note = word(c, "table.backlog_mix.note");
    maker_end(&m);
}

bool compose_backlog(struct composer *c, struct err *err) {
    (void)err;
    size_t count;
    const struct lifecycle *life = c->data->life;
    if (!life->closed_column && !life->resolved_column)
        return true;
    struct open_case *cases = backlog_cases(c->data, c->arena, &count);
    if (count == 0)
        return true;
    struct ageing ageing = count_bands(c, cases, count);
    add_band_table(c, &ageing, deadlines_known(c->data->table));
    add_chart(c, &ageing);
    add_mix(c);
    add_ledger(c, cases, count);
    return true;
}
