/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/span.h"
#include "reports/answering.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACROSS_MOST = 200 };

/* What a period is compared with: the one before or a year before, and of a period that is not over the same
 * days of that. */
static struct day_pair days_of(const struct answering *a, const struct period *period) {
    const struct dataset *data = a->data;
    bool year = a->question->compare == COMPARE_YEAR;
    int64_t known_end = data->data_end < data->as_of ? data->data_end : data->as_of;
    if (known_end <= period->start || span_is_complete(period, known_end))
        known_end = period->end;
    struct day_pair list[COMPARED_KINDS];
    compared_days(period, known_end, dataset_calendar(data), list);
    return list[year ? COMPARED_YEAR : COMPARED_PREVIOUS];
}

/* As in reports: the exports miss at most an eighth of the period at its start. */
static bool is_covered(const struct dataset *data, const struct period *period) {
    return period->end > data->data_start &&
           period->start + period_days(period) * DATE_DAY / 8 >= data->data_start;
}

struct str answering_value(const struct answering *a, const struct line *line, size_t place) {
    const struct cube *cube = &a->plain[line->kind].now;
    return (int)place == cube->grouping.period_at ? str_of(cube->periods[line->period].name)
                                                  : grouping_value(&cube->grouping, line->cell, place);
}

/* ---- sheets ---- */

struct str answering_key(const struct grouping *grouping, size_t cell, size_t places, struct str last,
                         struct buf *out) {
    buf_clear(out);
    for (size_t place = 0; place < places; place++)
        if ((int)place != grouping->period_at) {
            buf_add(out, grouping_value(grouping, cell, place));
            buf_add_char(out, '\x1f');
        }
    buf_add(out, last);
    buf_add_char(out, '\x1e');
    return buf_str(out);
}

/* Where the cell of each combination is. */
static void index_cells(const struct answering *a, struct sheet *sheet) {
    const struct grouping *grouping = &sheet->now.grouping;
    if (grouping->count == 0 || (int)grouping->count - 1 == grouping->period_at)
        return;
    struct buf key = {0};
    uint32_t *cells = arena_array(a->arena, sheet->now.cells + 1, sizeof *cells);
    sheet->keys = dict_new();
    for (size_t cell = 0; cell < sheet->now.cells; cell++) {
        struct str last = grouping_value(grouping, cell, grouping->count - 1);
        cells[dict_add(sheet->keys, answering_key(grouping, cell, grouping->count - 1, last, &key))] =
            (uint32_t)cell;
    }
    buf_free(&key);
    sheet->cells = cells;
}

static bool run_base(const struct answering *a, const struct cube_request *request, struct sheet *sheet,
                     struct err *err) {
    enum query_compare compare = a->question->compare;
    if (compare == COMPARE_NONE)
        return true;
    struct period *periods = arena_array(a->arena, request->period_count, sizeof *periods);
    struct day_pair *days = arena_array(a->arena, request->period_count, sizeof *days);
    sheet->days = days;
    for (size_t i = 0; i < request->period_count; i++) {
        days[i] = days_of(a, &request->periods[i]);
        periods[i] = days[i].base;
        if (i && periods[i].start < periods[i - 1].end)
            return err_set(err, ERR_USAGE, "--compare cannot tell what %s is compared with",
                           request->periods[i].name);
    }
    struct cube_request before = *request;
    before.periods = periods;
    return cube_run(a->data, &before, a->arena, &sheet->base, err);
}

/* One period, or its buckets when a period word is among the names. Buckets at the ends are cut to the
 * period. */
static const struct period *periods_of(const struct answering *a, const struct str *by, size_t by_count,
                                       size_t *count) {
    enum period_kind kind;
    for (size_t i = 0; i < by_count; i++)
        if (grouping_is_period(by[i], &kind))
            return period_split(kind, a->data->period.start, a->data->period.end, a->data->options.week_start,
                                a->arena, count);
    *count = 1;
    return &a->data->period;
}

static bool run_sheet(const struct answering *a, const struct str *by, size_t by_count, const uint64_t *only,
                      struct sheet *sheet, struct err *err) {
    struct cube_request request = {
        .by = by, .by_count = by_count, .refs = a->refs, .ref_count = a->ref_count, .only = only};
    request.periods = periods_of(a, by, by_count, &request.period_count);
    return cube_run(a->data, &request, a->arena, &sheet->now, err) && run_base(a, &request, sheet, err);
}

/* The sheet of one kind of line, and the one with the column of --across added. */
static bool run_kind(struct answering *a, enum line_kind kind, const struct str *by, size_t by_count,
                     const uint64_t *only, struct err *err) {
    struct str names[GROUPING_MOST + 1];
    if (by_count > GROUPING_MOST)
        return err_set(err, ERR_USAGE, "--by takes at most %d names", GROUPING_MOST);
    for (size_t i = 0; i < by_count; i++)
        names[i] = by[i];
    names[by_count] = a->question->across;
    a->has[kind] = true;
    if (!run_sheet(a, by, by_count, only, &a->plain[kind], err))
        return false;
    if (!a->across.asked)
        return true;
    if (!run_sheet(a, names, by_count + 1, only, &a->crossed[kind], err))
        return false;
    index_cells(a, &a->crossed[kind]);
    return true;
}

static void free_sheet(struct sheet *sheet) {
    if (sheet->now.figures)
        cube_free(&sheet->now);
    if (sheet->base.figures)
        cube_free(&sheet->base);
    dict_free(sheet->keys);
}

/* The cell of a crossed sheet that belongs to a line and a value of --across; SIZE_MAX when no complaint is
 * in it. */
static size_t crossed_cell(const struct answering *a, const struct line *line, size_t column) {
    const struct sheet *sheet = &a->crossed[line->kind];
    if (a->across.periods)
        return line->cell; /* time is no group: the cells are those of the plain sheet */
    struct buf key = {0};
    const struct grouping *plain = &a->plain[line->kind].now.grouping;
    uint32_t code = dict_find(sheet->keys,
                              answering_key(plain, line->cell, plain->count, a->across.values[column], &key));
    buf_free(&key);
    return code == DICT_ABSENT ? SIZE_MAX : sheet->cells[code];
}

struct answered answering_figure(const struct answering *a, const struct line *line, size_t column,
                                 size_t ref) {
    bool all = column == SIZE_MAX;
    const struct sheet *sheet = all ? &a->plain[line->kind] : &a->crossed[line->kind];
    size_t cell = all ? line->cell : crossed_cell(a, line, column);
    size_t period = !all && a->across.periods ? column : line->period;
    struct answered found = {.period = &sheet->now.periods[period],
                             .days = sheet->days ? &sheet->days[period] : NULL};
    if (cell == SIZE_MAX)
        return found;
    found.now = cube_figure(&sheet->now, cell, period, ref);
    if (sheet->base.figures && is_covered(a->data, &sheet->base.periods[period]))
        found.base = cube_figure(&sheet->base, cell, period, ref);
    return found;
}

/* ---- the values of --across ---- */

static int by_value(const void *left, const void *right) {
    return str_compare(*(const struct str *)left, *(const struct str *)right);
}

/* In the order of time, of the week, or by size. */
static bool find_across(struct answering *a, struct err *err) {
    const struct cube *cube = &a->crossed[LINE_TOTAL].now;
    const struct grouping *grouping = &cube->grouping;
    struct across *across = &a->across;
    size_t *order = cube_order(cube, SIZE_MAX, 0, a->arena, &across->count);
    across->periods = grouping->period_at >= 0;
    across->overlaps = grouping->set_at >= 0;
    across->column = grouping->columns[0];
    if (across->periods)
        across->count = cube->period_count;
    if (across->count > ACROSS_MOST) {
        err_set(err, ERR_USAGE, "--across " STR_FMT " gives %zu columns, more than %d",
                STR_ARG(a->question->across), across->count, ACROSS_MOST);
        return err_hint(err, "name it in --by, or ask for fewer with --where or --period");
    }
    across->values = arena_array(a->arena, across->count, sizeof *across->values);
    for (size_t i = 0; i < across->count; i++)
        across->values[i] =
            across->periods ? str_of(cube->periods[i].name) : grouping_value(grouping, order[i], 0);
    if (!across->periods && !across->column && across->count)
        qsort(across->values, across->count, sizeof *across->values, by_value);
    return true;
}

/* ---- lines and their order ---- */

static bool find_sort(struct answering *a, struct err *err) {
    struct str sort = a->question->sort;
    a->sort_ref = a->sort_place = -1;
    if (sort.size == 0)
        return true;
    a->ascending = sort.data[0] == '-' || sort.data[0] == '+' ? sort.data[0] == '+' : false;
    if (sort.data[0] == '-' || sort.data[0] == '+')
        sort = str_sub(sort, 1, sort.size);
    for (size_t ref = 0; ref < a->ref_count; ref++)
        if (str_equal(a->refs[ref].text, sort))
            a->sort_ref = (int)ref;
    for (size_t place = 0; place < a->question->by_count; place++)
        if (str_equal(a->question->by[place], sort))
            a->sort_place = (int)place;
    if (a->sort_ref >= 0 || a->sort_place >= 0)
        return true;
    err_set(err, ERR_USAGE, "cannot sort by \"" STR_FMT "\"", STR_ARG(sort));
    return err_hint(err, "name one of the --by or --show names, with + in front for ascending order");
}

static int compare_numbers(double x, double y) {
    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return x < y ? 1 : x > y ? -1 : 0;
}

/* Named order first, then the order of the cells, then time. */
static int by_order(const void *left, const void *right, void *context) {
    const struct line *x = left, *y = right;
    const struct answering *a = context;
    const struct cube *cube = &a->plain[LINE_GROUP].now;
    int order = 0;
    if (a->sort_ref >= 0)
        order = compare_numbers(cube_figure(cube, x->cell, x->period, (size_t)a->sort_ref)->value,
                                cube_figure(cube, y->cell, y->period, (size_t)a->sort_ref)->value);
    else if (a->sort_place >= 0)
        order = -str_compare(answering_value(a, x, (size_t)a->sort_place),
                             answering_value(a, y, (size_t)a->sort_place));
    if (order)
        return a->ascending ? -order : order;
    bool time_first = cube->grouping.period_at == 0;
    if (time_first && x->period != y->period)
        return x->period < y->period ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->period > y->period) - (x->period < y->period);
}

static bool has_groups(const struct grouping *grouping) {
    return grouping->count > (grouping->period_at >= 0 ? 1u : 0u);
}

static void make_lines(struct answering *a) {
    const struct cube *cube = &a->plain[LINE_GROUP].now;
    size_t cells;
    size_t *order = cube_order(cube, SIZE_MAX, 0, a->arena, &cells);
    if (!has_groups(&cube->grouping)) {
        order = arena_array(a->arena, 1, sizeof *order); /* one group: shown even when empty */
        cells = 1;
    }
    a->lines = arena_array(a->arena, (cells + 1) * cube->period_count + 1, sizeof *a->lines);
    for (size_t rank = 0; rank < cells; rank++)
        for (size_t period = 0; period < cube->period_count; period++)
            a->lines[a->line_count++] = (struct line){LINE_GROUP, order[rank], period, rank};
    qsort_r(a->lines, a->line_count, sizeof *a->lines, by_order, a);
}

/* ---- what --top leaves over ---- */

/* The groups that stand first, each with all its periods; false when these are all. */
static bool choose_shown(const struct answering *a, bool *shown) {
    size_t count = 0, left = 0;
    for (size_t i = 0; i < a->line_count; i++) {
        bool *here = &shown[a->lines[i].cell];
        if (*here)
            continue;
        *here = count < a->question->top;
        count += *here;
        left += !*here;
    }
    return left > 0;
}

static void keep_shown(struct answering *a, const bool *shown) {
    size_t kept = 0;
    for (size_t i = 0; i < a->line_count; i++)
        if (shown[a->lines[i].cell])
            a->lines[kept++] = a->lines[i];
    a->line_count = kept;
}

/* Is the row in a group that is not shown? A case of several values is when one of them is not. */
static bool is_left(const struct grouping *grouping, const bool *shown, size_t row) {
    size_t group = grouping->groups ? grouping->groups[row] : 0;
    const struct column *set = grouping->set;
    if (!set)
        return !shown[group];
    size_t members = dict_size(set->dict);
    uint32_t code = set->codes[row], from = set->sets.start[code], to = set->sets.start[code + 1];
    bool left = from == to && !shown[group * members + DICT_NONE];
    for (uint32_t at = from; at < to; at++)
        left |= !shown[group * members + set->sets.items[at]];
    return left;
}

/* Rows behind the last group shown are counted anew as one, so that medians and rates are right. */
static bool run_others(struct answering *a, const bool *shown, struct err *err) {
    const struct grouping *grouping = &a->plain[LINE_GROUP].now.grouping;
    size_t rows = a->data->table->rows;
    uint64_t *only = heap_array(rows / 64 + 1, sizeof *only);
    for (size_t row = 0; row < rows; row++)
        if (is_left(grouping, shown, row))
            only[row / 64] |= UINT64_C(1) << (row % 64);
    const struct str *time = grouping->period_at >= 0 ? &grouping->names[grouping->period_at] : NULL;
    bool done = run_kind(a, LINE_OTHERS, time, time ? 1 : 0, only, err);
    for (size_t period = 0; done && period < a->plain[LINE_OTHERS].now.period_count; period++)
        a->lines[a->line_count++] = (struct line){LINE_OTHERS, 0, period, SIZE_MAX};
    heap_free(only);
    return done;
}

static bool fold_others(struct answering *a, struct err *err) {
    const struct cube *cube = &a->plain[LINE_GROUP].now;
    size_t top = a->question->top;
    if (!top)
        return true;
    if (!has_groups(&cube->grouping)) {
        a->left_out = a->line_count > top ? a->line_count - top : 0;
        a->line_count -= a->left_out;
        return true;
    }
    bool *shown = heap_array(cube->cells, sizeof *shown), done = true;
    if (choose_shown(a, shown)) {
        keep_shown(a, shown);
        done = run_others(a, shown, err);
    }
    heap_free(shown);
    return done;
}

/* ---- the answer ---- */

static bool run_question(struct answering *a, struct err *err) {
    const struct query_question *q = a->question;
    bool total = q->total && (q->by_count || a->across.asked);
    for (size_t i = 0; i < q->by_count; i++)
        if (a->across.asked && str_equal(q->by[i], q->across))
            return err_set(err, ERR_USAGE, "\"" STR_FMT "\" stands in --by and in --across",
                           STR_ARG(q->across));
    if (!find_sort(a, err) || !run_kind(a, LINE_GROUP, q->by, q->by_count, NULL, err))
        return false;
    if ((total || a->across.asked) && !run_kind(a, LINE_TOTAL, NULL, 0, NULL, err))
        return false;
    if (a->across.asked && !find_across(a, err))
        return false;
    make_lines(a);
    if (!fold_others(a, err))
        return false;
    a->has[LINE_TOTAL] = total && q->by_count;
    if (a->has[LINE_TOTAL])
        a->lines[a->line_count++] = (struct line){LINE_TOTAL, 0, 0, SIZE_MAX};
    return true;
}

bool compose_query(const struct dataset *dataset, const struct query_question *question, struct arena *arena,
                   struct report_table *table, struct err *err) {
    struct answering a = {.data = dataset, .question = question, .arena = arena};
    struct measure_ref *refs;
    a.across.asked = question->across.size > 0;
    if (!cube_parse_measures(question->show, arena, &refs, &a.ref_count, err))
        return false;
    a.refs = refs;
    bool done = run_question(&a, err);
    if (done)
        answering_fill(&a, table);
    for (int kind = 0; kind < LINE_KINDS; kind++) {
        free_sheet(&a.plain[kind]);
        free_sheet(&a.crossed[kind]);
    }
    return done;
}
