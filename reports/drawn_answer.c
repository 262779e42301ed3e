/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/drawn_answer.h"

#include "analysis/measure/interval.h"
#include "reports/composer.h"
#include "reports/format.h"
#include "reports/plot.h"

#include <math.h>
#include <string.h>

/* An answer on its way to a chart. Column 0 of the table names the rows, 1 is the measure, 2 what it is
 * compared with, 3 the change; of a pivot 1 and on are the columns of the map. */
struct drawing {
    struct composer *c;
    const struct query_question *question;
    const struct report_table *table;
    struct chart *chart;
    struct str measure, names; /* titles: "Received", "Product, Channel" */
    struct figure total;       /* of everything */
    size_t rows;               /* without the total */
    struct str other;          /* the name of what no rule fits, which is no finding; or empty */
};

struct recipe {
    enum chart_kind kind;
    const char *by, *across, *show; /* where the question does not say */
    size_t top;                     /* 0 = all rows */
    bool by_name;                   /* the order of the names means something */
    bool compares;                  /* draws what the measure is compared with */
    bool (*fill)(struct drawing *d, struct err *err);
};

/* ---- parts of charts ---- */

static const struct cell *cell_at(const struct drawing *d, size_t row, size_t column) {
    return &d->table->cells[row * d->table->column_count + column];
}

static struct figure figure_at(const struct drawing *d, size_t row, size_t column) {
    return cell_at(d, row, column)->figure;
}

static struct str name_at(const struct drawing *d, size_t row) {
    const struct cell *cell = cell_at(d, row, 0);
    return cell->kind == CELL_TEXT ? cell->text : word(d->c, "value.missing");
}

static const struct figure *column_points(const struct drawing *d, size_t column, size_t rows) {
    struct figure *points = arena_array(d->c->arena, rows, sizeof *points);
    for (size_t row = 0; row < rows; row++)
        points[row] = figure_at(d, row, column);
    return points;
}

static void set_categories(struct drawing *d, size_t rows) {
    struct str *names = arena_array(d->c->arena, rows, sizeof *names);
    for (size_t row = 0; row < rows; row++)
        names[row] = name_at(d, row);
    d->chart->categories = names;
    d->chart->category_count = rows;
    d->chart->rest_last = d->table->rest_row && rows == d->rows;
}

/* The measure, and what it is compared with. */
static struct series *set_series(struct drawing *d, size_t rows) {
    struct series *series = arena_array(d->c->arena, 3, sizeof *series);
    series[0] = (struct series){d->measure, SERIES_ACTUAL, column_points(d, 1, rows)};
    d->chart->series_count = 1;
    if (d->question->compare != COMPARE_NONE) {
        struct str name =
            word(d->c, d->question->compare == COMPARE_YEAR ? "series.previous_year" : "column.previous");
        series[d->chart->series_count++] =
            (struct series){name, SERIES_PREVIOUS_YEAR, column_points(d, 2, rows)};
    }
    d->chart->series = series;
    return series;
}

/* What is folded, or fits no rule, may be large and is no finding. */
static bool is_finding(const struct drawing *d, size_t row) {
    bool folded = d->table->rest_row && row + 1 == d->rows;
    return !folded && !(d->other.size && str_equal(name_at(d, row), d->other));
}

/* The row of the largest (or smallest) value, SIZE_MAX without any. */
static size_t extreme_row(const struct drawing *d, size_t rows, double sign) {
    size_t best = SIZE_MAX;
    for (size_t row = 0; row < rows; row++) {
        double value = sign * figure_at(d, row, 1).value;
        if (is_finding(d, row) && !isnan(value) &&
            (best == SIZE_MAX || value > sign * figure_at(d, best, 1).value))
            best = row;
    }
    return best;
}

static struct str shown_n(const struct drawing *d, const struct figure *figure) {
    return format_figure_n(d->c->arena, d->c->lang, figure);
}

static void title_largest(struct drawing *d) {
    size_t best = extreme_row(d, d->rows, 1);
    if (best == SIZE_MAX) {
        d->chart->title = FILL(d->c, "chart.answer.nothing", d->measure);
        return;
    }
    struct figure value = figure_at(d, best, 1);
    d->chart->title = FILL(d->c, "chart.answer.largest", d->measure, name_at(d, best), shown_n(d, &value));
    d->chart->highlight = best;
}

/* ---- kinds ---- */

static bool fill_bars(struct drawing *d, struct err *err) {
    (void)err;
    set_categories(d, d->rows);
    set_series(d, d->rows);
    title_largest(d);
    d->chart->category_axis = d->names;
    return true;
}

/* What the exports know of a period: all, a part, nothing yet. */
enum known { KNOWN_NOT, KNOWN_PART, KNOWN_ALL };

static enum known known_of(const struct drawing *d, size_t row) {
    struct period period;
    int64_t end = d->c->data->data_end;
    if (!period_parse(name_at(d, row), 0, &period, &(struct err){0}))
        return KNOWN_ALL;
    return period.start >= end ? KNOWN_NOT : period.end > end ? KNOWN_PART : KNOWN_ALL;
}

static void title_trend(struct drawing *d, size_t rows) {
    size_t high = extreme_row(d, rows, 1), low = extreme_row(d, rows, -1), last = rows;
    while (last > 0 && !figure_available(&d->chart->series[0].points[last - 1]))
        last--;
    if (!last) {
        d->chart->title = FILL(d->c, "chart.answer.nothing", d->measure);
        return;
    }
    struct figure now = figure_at(d, last - 1, 1), most = figure_at(d, high, 1), least = figure_at(d, low, 1);
    d->chart->title =
        FILL(d->c, last > 1 ? "chart.answer.trend" : "chart.answer.point", d->measure, shown_n(d, &now),
             name_at(d, last - 1), shown(d->c, &least), shown(d->c, &most), name_at(d, 0));
}

/* Periods that have not begun are left out; one that has not ended is drawn, and not spoken of. */
static bool fill_trend(struct drawing *d, struct err *err) {
    (void)err;
    size_t rows = d->rows;
    while (rows > 1 && known_of(d, rows - 1) == KNOWN_NOT)
        rows--;
    set_categories(d, rows);
    set_series(d, rows);
    bool part = rows > 1 && known_of(d, rows - 1) == KNOWN_PART;
    title_trend(d, part ? rows - 1 : rows);
    d->chart->value_axis = d->measure;
    char day[DATE_TEXT];
    date_format_day(date_day_of(d->c->data->data_end) - 1, day);
    if (part)
        d->chart->note =
            FILL(d->c, "chart.answer.part", name_at(d, rows - 1), str_copy(d->c->arena, str_of(day)));
    return true;
}

/* The share of everything that the rows so far come to, where they add up to it. */
static void add_cumulative(struct drawing *d, struct series *series) {
    struct figure *so_far = arena_array(d->c->arena, d->rows, sizeof *so_far);
    double sum = 0;
    for (size_t row = 0; row < d->rows; row++) {
        sum += figure_at(d, row, 1).value;
        so_far[row] = figure_share((int64_t)sum, (int64_t)d->total.value, 0);
    }
    if (d->total.unit == UNIT_COUNT && sum == d->total.value)
        series[d->chart->series_count++] =
            (struct series){word(d->c, "series.cumulative"), SERIES_CUMULATIVE, so_far};
}

static bool fill_pareto(struct drawing *d, struct err *err) {
    (void)err;
    set_categories(d, d->rows);
    add_cumulative(d, set_series(d, d->rows));
    title_largest(d);
    return true;
}

/* The total is a row of its own, last. */
static bool fill_intervals(struct drawing *d, struct err *err) {
    (void)err;
    size_t high = extreme_row(d, d->rows, 1), low = extreme_row(d, d->rows, -1);
    set_categories(d, d->table->row_count);
    set_series(d, d->table->row_count);
    d->chart->rest_last = false;
    if (high == SIZE_MAX) {
        d->chart->title = FILL(d->c, "chart.answer.nothing", d->measure);
        return true;
    }
    struct figure most = figure_at(d, high, 1), least = figure_at(d, low, 1);
    d->chart->title = FILL(d->c, "chart.answer.range", d->measure, shown(d->c, &d->total), shown_n(d, &least),
                           name_at(d, low), shown_n(d, &most), name_at(d, high));
    return true;
}

static bool fill_heatmap(struct drawing *d, struct err *err) {
    (void)err;
    size_t columns = d->table->column_count - 2; /* the names, and the sum of each row */
    size_t rows = d->rows - (d->table->rest_row ? 1 : 0);
    struct series *series = arena_array(d->c->arena, rows, sizeof *series);
    struct str *names = arena_array(d->c->arena, columns, sizeof *names), row_name = STR(""),
               column_name = row_name;
    struct figure best = figure_none(d->total.unit, NULL);
    for (size_t i = 0; i < columns; i++)
        names[i] = d->table->columns[i + 1].name;
    for (size_t row = 0; row < rows; row++) {
        struct figure *points = arena_array(d->c->arena, columns, sizeof *points);
        for (size_t i = 0; i < columns; i++) {
            points[i] = figure_at(d, row, i + 1);
            if (!is_finding(d, row) ||
                (!(points[i].value > best.value) && !(isnan(best.value) && !isnan(points[i].value))))
                continue;
            best = points[i];
            row_name = name_at(d, row);
            column_name = names[i];
        }
        series[row] = (struct series){name_at(d, row), SERIES_ACTUAL, points};
    }
    d->chart->series = series;
    d->chart->series_count = rows;
    d->chart->categories = names;
    d->chart->category_count = columns;
    d->chart->value_axis = d->measure;
    struct str place =
        str_printf(d->c->arena, STR_FMT " × " STR_FMT, STR_ARG(row_name), STR_ARG(column_name));
    d->chart->title = isnan(best.value)
                          ? FILL(d->c, "chart.answer.nothing", d->measure)
                          : FILL(d->c, "chart.answer.largest", d->measure, place, shown_n(d, &best));
    if (d->table->rest_row)
        d->chart->note = FILL(d->c, "chart.answer.left", str_printf(d->c->arena, "%zu", rows));
    return true;
}

/* From the total of then over the change of each row to the total of now. */
static bool fill_waterfall(struct drawing *d, struct err *err) {
    struct figure before = figure_at(d, d->rows, 2);
    if (d->total.unit != UNIT_COUNT)
        return err_set(err, ERR_USAGE, "a waterfall adds up counts, not " STR_FMT,
                       STR_ARG(d->question->show));
    if (!figure_available(&before))
        return err_set(err, ERR_USAGE, "nothing to compare with: the exports begin later") ||
               err_hint(err, "choose a later --period");
    struct figure *steps = arena_array(d->c->arena, d->rows + 2, sizeof *steps);
    struct str *names = arena_array(d->c->arena, d->rows + 2, sizeof *names);
    double sum = 0;
    for (size_t row = 0; row < d->rows; row++) {
        struct figure now = figure_at(d, row, 1), then = figure_at(d, row, 2);
        double step = (isnan(now.value) ? 0 : now.value) - (isnan(then.value) ? 0 : then.value);
        names[row + 1] = name_at(d, row);
        steps[row + 1] = figure_count((int64_t)step);
        sum += step;
    }
    if (sum != d->total.value - before.value)
        return err_set(err, ERR_USAGE, "the rows do not add up to the total, so that no steps lead to it");
    names[0] = word(d->c, d->question->compare == COMPARE_YEAR ? "column.year_ago" : "column.previous");
    names[d->rows + 1] = str_of(d->c->data->period.name);
    steps[0] = before;
    steps[d->rows + 1] = d->total;
    struct series *series = arena_array(d->c->arena, 1, sizeof *series);
    series[0] = (struct series){d->measure, SERIES_ACTUAL, steps};
    d->chart->series = series;
    d->chart->series_count = 1;
    d->chart->categories = names;
    d->chart->category_count = d->rows + 2;
    d->chart->title =
        FILL(d->c, "chart.answer.bridge", d->measure, shown(d->c, &before), shown(d->c, &d->total));
    return true;
}

static bool fill_funnel(struct drawing *d, struct err *err) {
    bool rate = d->total.unit == UNIT_RATE;
    if (!rate && d->total.unit != UNIT_SHARE)
        return err_set(err, ERR_USAGE, "a funnel compares shares and rates, not " STR_FMT,
                       STR_ARG(d->question->show)) ||
               err_hint(err, "for example on_time_rate");
    struct funnel *funnel = arena_alloc(d->c->arena, sizeof *funnel);
    const struct figure *figures = column_points(d, 1, d->rows);
    size_t known = funnel_fit(figures, d->rows, rate, d->c->arena, funnel), outside = 0;
    set_categories(d, d->rows);
    const struct funnel_drawing drawing = {d->measure, d->chart->categories, figures, d->rows, funnel};
    funnel_draw(d->c, &drawing, d->chart);
    for (size_t i = 0; i < d->rows; i++)
        outside += funnel->places[i].beyond == 2 || funnel->places[i].beyond == -2;
    struct str total = str_printf(d->c->arena, "%zu", known);
    d->chart->title = !known    ? FILL(d->c, "chart.answer.nothing", d->measure)
                      : outside ? FILL(d->c, "chart.funnel.outside", d->measure,
                                       str_printf(d->c->arena, "%zu", outside), total)
                                : FILL(d->c, "funnel.none", d->measure, total);
    return true;
}

static const struct recipe recipes[] = {
    {CHART_TREND, "month", NULL, "received", 0, false, true, fill_trend},
    {CHART_PARETO, "category", NULL, "received", 18, false, true, fill_pareto},
    {CHART_DISTRIBUTION, "weekday", NULL, "received", 0, true, false, fill_bars},
    {CHART_HEATMAP, "category", "channel", "received", 30, false, false, fill_heatmap},
    {CHART_INTERVALS, "unit", NULL, "on_time_rate", 40, false, false, fill_intervals},
    {CHART_WATERFALL, "category", NULL, "received", 10, false, true, fill_waterfall},
    {CHART_FUNNEL, "unit", NULL, "on_time_rate", 200, false, false, fill_funnel},
};

/* ---- the question ---- */

static const struct recipe *recipe_find(enum chart_kind kind) {
    for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++)
        if (recipes[i].kind == kind)
            return &recipes[i];
    return NULL;
}

static void fill_names(const struct recipe *recipe, struct query_question *q, struct arena *arena) {
    if (q->by_count == 0 && q->across.size) { /* columns alone are rows as well */
        struct str *by = arena_alloc(arena, sizeof *by);
        *by = q->across;
        q->by = by;
        q->by_count = 1;
        q->across = STR("");
    }
    if (q->by_count == 0) {
        q->by = cube_split(str_of(recipe->by), arena, &q->by_count);
        q->across = recipe->across ? str_of(recipe->across) : STR("");
    }
    if (recipe->across && !q->across.size && q->by_count == 2) {
        q->across = q->by[1];
        q->by_count = 1;
    }
}

static bool check_names(const struct recipe *recipe, const struct query_question *q, struct err *err) {
    enum period_kind kind;
    if (recipe->across)
        return (q->by_count == 1 && q->across.size) || err_set(err, ERR_USAGE, "a heat map has two sides") ||
               err_hint(err, "name them with --by and --across");
    if (q->by_count != 1 || q->across.size)
        return err_set(err, ERR_USAGE, "this kind of chart draws one name of --by") ||
               err_hint(err, "ask for heatmap to draw two");
    return recipe->kind != CHART_TREND || grouping_is_period(q->by[0], &kind) ||
           err_set(err, ERR_USAGE, "a trend runs over time, not over " STR_FMT, STR_ARG(q->by[0])) ||
           err_hint(err, "use --by day, week, month, quarter, half or year");
}

bool drawn_question(enum chart_kind kind, struct query_question *q, struct arena *arena, struct err *err) {
    const struct recipe *recipe = recipe_find(kind);
    size_t measures;
    if (!recipe)
        return err_set(err, ERR_USAGE, "an answer cannot be drawn as %s", plot_find(kind)->name) ||
               err_hint(err, "'redress chart %s' without --by and --show draws it for all complaints",
                        plot_find(kind)->name);
    fill_names(recipe, q, arena);
    if (!q->show.size)
        q->show = str_of(recipe->show);
    cube_split(q->show, arena, &measures);
    if (measures != 1)
        return err_set(err, ERR_USAGE, "a chart draws one measure, not " STR_FMT, STR_ARG(q->show)) ||
               err_hint(err, "name one with --show");
    if (q->compare != COMPARE_NONE && !recipe->compares)
        return err_set(err, ERR_USAGE, "this kind of chart draws no comparison") ||
               err_hint(err, "leave --compare away");
    if (kind == CHART_WATERFALL && q->compare == COMPARE_NONE)
        q->compare = COMPARE_PREVIOUS;
    if (recipe->by_name && !q->sort.size && q->by_count == 1)
        q->sort = str_printf(arena, "+" STR_FMT, STR_ARG(q->by[0]));
    q->top = q->top ? q->top : recipe->top;
    q->total = q->names = true;
    return check_names(recipe, q, err);
}

/* ---- the chart ---- */

static void set_texts(struct drawing *d) {
    struct composer *c = d->c;
    struct figure n = figure_none(UNIT_COUNT, NULL);
    n.value = isnan(d->total.n) ? d->total.denominator : d->total.n;
    d->chart->subtitle = FILL(c, "chart.answer.subtitle", d->measure, d->names,
                              str_copy(c->arena, str_of(c->data->period.name)), shown(c, &n));
    struct str where = c->data->options.where;
    if (where.size)
        d->chart->note =
            str_printf(c->arena, STR_FMT "%s" STR_FMT, STR_ARG(FILL(c, "chart.answer.where", where)),
                       d->chart->note.size ? " · " : "", STR_ARG(d->chart->note));
    d->chart->alt = d->chart->title;
}

static struct str joined_names(const struct composer *c, const struct query_question *q) {
    struct str first = column_title(c->arena, c->lang, q->by[0]);
    return q->across.size ? str_printf(c->arena, STR_FMT " × " STR_FMT, STR_ARG(first),
                                       STR_ARG(column_title(c->arena, c->lang, q->across)))
                          : first;
}

static struct str other_name(const struct composer *c, const struct query_question *q) {
    const struct column *column = table_column(c->data->table, q->by[0]);
    return column && dataset_is_category(c->data, column) ? value_name(c, column, STR("other")) : STR("");
}

bool drawn_answer(const struct dataset *dataset, const struct query_question *question, enum chart_kind kind,
                  struct arena *arena, struct chart *chart, struct err *err) {
    struct report_table table;
    struct measure_ref *refs;
    size_t count;
    if (!compose_query(dataset, question, arena, &table, err) ||
        !cube_parse_measures(question->show, arena, &refs, &count, err))
        return false;
    struct composer *c = composer_small(dataset, arena, question->lang);
    struct drawing d = {.c = c, .question = question, .table = &table, .rows = table.row_count - 1};
    d.chart = composer_add_chart(c, kind, "answer");
    d.measure = measure_title(&refs[0], dataset->table, question->lang, arena);
    d.names = joined_names(c, question);
    d.total = figure_at(&d, d.rows, question->across.size ? table.column_count - 1 : 1);
    d.other = other_name(c, question);
    d.chart->unit = refs[0].measure->unit;
    if (!recipe_find(kind)->fill(&d, err))
        return false;
    set_texts(&d);
    *chart = *d.chart;
    return true;
}
