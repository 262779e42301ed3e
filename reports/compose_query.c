/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/compose.h"

#include "reports/composer.h"

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
    struct cube cube;
    struct line *lines;
    size_t line_count;
    /* sorting: by a measure (ref), a name (place) or as it comes */
    int sort_ref, sort_place;
    bool ascending;
};

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
    if (a->question->top && a->line_count > a->question->top)
        a->line_count = a->question->top;
}

static struct report_column *make_columns(const struct query_run *a, size_t *count) {
    const struct query_question *q = a->question;
    struct report_column *columns = arena_array(a->arena, q->by_count + a->cube.ref_count, sizeof *columns);
    *count = 0;
    for (size_t place = 0; place < q->by_count; place++)
        columns[(*count)++] = (struct report_column){
            .key = q->by[place], .name = column_title(a->arena, q->lang, q->by[place]), .role = COLUMN_LABEL};
    for (size_t ref = 0; ref < a->cube.ref_count; ref++) {
        const struct measure *measure = a->cube.refs[ref].measure;
        columns[(*count)++] =
            (struct report_column){.key = a->cube.refs[ref].text,
                                   .name = measure_title(&a->cube.refs[ref], q->lang, a->arena),
                                   .role = COLUMN_VALUE,
                                   .unit = measure->unit,
                                   .interval = q->intervals};
    }
    return columns;
}

static struct cell label_cell(const struct query_run *a, const struct line *line, size_t place) {
    struct str value = place_value(a, line, place);
    const struct column *column = a->cube.grouping.columns[place];
    if (a->question->names && column && value.size)
        value = dataset_value_name(a->data, column, value, a->question->lang);
    return (struct cell){.kind = value.size ? CELL_TEXT : CELL_EMPTY, .text = value};
}

static void fill_table(const struct query_run *a, struct report_table *table) {
    size_t columns;
    *table = (struct report_table){.key = STR("query"), .title = STR(""), .note = STR("")};
    table->columns = make_columns(a, &columns);
    table->column_count = columns;
    table->row_count = a->line_count;
    struct cell *cells = arena_array(a->arena, columns * a->line_count, sizeof *cells);
    size_t at = 0;
    for (size_t i = 0; i < a->line_count; i++) {
        const struct line *line = &a->lines[i];
        for (size_t place = 0; place < a->question->by_count; place++)
            cells[at++] = label_cell(a, line, place);
        for (size_t ref = 0; ref < a->cube.ref_count; ref++)
            cells[at++] = (struct cell){.kind = CELL_FIGURE,
                                        .figure = *cube_figure(&a->cube, line->cell, line->period, ref)};
    }
    table->cells = cells;
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
    bool done = find_sort(&a, err);
    if (done) {
        make_lines(&a);
        fill_table(&a, table);
    }
    cube_free(&a.cube);
    return done;
}
