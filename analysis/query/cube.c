/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/cube.h"

#include <math.h>
#include <stdlib.h>

/* The denominators of the cells, for rates. */
static const struct exposure_cells *cube_exposure(const struct dataset *dataset, const struct cube *cube,
                                                  struct arena *arena) {
    const struct grouping *g = &cube->grouping;
    struct str *columns = arena_array(arena, g->count, sizeof *columns);
    struct str *values = arena_array(arena, cube->cells * g->count, sizeof *values);
    size_t count = 0;
    for (size_t place = 0; place < g->count; place++)
        if ((int)place != g->period_at)
            columns[count++] = g->names[place];
    for (size_t cell = 0, at = 0; cell < cube->cells; cell++)
        for (size_t place = 0; place < g->count; place++)
            if ((int)place != g->period_at)
                values[at++] = grouping_value(g, cell, place);
    struct exposure_groups groups = {
        columns, count, values, cube->cells, dataset->table, dataset->narrowed, dataset->narrowed_count};
    return exposure_cells(dataset->exposure, &groups, cube->periods, cube->period_count, arena);
}

/* What was supplied for the cells: by unit, or for the whole. */
static const struct supplied_cells *cube_supplied(const struct dataset *dataset, const struct cube *cube,
                                                  struct arena *arena) {
    const struct grouping *g = &cube->grouping;
    struct supplied_groups groups = {.group_count = cube->cells};
    struct str *units = arena_array(arena, cube->cells, sizeof *units);
    for (size_t place = 0; place < g->count; place++) {
        if ((int)place == g->period_at)
            continue;
        groups.none |= groups.units || !str_equal(g->names[place], STR("unit"));
        groups.units = units;
        for (size_t cell = 0; cell < cube->cells; cell++)
            units[cell] = grouping_value(g, cell, place);
    }
    return supplied_cells(dataset->supplied, &groups, cube->periods, cube->period_count, arena);
}

/* Rows that are not asked for belong to no group. */
static void drop_rows(const struct dataset *dataset, const uint64_t *only, struct grouping *grouping) {
    size_t rows = dataset->table->rows;
    if (!grouping->groups)
        grouping->groups = heap_array(rows, sizeof *grouping->groups);
    for (size_t row = 0; row < rows; row++)
        if (!(only[row / 64] >> (row % 64) & 1))
            grouping->groups[row] = UINT32_MAX;
}

bool cube_run(const struct dataset *dataset, const struct cube_request *request, struct arena *arena,
              struct cube *cube, struct err *err) {
    *cube = (struct cube){.periods = request->periods,
                          .period_count = request->period_count,
                          .refs = request->refs,
                          .ref_count = request->ref_count};
    if (!grouping_make(dataset->table, request->by, request->by_count, &cube->grouping, err))
        return false;
    if (request->only)
        drop_rows(dataset, request->only, &cube->grouping);
    struct measure_request run = dataset_request(dataset);
    run.periods = request->periods;
    run.period_count = request->period_count;
    run.groups = cube->grouping.groups;
    run.group_count = cube->grouping.group_count;
    run.set = cube->grouping.set;
    run.refs = request->refs;
    run.ref_count = request->ref_count;
    cube->cells = grouping_cells(&cube->grouping);
    bool known =
        !dataset->exposure || exposure_check(dataset->exposure, request->refs, request->ref_count, err);
    /* Of some of the rows only ("others") it is not known which lines of units are theirs. */
    size_t columns = 0;
    if (known && dataset->exposure)
        exposure_columns(dataset->exposure, &columns);
    if (known && dataset->exposure && !(request->only && columns))
        run.exposure = cube->exposure = cube_exposure(dataset, cube, arena);
    known = known &&
            (!dataset->supplied || supplied_check(dataset->supplied, request->refs, request->ref_count, err));
    if (known && dataset->supplied && !request->only)
        run.supplied = cube_supplied(dataset, cube, arena);
    if (known && measure_run(&run, arena, &cube->figures, err))
        return true;
    cube_free(cube);
    return false;
}

void cube_free(struct cube *cube) {
    grouping_free(&cube->grouping);
}

struct ranked {
    const struct cube *cube;
    size_t cell;
    double value;
};

static int by_names(const struct cube *cube, size_t a, size_t b) {
    for (size_t place = 0; place < cube->grouping.count; place++) {
        if ((int)place == cube->grouping.period_at)
            continue;
        int order =
            str_compare(grouping_value(&cube->grouping, a, place), grouping_value(&cube->grouping, b, place));
        if (order)
            return order;
    }
    return (a > b) - (a < b);
}

static int by_rank(const void *left, const void *right) {
    const struct ranked *a = left, *b = right;
    if (a->value != b->value)
        return a->value < b->value ? 1 : -1;
    return by_names(a->cube, a->cell, b->cell);
}

/* A count of 0 is nothing, and so is the share of it; a rate of 0 % of some cases is a finding. */
static bool is_something(const struct measure_ref *ref, const struct figure *figure) {
    bool of_counts = ref->measure->unit == UNIT_COUNT || str_equal(str_of(ref->measure->key), STR("share"));
    return figure_available(figure) && (figure->value != 0 || (!of_counts && figure->n > 0));
}

static bool has_anything(const struct cube *cube, size_t cell) {
    for (size_t period = 0; period < cube->period_count; period++)
        for (size_t ref = 0; ref < cube->ref_count; ref++) {
            if (is_something(&cube->refs[ref], cube_figure(cube, cell, period, ref)))
                return true;
        }
    return false;
}

/* What a cell is ranked by; cells without a value come last. */
static double rank_value(const struct cube *cube, size_t cell, size_t period, size_t ref) {
    double sum = NAN;
    for (size_t p = 0; p < cube->period_count; p++) {
        double value = cube_figure(cube, cell, p, ref)->value;
        if ((period == SIZE_MAX || p == period) && !isnan(value))
            sum = isnan(sum) ? value : sum + value;
    }
    return isnan(sum) ? -INFINITY : sum;
}

size_t *cube_order(const struct cube *cube, size_t period, size_t ref, struct arena *arena, size_t *count) {
    struct ranked *ranked = heap_array(cube->cells, sizeof *ranked);
    size_t n = 0;
    for (size_t cell = 0; cell < cube->cells; cell++) {
        if (!has_anything(cube, cell))
            continue;
        ranked[n++] = (struct ranked){cube, cell, rank_value(cube, cell, period, ref)};
    }
    qsort(ranked, n, sizeof *ranked, by_rank);
    size_t *order = arena_array(arena, n, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = ranked[i].cell;
    heap_free(ranked);
    *count = n;
    return order;
}

/* A comma inside parentheses belongs to a parameter. */
static size_t next_comma(struct str text) {
    int depth = 0;
    for (size_t i = 0; i < text.size; i++) {
        depth += (text.data[i] == '(') - (text.data[i] == ')');
        if (text.data[i] == ',' && depth <= 0)
            return i;
    }
    return text.size;
}

struct str *cube_split(struct str list, struct arena *arena, size_t *count) {
    struct str *names = arena_array(arena, list.size + 1, sizeof *names);
    *count = 0;
    while (list.size) {
        size_t comma = next_comma(list);
        struct str name = str_trim(str_sub(list, 0, comma));
        if (name.size)
            names[(*count)++] = name;
        list = str_sub(list, comma < list.size ? comma + 1 : comma, list.size);
    }
    return names;
}

bool cube_parse_measures(struct str list, struct arena *arena, struct measure_ref **refs, size_t *count,
                         struct err *err) {
    struct str *names = cube_split(list, arena, count);
    *refs = arena_array(arena, *count + 1, sizeof **refs);
    for (size_t i = 0; i < *count; i++)
        if (!measure_find(names[i], arena, &(*refs)[i], err))
            return false;
    return true;
}
