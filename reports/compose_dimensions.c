/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/measure/interval.h"
#include "reports/labels.h"

#include <math.h>
#include <string.h>

/* The measures beside each value. */
static const char measure_list[] =
    "received,share,closed,open,p50_days,p90_days,on_time_rate,satisfaction_rate,escalation_rate,upheld_rate";
enum { RECEIVED, SHARE, CLOSED, OPEN, P50, P90, ON_TIME, SATISFACTION, ESCALATED };

enum { PARETO_MOST = 18, HEAT_ROWS = 12, HEAT_COLUMNS = 10 };

/* The report's period and the two it is compared with, ascending; places are SIZE_MAX when there is none. */
struct compared {
    struct period periods[3];
    size_t count, now, previous, year_ago;
};

static struct compared compared_periods(const struct composer *c) {
    struct compared set = {.previous = SIZE_MAX, .year_ago = SIZE_MAX};
    if (c->year_ago != SIZE_MAX && c->year_ago != c->previous) {
        set.year_ago = set.count;
        set.periods[set.count++] = c->periods[c->year_ago];
    }
    if (c->previous != SIZE_MAX) {
        set.previous = set.count;
        if (c->year_ago == c->previous)
            set.year_ago = set.count;
        set.periods[set.count++] = c->periods[c->previous];
    }
    set.now = set.count;
    set.periods[set.count++] = c->periods[c->now];
    return set;
}

static struct figure change_to(const struct composer *c, const struct cube *cube, const struct compared *set,
                               size_t cell, size_t period) {
    if (period == SIZE_MAX)
        return figure_none(UNIT_CHANGE, "note.no_history");
    return breaks_change(&c->data->breaks, &cube->refs[RECEIVED], cube_figure(cube, cell, period, RECEIVED),
                         &set->periods[period], cube_figure(cube, cell, set->now, RECEIVED),
                         &set->periods[set->now]);
}

/* Which measures are shown: one without a value anywhere in the period is a column less. Bit by ref. */
static uint64_t shown_refs(const struct cube *cube, const struct compared *set) {
    uint64_t shown = 0;
    for (size_t ref = 0; ref < cube->ref_count; ref++)
        for (size_t cell = 0; cell < cube->cells && !(shown >> ref & 1); cell++)
            shown |= (uint64_t)figure_available(cube_figure(cube, cell, set->now, ref)) << ref;
    return shown;
}

static void add_columns(struct table_maker *m, const struct cube *cube, uint64_t shown, struct str key,
                        struct str name) {
    struct composer *c = m->c;
    maker_label_column(m, str_cstr(c->arena, key), name);
    for (size_t ref = 0; ref < cube->ref_count; ref++) {
        if (!(shown >> ref & 1))
            continue;
        const struct measure *measure = cube->refs[ref].measure;
        maker_value_column(m, cube->refs[ref].text, str_of(measure->name[c->lang]), measure->unit,
                           measure->unit == UNIT_SHARE && ref != SHARE);
        if (ref == P90 || ref == ESCALATED)
            maker_lesser(m);
        if (ref == SHARE) {
            maker_value_column(m, STR("change_prev"), word(c, "column.change_prev"), UNIT_CHANGE, false);
            maker_value_column(m, STR("change_year"), word(c, "column.change_year"), UNIT_CHANGE, false);
        }
    }
    if (dataset_is_category(c->data, cube->grouping.columns[0]))
        maker_note_column(m, "id", word(c, "column.id"));
}

static void add_values(struct table_maker *m, uint64_t shown, const struct cube *cube,
                       const struct compared *set, size_t cell) {
    for (size_t ref = 0; ref < cube->ref_count; ref++) {
        if (!(shown >> ref & 1))
            continue;
        maker_figure(m, *cube_figure(cube, cell, set->now, ref));
        if (ref == SHARE) {
            maker_figure(m, change_to(m->c, cube, set, cell, set->previous));
            maker_figure(m, change_to(m->c, cube, set, cell, set->year_ago));
        }
    }
}

static void add_dimension_table(struct composer *c, const struct cube *cube, const struct cube *total,
                                const struct compared *set, const size_t *order, size_t count) {
    struct str name = cube->grouping.names[0];
    bool category = dataset_is_category(c->data, cube->grouping.columns[0]);
    struct table_maker m = maker_begin(c, str_printf(c->arena, "by_" STR_FMT, STR_ARG(name)).data);
    uint64_t shown = shown_refs(cube, set);
    add_columns(&m, cube, shown, name, column_title(c->arena, c->lang, name));
    for (size_t i = 0; i < count; i++) {
        struct str value = grouping_value(&cube->grouping, order[i], 0);
        maker_text(&m, value_name(c, cube->grouping.columns[0], value));
        add_values(&m, shown, cube, set, order[i]);
        if (category)
            maker_text(&m, value);
    }
    maker_text(&m, word(c, "value.total"));
    add_values(&m, shown, total, set, 0);
    if (category)
        maker_text(&m, STR(""));
    m.table->total_row = true;
    maker_end(&m);
}

static struct figure count_of(const struct cube *cube, const struct compared *set, size_t cell) {
    return *cube_figure(cube, cell, set->now, RECEIVED);
}

/* The largest values as bars, the rest as the last one, and the share so far. */
static void fill_pareto(struct composer *c, struct chart *chart, const struct cube *cube,
                        const struct compared *set, const size_t *order, size_t count, double total) {
    size_t bars = count > PARETO_MOST ? PARETO_MOST : count;
    struct str *names = arena_array(c->arena, bars, sizeof *names);
    struct figure *values = arena_array(c->arena, bars, sizeof *values);
    struct figure *so_far = arena_array(c->arena, bars, sizeof *so_far);
    double sum = 0;
    for (size_t i = 0; i < bars; i++) {
        bool rest = i + 1 == bars && count > bars;
        double value = rest ? total - sum : count_of(cube, set, order[i]).value;
        sum += value;
        names[i] =
            rest ? FILL(c, "value.rest", str_printf(c->arena, "%zu", count - bars + 1))
                 : value_name(c, cube->grouping.columns[0], grouping_value(&cube->grouping, order[i], 0));
        values[i] = figure_count((int64_t)value);
        so_far[i] = figure_share((int64_t)sum, (int64_t)total, 0);
    }
    struct series *series = arena_array(c->arena, 2, sizeof *series);
    series[0] = (struct series){word(c, "measure.received"), SERIES_ACTUAL, values};
    series[1] = (struct series){word(c, "series.cumulative"), SERIES_CUMULATIVE, so_far};
    chart->categories = names;
    chart->category_count = bars;
    chart->series = series;
    chart->series_count = 2;
    chart->unit = UNIT_COUNT;
    chart->rest_last = count > bars;
}

/* The share of what no rule fits, if it is among the values. */
static struct figure uncategorised(const struct cube *cube, const struct compared *set, const size_t *order,
                                   size_t count, double total) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(grouping_value(&cube->grouping, order[i], 0), STR("other")))
            return figure_share((int64_t)count_of(cube, set, order[i]).value, (int64_t)total, 0);
    return figure_share(0, (int64_t)total, 0);
}

static void add_pareto(struct composer *c, const struct cube *cube, const struct compared *set,
                       const size_t *order, size_t count, double total) {
    if (count < 2 || total <= 0)
        return;
    struct chart *chart = composer_add_chart(c, CHART_PARETO, "pareto");
    struct str dimension = column_title(c->arena, c->lang, cube->grouping.names[0]);
    fill_pareto(c, chart, cube, set, order, count, total);
    double first = 0;
    size_t largest = count < 3 ? count : 3;
    for (size_t i = 0; i < largest; i++)
        first += count_of(cube, set, order[i]).value;
    struct figure share = figure_share((int64_t)first, (int64_t)total, 0);
    struct figure top = figure_share((int64_t)count_of(cube, set, order[0]).value, (int64_t)total, 0);
    struct figure all = figure_count((int64_t)total);
    struct str top_name =
        value_name(c, cube->grouping.columns[0], grouping_value(&cube->grouping, order[0], 0));
    chart->title = FILL(c, "chart.pareto.title", top_name, shown(c, &top),
                        str_printf(c->arena, "%zu", largest), shown(c, &share));
    chart->subtitle = FILL(c, "chart.pareto.subtitle", dimension, c->report->period_name, shown(c, &all));
    chart->alt = chart->title;
    struct figure other = uncategorised(cube, set, order, count, total);
    if (other.value > 0) {
        struct figure cases = figure_count((int64_t)other.numerator);
        chart->note = FILL(c, "chart.pareto.note", shown(c, &cases), shown(c, &other));
    }
    chart->highlight = 0;
    struct figure top_count = count_of(cube, set, order[0]);
    c->report->sentences[2] = FILL(c, "sentence.largest", top_name, shown(c, &top_count), shown(c, &top),
                                   shown(c, &share), str_printf(c->arena, "%zu", largest));
}

static bool run_cube(const struct composer *c, const struct str *by, size_t by_count,
                     const struct compared *set, const char *measures, struct cube *cube, struct err *err) {
    struct cube_request request = {
        .by = by, .by_count = by_count, .periods = set->periods, .period_count = set->count};
    struct measure_ref *refs;
    if (!cube_parse_measures(str_of(measures), c->arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    return cube_run(c->data, &request, c->arena, cube, err);
}

/* What no rule fits comes last, however much it is: it is no finding. */
static void rest_last(const struct composer *c, const struct cube *cube, size_t *order, size_t count) {
    if (!dataset_is_category(c->data, cube->grouping.columns[0]))
        return;
    for (size_t i = 0; i + 1 < count; i++) {
        if (!str_equal(grouping_value(&cube->grouping, order[i], 0), STR("other")))
            continue;
        size_t other = order[i];
        memmove(order + i, order + i + 1, (count - i - 1) * sizeof *order);
        order[count - 1] = other;
        return;
    }
}

static bool add_dimension(struct composer *c, const struct cube *total, const struct compared *set,
                          struct str name, struct err *err) {
    struct cube cube;
    if (!run_cube(c, &name, 1, set, measure_list, &cube, err))
        return false;
    size_t count;
    size_t *order = cube_order(&cube, set->now, RECEIVED, c->arena, &count);
    rest_last(c, &cube, order, count);
    if (count) /* a total of nothing says nothing */
        add_dimension_table(c, &cube, total, set, order, count);
    if (cube.grouping.columns[0] == c->category) {
        size_t positive = 0;
        for (size_t i = 0; i < count; i++)
            if (count_of(&cube, set, order[i]).value > 0)
                order[positive++] = order[i];
        add_pareto(c, &cube, set, order, positive, count_of(total, set, 0).value);
    }
    cube_free(&cube);
    return true;
}

/* The other side of the heat map: the first of these that the export has and that has more than one value. */
static const struct column *heat_columns(const struct composer *c) {
    static const enum role choices[] = {ROLE_UNIT, ROLE_REGION, ROLE_PRODUCT, ROLE_CHANNEL, ROLE_DEPARTMENT};
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        const struct column *column = c->data->table->by_role[choices[i]];
        if (column && column != c->category && dict_size(column->dict) > 2)
            return column;
    }
    return NULL;
}

/* Position of each cell's two values among the largest ones of its dimension. */
struct heat {
    struct cube cube, rows, columns; /* pairs, and each dimension alone */
    size_t *row_order, *column_order, row_count, column_count;
};

static struct figure heat_value(const struct heat *heat, const struct compared *set, struct str row,
                                struct str column) {
    for (size_t cell = 0; cell < heat->cube.cells; cell++)
        if (str_equal(grouping_value(&heat->cube.grouping, cell, 0), row) &&
            str_equal(grouping_value(&heat->cube.grouping, cell, 1), column))
            return count_of(&heat->cube, set, cell);
    return figure_count(0);
}

static void fill_heat(struct composer *c, struct chart *chart, const struct heat *heat,
                      const struct compared *set) {
    size_t rows = heat->row_count < HEAT_ROWS ? heat->row_count : HEAT_ROWS;
    size_t columns = heat->column_count < HEAT_COLUMNS ? heat->column_count : HEAT_COLUMNS;
    struct series *series = arena_array(c->arena, rows, sizeof *series);
    struct str *names = arena_array(c->arena, columns, sizeof *names);
    struct figure best = figure_count(0);
    struct str best_row = STR(""), best_column = STR("");
    for (size_t y = 0; y < columns; y++)
        names[y] = value_name(c, heat->columns.grouping.columns[0],
                              grouping_value(&heat->columns.grouping, heat->column_order[y], 0));
    for (size_t x = 0; x < rows; x++) {
        struct str row = grouping_value(&heat->rows.grouping, heat->row_order[x], 0);
        struct figure *points = arena_array(c->arena, columns, sizeof *points);
        for (size_t y = 0; y < columns; y++) {
            points[y] =
                heat_value(heat, set, row, grouping_value(&heat->columns.grouping, heat->column_order[y], 0));
            if (points[y].value > best.value) {
                best = points[y];
                best_row = row;
                best_column = names[y];
            }
        }
        series[x] =
            (struct series){value_name(c, heat->rows.grouping.columns[0], row), SERIES_ACTUAL, points};
    }
    chart->series = series;
    chart->series_count = rows;
    chart->categories = names;
    chart->category_count = columns;
    chart->unit = UNIT_COUNT;
    chart->title = FILL(c, "chart.heatmap.title", value_name(c, heat->rows.grouping.columns[0], best_row),
                        best_column, shown(c, &best));
}

static bool add_heatmap(struct composer *c, const struct compared *set, struct err *err) {
    const struct column *across = heat_columns(c);
    if (!c->category || !across)
        return true;
    struct str by[2] = {c->category->name, across->name};
    struct heat heat;
    if (!run_cube(c, by, 2, set, "received", &heat.cube, err) ||
        !run_cube(c, &by[0], 1, set, "received", &heat.rows, err) ||
        !run_cube(c, &by[1], 1, set, "received", &heat.columns, err))
        return false;
    heat.row_order = cube_order(&heat.rows, set->now, RECEIVED, c->arena, &heat.row_count);
    rest_last(c, &heat.rows, heat.row_order, heat.row_count);
    heat.column_order = cube_order(&heat.columns, set->now, RECEIVED, c->arena, &heat.column_count);
    /* A grid of zeros would say nothing. */
    const bool any =
        heat.row_count && cube_figure(&heat.rows, heat.row_order[0], set->now, RECEIVED)->value > 0;
    if (any && heat.row_count > 1 && heat.column_count > 1) {
        struct chart *chart = composer_add_chart(c, CHART_HEATMAP, "heatmap");
        fill_heat(c, chart, &heat, set);
        chart->subtitle = FILL(c, "chart.heatmap.subtitle", column_title(c->arena, c->lang, by[0]),
                               column_title(c->arena, c->lang, by[1]), c->report->period_name);
        chart->alt = chart->title;
    }
    cube_free(&heat.cube);
    cube_free(&heat.rows);
    cube_free(&heat.columns);
    return true;
}

/* A table that would hold nothing but "other" says nothing: the texts fit no rule, or there are none. */
static bool says_something(const struct composer *c, const struct column *column) {
    bool by_rules = dataset_is_category(c->data, column) || str_equal(column->name, STR("severity"));
    if (by_rules && c->data->rules_report.textless == c->data->rules_report.rows)
        return false;
    if (!dataset_is_category(c->data, column))
        return dict_size(column->dict) > 1;
    uint32_t other = dict_find(column->dict, STR("other"));
    for (size_t row = 0; row < c->data->table->rows; row++)
        if (column->codes[row] != other && column->codes[row] != DICT_NONE)
            return true;
    return false;
}

/* The column of a table "by_COLUMN". */
static const struct column *cut_by(const struct composer *c, const struct catalogue_item *item) {
    bool of_dimension = item->part == compose_dimensions && item->kind == CATALOGUE_TABLE;
    return of_dimension ? table_column(c->data->table, str_of(item->name + strlen("by_"))) : NULL;
}

bool compose_dimensions(struct composer *c, struct err *err) {
    struct compared set = compared_periods(c);
    struct cube total;
    if (!run_cube(c, NULL, 0, &set, measure_list, &total, err))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < catalogue_count; i++) {
        const struct column *column = cut_by(c, &catalogue[i]);
        if (column && column->type == COLUMN_DIMENSION && says_something(c, column))
            done = add_dimension(c, &total, &set, column->name, err);
    }
    cube_free(&total);
    return done && add_heatmap(c, &set, err);
}
