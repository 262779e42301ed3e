/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compose.h"

#include "analysis/rules/mask.h"
#include "reports/composer.h"
#include "reports/labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One line of the answer: a cell of the cube in one period. */
struct line {
    size_t cell, period, rank; /* rank: place of the cell in the order asked for */
};

struct query_run {
    const struct dataset *data;
    const struct query_question *question;
    struct arena *arena;
    struct cube cube, base; /* base: of the periods compared with, of the same groups; or empty */
    const struct figure *total, *total_base, *others, *others_base; /* a figure a measure; NULL without */
    struct line *lines;
    size_t line_count, cut; /* cut: lines behind the last one shown */
    /* sorting: by a measure (ref), a name (place) or as it comes */
    int sort_ref, sort_place;
    bool ascending;
};

/* The period that one is compared with. */
static struct period query_base(const struct period *period, enum query_compare compare) {
    return compare == COMPARE_YEAR ? period_year_before(period) : period_before(period);
}

/* As in reports: the exports miss at most an eighth of the period at its start. */
static bool query_covered(const struct dataset *data, const struct period *period) {
    return period->end > data->data_start &&
           period->start + period_days(period) * DATE_DAY / 8 >= data->data_start;
}

static bool find_sort(struct query_run *a, struct err *err) {
    struct str sort = a->question->sort;
    a->sort_ref = a->sort_place = -1;
    if (sort.size == 0)
        return true;
    a->ascending = sort.data[0] == '-' || sort.data[0] == '+' ? sort.data[0] == '+' : false;
    if (sort.data[0] == '-' || sort.data[0] == '+')
        sort = str_sub(sort, 1, sort.size);
    for (size_t ref = 0; ref < a->cube.ref_count; ref++)
        if (str_equal(a->cube.refs[ref].text, sort))
            a->sort_ref = (int)ref;
    for (size_t place = 0; place < a->question->by_count; place++)
        if (str_equal(a->question->by[place], sort))
            a->sort_place = (int)place;
    if (a->sort_ref >= 0 || a->sort_place >= 0)
        return true;
    err_set(err, ERR_USAGE, "cannot sort by \"" STR_FMT "\"", STR_ARG(sort));
    return err_hint(err, "name one of the --by or --show names, with + in front for ascending order");
}

static struct str place_value(const struct query_run *a, const struct line *line, size_t place) {
    const struct grouping *grouping = &a->cube.grouping;
    return (int)place == grouping->period_at ? str_of(a->cube.periods[line->period].name)
                                             : grouping_value(grouping, line->cell, place);
}

static int compare_numbers(double x, double y) {
    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return x < y ? 1 : x > y ? -1 : 0;
}

/* Named order first, then the order of the cells, then time. */
static int by_order(const void *left, const void *right, void *context) {
    const struct line *x = left, *y = right;
    const struct query_run *a = context;
    int order = 0;
    if (a->sort_ref >= 0)
        order = compare_numbers(cube_figure(&a->cube, x->cell, x->period, (size_t)a->sort_ref)->value,
                                cube_figure(&a->cube, y->cell, y->period, (size_t)a->sort_ref)->value);
    else if (a->sort_place >= 0)
        order =
            -str_compare(place_value(a, x, (size_t)a->sort_place), place_value(a, y, (size_t)a->sort_place));
    if (order)
        return a->ascending ? -order : order;
    bool time_first = a->cube.grouping.period_at == 0;
    if (time_first && x->period != y->period)
        return x->period < y->period ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->period > y->period) - (x->period < y->period);
}

static void make_lines(struct query_run *a) {
    size_t cells;
    size_t *order = cube_order(&a->cube, SIZE_MAX, 0, a->arena, &cells);
    if (a->cube.grouping.count == 0 || (a->cube.grouping.count == 1 && a->cube.grouping.period_at == 0)) {
        order = arena_array(a->arena, 1, sizeof *order); /* one group: shown even when empty */
        cells = 1;
    }
    a->lines = arena_array(a->arena, cells * a->cube.period_count, sizeof *a->lines);
    for (size_t rank = 0; rank < cells; rank++)
        for (size_t period = 0; period < a->cube.period_count; period++)
            a->lines[a->line_count++] = (struct line){order[rank], period, rank};
    qsort_r(a->lines, a->line_count, sizeof *a->lines, by_order, a);
    if (a->question->top && a->line_count > a->question->top) {
        a->cut = a->line_count - a->question->top;
        a->line_count = a->question->top;
    }
}

static void add_column(const struct query_run *a, struct report_column *columns, size_t *count,
                       struct report_column column, const char *suffix, const char *words) {
    if (suffix) {
        column.key = str_printf(a->arena, STR_FMT "_%s", STR_ARG(column.key), suffix);
        struct str title = label(a->question->lang, words);
        column.name = str_printf(a->arena, STR_FMT ": " STR_FMT, STR_ARG(column.name), STR_ARG(title));
        column.interval = false;
    }
    columns[(*count)++] = column;
}

static struct report_column *make_columns(const struct query_run *a, size_t *count) {
    const struct query_question *q = a->question;
    struct report_column *columns =
        arena_array(a->arena, q->by_count + 3 * a->cube.ref_count, sizeof *columns);
    bool year = q->compare == COMPARE_YEAR;
    *count = 0;
    for (size_t place = 0; place < q->by_count; place++)
        columns[(*count)++] = (struct report_column){
            .key = q->by[place], .name = column_title(a->arena, q->lang, q->by[place]), .role = COLUMN_LABEL};
    for (size_t ref = 0; ref < a->cube.ref_count; ref++) {
        const struct measure_ref *asked = &a->cube.refs[ref];
        struct report_column column = {.key = asked->text,
                                       .name = measure_title(asked, q->lang, a->arena),
                                       .role = COLUMN_VALUE,
                                       .unit = asked->measure->unit,
                                       .interval = q->intervals};
        add_column(a, columns, count, column, NULL, NULL);
        if (q->compare == COMPARE_NONE)
            continue;
        add_column(a, columns, count, column, year ? "year" : "prev",
                   year ? "column.year_ago" : "column.previous");
        column.unit = column.unit == UNIT_SHARE ? UNIT_POINTS : UNIT_CHANGE;
        add_column(a, columns, count, column, "change", year ? "column.change_year" : "column.change_prev");
    }
    return columns;
}

static struct str masked_person(const struct query_run *a, const struct column *column, struct str value) {
    struct buf text = {0};
    mask_name(value, &text);
    buf_printf(&text, " #%u", dict_find(column->dict, value));
    struct str masked = str_copy(a->arena, buf_str(&text));
    buf_free(&text);
    return masked;
}

static struct cell label_cell(const struct query_run *a, const struct line *line, size_t place) {
    struct str value = place_value(a, line, place);
    const struct column *column = a->cube.grouping.columns[place];
    bool person = column && (column->role == ROLE_CUSTOMER || column->role == ROLE_HANDLER);
    if (person && value.size && !a->question->unmasked)
        value = masked_person(a, column, value);
    else if (a->question->names && column && value.size)
        value = dataset_value_name(a->data, column, value, a->question->lang);
    return (struct cell){.kind = value.size ? CELL_TEXT : CELL_EMPTY, .text = value};
}

/* What rests on too few cases is not shown, nor told by a change. */
static struct figure shown_figure(const struct query_run *a, const struct figure *figure) {
    bool few = a->question->least_n > 0 && !(figure->n >= a->question->least_n);
    return few ? figure_none(figure->unit, NULL) : *figure;
}

/* A measure of one row: the figure, and what it is compared with. `base` NULL: outside the exports. */
static struct cell *add_figures(const struct query_run *a, struct cell *cell, size_t ref,
                                const struct period *period, const struct figure *now,
                                const struct figure *base) {
    struct figure figure = shown_figure(a, now);
    *cell++ = (struct cell){.kind = CELL_FIGURE, .figure = figure};
    if (a->question->compare == COMPARE_NONE)
        return cell;
    struct figure before = base ? shown_figure(a, base) : figure_none(now->unit, NULL);
    *cell++ = (struct cell){.kind = CELL_FIGURE, .figure = before};
    struct period from = query_base(period, a->question->compare);
    struct figure change =
        breaks_change(&a->data->breaks, &a->cube.refs[ref], &before, &from, &figure, period);
    *cell++ = (struct cell){.kind = CELL_FIGURE, .figure = change};
    return cell;
}

static struct cell *add_line(const struct query_run *a, struct cell *cell, const struct line *line) {
    bool known = a->base.figures && query_covered(a->data, &a->base.periods[line->period]);
    for (size_t place = 0; place < a->question->by_count; place++)
        *cell++ = label_cell(a, line, place);
    for (size_t ref = 0; ref < a->cube.ref_count; ref++)
        cell = add_figures(a, cell, ref, &a->cube.periods[line->period],
                           cube_figure(&a->cube, line->cell, line->period, ref),
                           known ? cube_figure(&a->base, line->cell, line->period, ref) : NULL);
    return cell;
}

/* `words` is "value.total" and the like; programs get "total". */
static struct cell *add_sum(const struct query_run *a, struct cell *cell, const char *words,
                            const struct figure *now, const struct figure *base) {
    if (!now)
        return cell;
    struct str id = str_of(strchr(words, '.') + 1);
    struct str text = a->question->names ? label(a->question->lang, words) : id;
    *cell++ = (struct cell){.kind = CELL_TEXT, .text = text};
    for (size_t place = 1; place < a->question->by_count; place++)
        *cell++ = (struct cell){.kind = CELL_EMPTY};
    for (size_t ref = 0; ref < a->cube.ref_count; ref++)
        cell = add_figures(a, cell, ref, &a->data->period, &now[ref], base ? &base[ref] : NULL);
    return cell;
}

static void fill_table(const struct query_run *a, struct report_table *table) {
    size_t columns;
    *table = (struct report_table){.key = STR("query"), .title = STR(""), .note = STR("")};
    table->columns = make_columns(a, &columns);
    table->column_count = columns;
    table->total_row = a->total != NULL;
    table->row_count = a->line_count + (a->others != NULL) + (a->total != NULL);
    struct cell *cells = arena_array(a->arena, columns * table->row_count, sizeof *cells), *cell = cells;
    for (size_t i = 0; i < a->line_count; i++)
        cell = add_line(a, cell, &a->lines[i]);
    cell = add_sum(a, cell, "value.others", a->others, a->others_base);
    bool overlaps = a->cube.grouping.set_at >= 0;
    add_sum(a, cell, overlaps ? "value.total_overlap" : "value.total", a->total, a->total_base);
    table->cells = cells;
    if (a->cut && !a->others)
        table->note = str_printf(a->arena,
                                 "%zu more rows are left out: rows by period, or of cases in several groups, "
                                 "cannot be added up to one",
                                 a->cut);
}

/* One period, or its buckets when a period word is among the names. Buckets at the ends are cut to the
 * period. */
static struct period *question_periods(const struct dataset *dataset, const struct query_question *question,
                                       struct arena *arena, size_t *count) {
    enum period_kind kind;
    for (size_t i = 0; i < question->by_count; i++)
        if (grouping_is_period(question->by[i], &kind))
            return period_split(kind, dataset->period.start, dataset->period.end, dataset->options.week_start,
                                arena, count);
    struct period *one = arena_alloc(arena, sizeof *one);
    *one = dataset->period;
    *count = 1;
    return one;
}

/* The figures of all rows, or of those in group 0 of `groups`, in one period. */
static bool run_sum(const struct query_run *a, const struct period *period, const uint32_t *groups,
                    const struct figure **figures, struct err *err) {
    struct measure_request run = dataset_request(a->data);
    struct figure *made;
    run.periods = period;
    run.period_count = 1;
    run.groups = groups;
    run.refs = a->cube.refs;
    run.ref_count = a->cube.ref_count;
    if (!measure_run(&run, a->arena, &made, err))
        return false;
    *figures = made;
    return true;
}

static bool run_sums(struct query_run *a, const uint32_t *groups, const struct figure **now,
                     const struct figure **base, struct err *err) {
    struct period before = query_base(&a->data->period, a->question->compare);
    if (!run_sum(a, &a->data->period, groups, now, err))
        return false;
    return a->question->compare == COMPARE_NONE || !query_covered(a->data, &before) ||
           run_sum(a, &before, groups, base, err);
}

/* Rows behind the last line shown are counted anew as one group, so that medians and rates are right. */
static bool fold_others(struct query_run *a, struct err *err) {
    const struct grouping *grouping = &a->cube.grouping;
    if (!a->cut || grouping->period_at >= 0 || grouping->set_at >= 0 || !grouping->groups)
        return true;
    size_t rows = a->data->table->rows;
    uint32_t *groups = heap_array(rows, sizeof *groups);
    bool *shown = heap_array(grouping->group_count, sizeof *shown);
    for (size_t i = 0; i < a->line_count; i++)
        shown[a->lines[i].cell] = true;
    for (size_t row = 0; row < rows; row++)
        groups[row] = shown[grouping->groups[row]] ? UINT32_MAX : 0;
    bool done = run_sums(a, groups, &a->others, &a->others_base, err);
    heap_free(shown);
    heap_free(groups);
    return done;
}

static bool run_base(struct query_run *a, const struct cube_request *request, struct err *err) {
    if (a->question->compare == COMPARE_NONE)
        return true;
    struct period *periods = arena_array(a->arena, request->period_count, sizeof *periods);
    for (size_t i = 0; i < request->period_count; i++) {
        periods[i] = query_base(&request->periods[i], a->question->compare);
        if (i && periods[i].start < periods[i - 1].end)
            return err_set(err, ERR_USAGE, "--compare cannot tell what %s is compared with",
                           request->periods[i].name);
    }
    struct cube_request before = *request;
    before.periods = periods;
    return cube_run(a->data, &before, a->arena, &a->base, err);
}

static bool run_question(struct query_run *a, const struct cube_request *request, struct err *err) {
    if (!find_sort(a, err) || !run_base(a, request, err))
        return false;
    make_lines(a);
    return fold_others(a, err) && (!a->question->total || !a->question->by_count ||
                                   run_sums(a, NULL, &a->total, &a->total_base, err));
}

bool compose_query(const struct dataset *dataset, const struct query_question *question, struct arena *arena,
                   struct report_table *table, struct err *err) {
    struct query_run a = {.data = dataset, .question = question, .arena = arena};
    struct measure_ref *refs;
    struct cube_request request = {.by = question->by, .by_count = question->by_count};
    request.periods = question_periods(dataset, question, arena, &request.period_count);
    if (!cube_parse_measures(question->show, arena, &refs, &request.ref_count, err))
        return false;
    request.refs = refs;
    if (!cube_run(dataset, &request, arena, &a.cube, err))
        return false;
    bool done = run_question(&a, &request, err);
    if (done)
        fill_table(&a, table);
    if (a.base.figures)
        cube_free(&a.base);
    cube_free(&a.cube);
    return done;
}
