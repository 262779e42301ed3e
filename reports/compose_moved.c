/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/composer.h"

#include <math.h>
#include <stdlib.h>

/* Where speed, punctuality or satisfaction left their usual range: a control chart for each product, unit and
 * region, where hotspots look at numbers alone. */
static const char *const dimensions[] = {"product", "unit", "region"};
static const char measure_list[] = "p50_days,on_time_rate,satisfaction_rate";
enum {
    DIMENSIONS = sizeof dimensions / sizeof *dimensions,
    VALUES_MOST = 100, /* of a dimension: of more, most have too few cases each */
    CASES_FEWEST = 20, /* in the report's period */
    EARLIER_FEWEST = 12,
    NAMED_MOST = 5
};

struct moved {
    struct controlled controlled;
    struct figure now;
    struct str name, dimension;
    double distance; /* beyond the centre, in halves of the limits' width */
    size_t order;    /* as looked at */
};

struct search {
    struct moved *found;
    size_t count, capacity, looked_at;
};

static double cases_of(const struct figure *figure) {
    return isnan(figure->denominator) ? figure->n : figure->denominator;
}

/* Longer rows of small steps are told of the whole, in the overview; here only what left its limits, or came
 * near them twice in three periods. */
static bool has_left(const struct control_mark *mark) {
    return (mark->rising | mark->falling) & (CONTROL_OUTSIDE | CONTROL_TWO_OF_3);
}

static void look_at(struct composer *c, const struct cube *cube, size_t cell, size_t ref,
                    struct search *search) {
    const struct figure *now = cube_figure(cube, cell, c->now, ref);
    if (!figure_available(now) || !(cases_of(now) >= CASES_FEWEST))
        return;
    struct controlled controlled = controlled_make(c, cube, cell, ref);
    if (!controlled.judged || controlled.earlier < EARLIER_FEWEST)
        return;
    search->looked_at++;
    const struct control_mark *mark = &controlled.chart.marks[c->now];
    if (!has_left(mark))
        return;
    const struct grouping *g = &cube->grouping;
    double half = fmax(mark->high - mark->centre, mark->centre - mark->low);
    search->found = heap_grow(search->found, &search->capacity, search->count + 1, sizeof *search->found);
    search->found[search->count++] =
        (struct moved){.controlled = controlled,
                       .now = *now,
                       .name = value_name(c, g->columns[0], grouping_value(g, cell, 0)),
                       .dimension = column_title(c->arena, c->lang, g->names[0]),
                       .distance = half > 0 ? fabs(mark->value - mark->centre) / half : 0,
                       .order = search->looked_at};
}

static bool look_along(struct composer *c, const struct column *column, const struct measure_ref *refs,
                       size_t ref_count, struct search *search, struct err *err) {
    struct cube_request request = {.by = &column->name,
                                   .by_count = 1,
                                   .periods = c->periods,
                                   .period_count = c->period_count,
                                   .refs = refs,
                                   .ref_count = ref_count};
    struct cube cube;
    if (!cube_run(c->data, &request, c->arena, &cube, err))
        return false;
    for (size_t cell = 0; cell < cube.cells; cell++)
        for (size_t ref = 0; ref < ref_count && grouping_value(&cube.grouping, cell, 0).size; ref++)
            look_at(c, &cube, cell, ref, search);
    cube_free(&cube);
    return true;
}

static int by_distance(const void *left, const void *right) {
    const struct moved *a = left, *b = right;
    if (a->distance != b->distance)
        return a->distance < b->distance ? 1 : -1;
    return (a->order > b->order) - (a->order < b->order);
}

static struct str measure_name(const struct composer *c, const struct moved *moved) {
    return measure_title(moved->controlled.ref, c->data->table, c->lang, c->arena);
}

static void add_table(struct composer *c, const struct search *search) {
    struct table_maker m = maker_begin(c, "moved");
    maker_label_column(&m, "dimension", word(c, "column.dimensions"));
    maker_label_column(&m, "cell", word(c, "column.cell"));
    maker_label_column(&m, "measure", word(c, "column.kpi"));
    maker_value_column(&m, STR("value"), word(c, "column.value"), UNIT_COUNT, true);
    maker_value_column(&m, STR("n"), word(c, "column.n"), UNIT_COUNT, false);
    maker_value_column(&m, STR("centre"), word(c, "column.centre"), UNIT_COUNT, false);
    maker_value_column(&m, STR("limit_low"), word(c, "series.limit_low"), UNIT_COUNT, false);
    maker_value_column(&m, STR("limit_high"), word(c, "series.limit_high"), UNIT_COUNT, false);
    maker_note_column(&m, "signal", word(c, "column.signal"));
    for (size_t i = 0; i < search->count; i++) {
        const struct moved *moved = &search->found[i];
        maker_text(&m, moved->dimension);
        maker_text(&m, moved->name);
        maker_text(&m, measure_name(c, moved));
        maker_figure(&m, moved->now);
        maker_figure(&m, figure_count((int64_t)cases_of(&moved->now)));
        maker_figure(&m, controlled_at(&moved->controlled, c->now, SERIES_CENTRE));
        maker_figure(&m, controlled_at(&moved->controlled, c->now, SERIES_LIMIT_LOW));
        maker_figure(&m, controlled_at(&moved->controlled, c->now, SERIES_LIMIT_HIGH));
        maker_text(&m, controlled_words(c, &moved->controlled));
    }
    m.table->note = FILL(c, "table.moved.note", str_printf(c->arena, "%zu", search->looked_at));
    maker_end(&m);
}

static void say(struct composer *c, const struct search *search) {
    struct str looked_at = str_printf(c->arena, "%zu", search->looked_at);
    for (size_t i = 0; i < search->count && i < NAMED_MOST; i++) {
        const struct moved *moved = &search->found[i];
        struct str name = FILL(c, "moved.name", moved->name, measure_name(c, moved));
        composer_say(c, "hotspots", controlled_sentence(c, &moved->controlled, name));
    }
    if (search->looked_at && !search->count)
        composer_say(c, "hotspots", FILL(c, "moved.none", looked_at));
}

bool compose_moved(struct composer *c, struct err *err) {
    struct search search = {.count = 0};
    struct measure_ref *refs;
    size_t ref_count;
    bool done = cube_parse_measures(str_of(measure_list), c->arena, &refs, &ref_count, err);
    for (size_t i = 0; done && i < DIMENSIONS && c->period_count > EARLIER_FEWEST; i++) {
        const struct column *column = table_column(c->data->table, str_of(dimensions[i]));
        if (column && column->type == COLUMN_DIMENSION && dict_size(column->dict) > 2 &&
            dict_size(column->dict) <= VALUES_MOST)
            done = look_along(c, column, refs, ref_count, &search, err);
    }
    if (done && search.count)
        qsort(search.found, search.count, sizeof *search.found, by_distance);
    if (done)
        say(c, &search);
    if (done && search.count)
        add_table(c, &search);
    heap_free(search.found);
    return done;
}
