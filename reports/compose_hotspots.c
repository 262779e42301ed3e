/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include "analysis/signal/hotspots.h"
#include "reports/labels.h"

#include <math.h>

/* Where hotspots are looked for: single dimensions and pairs. "category" stands for what "by category" means
 * in this report. */
static const struct {
    const char *names[2];
} looked_at[] = {{{"category", NULL}}, {{"product", NULL}},    {{"unit", NULL}},         {{"channel", NULL}},
                 {{"region", NULL}},   {{"category", "unit"}}, {{"category", "product"}}};
enum { SETS = sizeof looked_at / sizeof looked_at[0], SHOWN = 30 };

/* Pairs with more combinations than this are not looked at: nearly all of them are empty or hold one
 * complaint, from which nothing can be told, and the report says so. */
enum { COMBINATIONS_MOST = 100000 };

/* The sets that the exports have columns for, each with its cube. */
struct search {
    bool left_out; /* a pair had too many combinations */
    struct cube cubes[SETS];
    struct hotspot_set sets[SETS];
    size_t count;
};

static const struct column *column_of(const struct composer *c, const char *name) {
    if (str_equal(str_of(name), STR("category")))
        return c->category;
    const struct column *column = table_column(c->data->table, str_of(name));
    return column && column->type == COLUMN_DIMENSION && column != c->category && dict_size(column->dict) > 2
               ? column
               : NULL;
}

/* Customers (the first base of the exposure file) × days of a cell in each period; NULL unless known in all
 * of them. */
static const double *cell_exposure(const struct composer *c, const struct cube *cube, size_t cell) {
    if (!cube->exposure || cube->exposure->base_count == 0)
        return NULL;
    double *exposure = arena_array(c->arena, c->period_count, sizeof *exposure);
    for (size_t period = 0; period < c->period_count; period++) {
        exposure[period] =
            cube->exposure->values[cell * c->period_count + period] * composer_days(c, &c->periods[period]);
        if (!(exposure[period] > 0))
            return NULL;
    }
    return exposure;
}

static void fill_cells(struct composer *c, const struct cube *cube, struct hotspot_set *set) {
    size_t past = c->period_count - 1;
    size_t *order = cube_order(cube, SIZE_MAX, 0, c->arena, &set->count);
    struct hotspot_cell *cells = arena_array(c->arena, set->count, sizeof *cells);
    for (size_t i = 0; i < set->count; i++) {
        double *counts = arena_array(c->arena, past, sizeof *counts);
        for (size_t period = 0; period < past; period++)
            counts[period] = cube_figure(cube, order[i], period, 0)->value;
        cells[i] = (struct hotspot_cell){.values = {(uint32_t)order[i], 0}, .past = counts};
        for (size_t place = 0; place < cube->grouping.count; place++)
            cells[i].values[place] = cube->grouping.codes[order[i] * cube->grouping.count + place];
        cells[i].exposure = cell_exposure(c, cube, order[i]);
        cells[i].observed = cube_figure(cube, order[i], c->now, 0)->value;
    }
    set->cells = cells;
}

/* A number for each column, the same in all sets. */
static int dimension_number(const struct composer *c, const struct column *column) {
    for (size_t i = 0; i < c->data->table->column_count; i++)
        if (c->data->table->columns[i] == column)
            return (int)i;
    return -1;
}

static bool add_set(struct composer *c, struct search *search, const struct column *const columns[2],
                    const struct measure_ref *ref, struct err *err) {
    struct str by[2] = {columns[0]->name, columns[1] ? columns[1]->name : STR("")};
    struct cube_request request = {.by = by,
                                   .by_count = columns[1] ? 2 : 1,
                                   .periods = c->periods,
                                   .period_count = c->period_count,
                                   .refs = ref,
                                   .ref_count = 1};
    struct hotspot_set *set = &search->sets[search->count];
    if (!cube_run(c->data, &request, c->arena, &search->cubes[search->count], err))
        return false;
    set->dimensions[0] = dimension_number(c, columns[0]);
    set->dimensions[1] = columns[1] ? dimension_number(c, columns[1]) : -1;
    fill_cells(c, &search->cubes[search->count++], set);
    return true;
}

static bool make_sets(struct composer *c, struct search *search, struct err *err) {
    struct measure_ref ref;
    bool customers = table_column(c->data->table, STR("repeat")) != NULL;
    if (!measure_find(customers ? STR("received_distinct") : STR("received"), c->arena, &ref, err))
        return false;
    for (size_t i = 0; i < SETS; i++) {
        const struct column *columns[2] = {column_of(c, looked_at[i].names[0]), NULL};
        bool pair = looked_at[i].names[1] != NULL;
        if (pair)
            columns[1] = column_of(c, looked_at[i].names[1]);
        if (columns[0] && columns[1] &&
            (uint64_t)dict_size(columns[0]->dict) * dict_size(columns[1]->dict) > COMBINATIONS_MOST) {
            search->left_out = true;
            continue;
        }
        if (columns[0] && (columns[1] || !pair) && !add_set(c, search, columns, &ref, err))
            return false;
    }
    return true;
}

/* "“Long queue” at Quayside": the values of a cell, the second dimension behind the first. */
static struct str cell_name(struct composer *c, const struct cube *cube, size_t cell) {
    const struct grouping *g = &cube->grouping;
    struct str first = value_name(c, g->columns[0], grouping_value(g, cell, 0));
    return g->count == 1
               ? first
               : FILL(c, "hotspot.cell", first, value_name(c, g->columns[1], grouping_value(g, cell, 1)));
}

static struct str dimension_names(struct composer *c, const struct cube *cube) {
    const struct grouping *g = &cube->grouping;
    struct str first = column_title(c->arena, c->lang, g->names[0]);
    return g->count == 1 ? first
                         : str_printf(c->arena, STR_FMT " × " STR_FMT, STR_ARG(first),
                                      STR_ARG(column_title(c->arena, c->lang, g->names[1])));
}

/* The group of a cell, by its codes. */
static size_t cell_of(const struct cube *cube, const struct hotspot_cell *cell) {
    const struct grouping *g = &cube->grouping;
    for (size_t group = 0; group < g->group_count; group++) {
        const uint32_t *codes = &g->codes[group * g->count];
        if (codes[0] == cell->values[0] && (g->count == 1 || codes[1] == cell->values[1]))
            return group;
    }
    return 0;
}

static struct hotspot describe(struct composer *c, const struct search *search,
                               const struct hotspot_finding *found) {
    const struct cube *cube = &search->cubes[found->set];
    const struct hotspot_cell *cell = &search->sets[found->set].cells[found->cell];
    struct figure q = figure_none(UNIT_SHARE, NULL);
    q.value = found->q;
    struct hotspot hotspot = {.dimensions = dimension_names(c, cube),
                              .cell = cell_name(c, cube, cell_of(cube, cell)),
                              .observed = found->observed,
                              .expected = found->expected,
                              .excess = found->excess,
                              .ratio = found->ratio,
                              .q = q};
    struct figure low = found->ratio, high = found->ratio;
    low.value = found->ratio.low;
    high.value = found->ratio.high;
    hotspot.sentence =
        FILL(c, "hotspot.sentence", hotspot.cell, shown(c, &found->observed), shown(c, &found->expected),
             shown(c, &found->ratio), shown(c, &low), shown(c, &high));
    return hotspot;
}

static void add_table(struct composer *c) {
    struct table_maker m = maker_begin(c, "hotspots");
    maker_label_column(&m, "dimensions", word(c, "column.dimensions"));
    maker_label_column(&m, "cell", word(c, "column.cell"));
    maker_value_column(&m, STR("observed"), word(c, "column.observed"), UNIT_COUNT, false);
    maker_value_column(&m, STR("expected"), word(c, "column.expected"), UNIT_COUNT, true);
    maker_value_column(&m, STR("excess"), word(c, "column.excess"), UNIT_COUNT, false);
    maker_value_column(&m, STR("ratio"), word(c, "column.ratio"), UNIT_SCORE, true);
    maker_value_column(&m, STR("q"), word(c, "column.q"), UNIT_SHARE, false);
    for (size_t i = 0; i < c->report->hotspot_count; i++) {
        const struct hotspot *hotspot = &c->report->hotspots[i];
        maker_text(&m, hotspot->dimensions);
        maker_text(&m, hotspot->cell);
        maker_figure(&m, hotspot->observed);
        maker_figure(&m, hotspot->expected);
        maker_figure(&m, hotspot->excess);
        maker_figure(&m, hotspot->ratio);
        maker_figure(&m, hotspot->q);
    }
    m.table->note = word(c, "table.hotspots.note");
    maker_end(&m);
}

static void judge(struct composer *c, const struct search *search) {
    double *days = arena_array(c->arena, c->period_count, sizeof *days);
    for (size_t i = 0; i < c->period_count; i++)
        days[i] = composer_days(c, &c->periods[i]);
    enum period_kind kind = c->data->period.kind;
    struct hotspot_request request = {.sets = search->sets,
                                      .set_count = search->count,
                                      .past_count = c->period_count - 1,
                                      .exposure = days,
                                      .season = kind == PERIOD_MONTH     ? 12
                                                : kind == PERIOD_WEEK    ? 52
                                                : kind == PERIOD_QUARTER ? 4
                                                                         : 0};
    struct hotspot_result result = hotspots_find(&request, c->arena);
    size_t count = result.found_count < SHOWN ? result.found_count : SHOWN;
    struct hotspot *hotspots = arena_array(c->arena, count, sizeof *hotspots);
    for (size_t i = 0; i < count; i++)
        hotspots[i] = describe(c, search, &result.found[i]);
    c->report->hotspots = hotspots;
    c->report->hotspot_count = count;
    struct str tested = str_printf(c->arena, "%zu", result.tested);
    c->hotspot_finding = !result.enough || result.tested == 0 ? word(c, "hotspot.too_little_history")
                         : result.found_count                 ? FILL(c, "hotspot.found",
                                                                     str_printf(c->arena, "%zu", result.found_count), tested)
                                                              : FILL(c, "hotspot.none", tested);
    if (search->left_out)
        c->hotspot_finding = str_printf(c->arena, STR_FMT STR_FMT, STR_ARG(c->hotspot_finding),
                                        STR_ARG(word(c, "hotspot.pairs_left_out")));
    if (count)
        add_table(c);
}

bool compose_hotspots(struct composer *c, struct err *err) {
    struct search search = {.count = 0};
    c->hotspot_finding = word(c, "hotspot.too_little_history");
    bool done = c->period_count < 2 || !c->category || make_sets(c, &search, err);
    if (done && search.count)
        judge(c, &search);
    for (size_t i = 0; i < search.count; i++)
        cube_free(&search.cubes[i]);
    composer_say(c, "hotspots", c->hotspot_finding);
    for (size_t i = 0; i < c->report->hotspot_count; i++)
        composer_say(c, "hotspots", c->report->hotspots[i].sentence);
    return done;
}
