/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/backlog_mix.h"

#include "analysis/measure/interval.h"
#include "analysis/measure/survival.h"

#include <math.h>
#include <stdlib.h>

/* A case received in the window. */
struct item {
    int64_t age; /* T − r */
    uint32_t weight;
    bool open;
};

/* One category's cases, gathered. */
struct kind {
    struct survival *survival;
    struct item *items;
    size_t size;
    double cases;
};

/* The life of a case as known at T. */
struct watched {
    int64_t received, end; /* end >= T: open at T */
    bool days;             /* known by days alone */
};

static bool watch(const struct backlog_request *request, size_t row, struct watched *watched) {
    const struct lifecycle *life = request->life;
    bool selected = !request->selected || (request->selected[row / 64] >> (row % 64) & 1);
    if (!selected || life->received[row] == TIME_NONE || (int64_t)life->received[row] >= request->as_of ||
        life->marks[row] & (LIFE_CLOSED_UNDATED | LIFE_NEGATIVE))
        return false;
    bool reopened = life->reopened && (int64_t)life->reopened[row] < request->as_of;
    watched->received = life->received[row];
    watched->end = reopened ? life->last_end[row] : life->first_end[row];
    watched->days = column_date_only(life->received_column, row) ||
                    (life->closed_date_only && (life->closed_date_only[row / 64] >> (row % 64) & 1));
    if (watched->days) {
        watched->received = watched->received / DATE_DAY * DATE_DAY;
        if (watched->end < request->as_of)
            watched->end = watched->end / DATE_DAY * DATE_DAY;
    }
    return watched->end >= request->start;
}

static uint32_t kind_of(const struct backlog_request *request, size_t row) {
    return request->category ? request->category->codes[row] : 0;
}

static uint32_t kind_count(const struct backlog_request *request) {
    return request->category ? (uint32_t)dict_size(request->category->dict) : 1;
}

/* How many cases of each kind were received in the window, to make room for them. */
static struct kind *open_kinds(const struct backlog_request *request, struct arena *arena) {
    uint32_t count = kind_count(request);
    struct kind *kinds = arena_array(arena, count, sizeof *kinds);
    struct watched watched;
    for (size_t row = 0; row < request->table->rows; row++)
        if (watch(request, row, &watched) && watched.received >= request->start)
            kinds[kind_of(request, row)].size++;
    for (uint32_t i = 0; i < count; i++) {
        kinds[i].survival = survival_new();
        kinds[i].items = arena_array(arena, kinds[i].size, sizeof *kinds[i].items);
        kinds[i].size = 0;
    }
    return kinds;
}

static void gather(const struct backlog_request *request, struct kind *kinds) {
    struct watched watched;
    for (size_t row = 0; row < request->table->rows; row++) {
        if (!watch(request, row, &watched))
            continue;
        struct kind *kind = &kinds[kind_of(request, row)];
        bool closed = watched.end < request->as_of, inside = watched.received >= request->start;
        int64_t leave = (closed ? watched.end : request->as_of) - watched.received;
        uint32_t weight = (uint32_t)table_weight(request->table, row);
        survival_add(kind->survival, inside, request->start - watched.received, leave, closed, weight);
        if (!inside)
            continue;
        kind->items[kind->size++] = (struct item){request->as_of - watched.received, weight, !closed};
        kind->cases += weight;
    }
}

static int ascending(const void *a, const void *b) {
    int64_t x = ((const struct item *)a)->age, y = ((const struct item *)b)->age;
    return (x > y) - (x < y);
}

static void finish_ratio(struct backlog_cell *cell) {
    cell->ratio = figure_none(UNIT_SCORE, NULL);
    cell->ratio.n = cell->open;
    if (!(cell->expected > 0))
        return;
    interval_poisson(cell->open, &cell->ratio.low, &cell->ratio.high);
    cell->ratio.value = cell->open / cell->expected;
    cell->ratio.low /= cell->expected;
    cell->ratio.high /= cell->expected;
    cell->ratio.numerator = cell->open;
    cell->ratio.denominator = cell->expected;
}

/* Σ S over the cases of a kind. Where nobody was watched that long, the last S known stands. */
static struct backlog_cell judge(struct kind *kind, uint32_t code, struct arena *arena) {
    struct backlog_cell cell = {.code = code};
    int64_t *ages = arena_array(arena, kind->size, sizeof *ages);
    struct survival_share *shares = arena_array(arena, kind->size, sizeof *shares);
    qsort(kind->items, kind->size, sizeof *kind->items, ascending);
    for (size_t i = 0; i < kind->size; i++) {
        cell.open += kind->items[i].open ? kind->items[i].weight : 0;
        ages[i] = kind->items[i].age;
    }
    survival_finish(kind->survival);
    survival_at(kind->survival, ages, kind->size, shares);
    double last = 1;
    for (size_t i = 0; i < kind->size; i++) {
        last = isnan(shares[i].share) ? last : shares[i].share;
        cell.expected += last * kind->items[i].weight;
    }
    finish_ratio(&cell);
    return cell;
}

struct backlog_mix backlog_mix(const struct backlog_request *request, struct arena *arena) {
    uint32_t count = kind_count(request);
    struct arena *scratch = arena_new();
    struct kind *kinds = open_kinds(request, scratch);
    struct backlog_mix mix = {.cells = arena_array(arena, count, sizeof *mix.cells)};
    gather(request, kinds);
    for (uint32_t i = 0; i < count; i++) {
        if (kinds[i].size) {
            struct backlog_cell cell = judge(&kinds[i], i, scratch);
            mix.cells[mix.cell_count++] = cell;
            mix.cases += kinds[i].cases;
            mix.all.open += cell.open;
            mix.all.expected += cell.expected;
        }
        survival_free(kinds[i].survival);
    }
    finish_ratio(&mix.all);
    arena_free(scratch);
    return mix;
}
