/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/recompute.h"

#include "analysis/query/cube.h"
#include "reports/labels.h"

#include <math.h>

enum { MEASURES_MOST = 48 };

struct work {
    const struct recompute *recompute;
    const struct ledger *ledger;
    struct dataset dataset; /* as known at that day */
    struct arena *arena;
    double *figures;
    bool *covered;
};

/* The measures of the entries of one breakdown, each once. */
struct refs {
    struct measure_ref refs[MEASURES_MOST];
    size_t count;
};

static size_t find_ref(const struct refs *refs, struct str measure) {
    for (size_t i = 0; i < refs->count; i++)
        if (str_equal(refs->refs[i].text, measure))
            return i;
    return SIZE_MAX;
}

static size_t find_period(const struct recompute *recompute, struct str name) {
    for (size_t i = 0; i < recompute->period_count; i++)
        if (str_equal(str_of(recompute->periods[i].name), name))
            return i;
    return SIZE_MAX;
}

/* Measures that the program no longer knows are left out. */
static void collect(struct work *work, struct str by, struct refs *refs) {
    struct err ignored;
    for (size_t i = 0; i < work->ledger->count; i++) {
        const struct ledger_entry *entry = &work->ledger->entries[i];
        if (!str_equal(entry->by, by) || find_ref(refs, entry->measure) != SIZE_MAX ||
            refs->count == MEASURES_MOST)
            continue;
        ignored = (struct err){0};
        refs->count += measure_find(entry->measure, work->arena, &refs->refs[refs->count], &ignored);
    }
}

static bool run_cube(struct work *work, const struct str *by, const struct period *periods, size_t count,
                     const struct refs *refs, struct cube *cube, struct err *err) {
    struct cube_request request = {.by = by,
                                   .by_count = by ? 1 : 0,
                                   .periods = periods,
                                   .period_count = count,
                                   .refs = refs->refs,
                                   .ref_count = refs->count};
    return cube_run(&work->dataset, &request, work->arena, cube, err);
}

static void set(struct work *work, size_t entry, double figure) {
    work->figures[entry] = figure;
    if (work->covered)
        work->covered[entry] = true;
}

/* All complaints, every period in one pass. */
static bool run_all(struct work *work, struct err *err) {
    const struct recompute *recompute = work->recompute;
    struct refs refs = {.count = 0};
    struct cube cube;
    collect(work, STR(""), &refs);
    if (!refs.count)
        return true;
    if (!run_cube(work, NULL, recompute->periods, recompute->period_count, &refs, &cube, err))
        return false;
    for (size_t i = 0; i < work->ledger->count; i++) {
        const struct ledger_entry *entry = &work->ledger->entries[i];
        size_t period = find_period(recompute, entry->period), ref = find_ref(&refs, entry->measure);
        if (!entry->by.size && period != SIZE_MAX && ref != SIZE_MAX)
            set(work, i, cube_figure(&cube, 0, period, ref)->value);
    }
    cube_free(&cube);
    return true;
}

/* The cell of each value, by the name under which the ledger has it. */
static uint32_t *name_cells(struct work *work, const struct cube *cube, struct dict *names) {
    const struct column *column = cube->grouping.columns[0];
    bool category = dataset_is_category(&work->dataset, column);
    uint32_t *cells = arena_array(work->arena, cube->cells + 1, sizeof *cells);
    for (size_t cell = 0; cell <= cube->cells; cell++)
        cells[cell] = UINT32_MAX;
    for (size_t cell = 0; cell < cube->cells; cell++) {
        struct str value = grouping_value(&cube->grouping, cell, 0);
        if (!category)
            value = value.size ? dataset_value_name(&work->dataset, column, value, work->recompute->lang)
                               : label(work->recompute->lang, "value.missing");
        uint32_t code = dict_add(names, value);
        cells[code] = (uint32_t)cell; /* at most one code more than cells: the empty text */
    }
    return cells;
}

static double absent(const struct refs *refs, size_t ref) {
    return refs->refs[ref].measure->unit == UNIT_COUNT ? 0 : NAN;
}

static void take_values(struct work *work, struct str by, struct str period, const struct refs *refs,
                        const struct cube *cube) {
    struct dict *names = dict_new();
    uint32_t *cells = name_cells(work, cube, names);
    for (size_t i = 0; i < work->ledger->count; i++) {
        const struct ledger_entry *entry = &work->ledger->entries[i];
        size_t ref = find_ref(refs, entry->measure);
        if (!str_equal(entry->by, by) || !str_equal(entry->period, period) || ref == SIZE_MAX)
            continue;
        uint32_t code = dict_find(names, entry->value);
        bool there = code != DICT_ABSENT && cells[code] != UINT32_MAX;
        set(work, i, there ? cube_figure(cube, cells[code], 0, ref)->value : absent(refs, ref));
    }
    dict_free(names);
}

static bool run_by(struct work *work, struct str by, struct str name, struct err *err) {
    size_t period = find_period(work->recompute, name);
    const struct column *column = table_column(work->dataset.table, by);
    struct refs refs = {.count = 0};
    struct cube cube;
    collect(work, by, &refs);
    if (!column || period == SIZE_MAX || !refs.count)
        return true;
    if (!run_cube(work, &by, &work->recompute->periods[period], 1, &refs, &cube, err))
        return false;
    take_values(work, by, name, &refs, &cube);
    cube_free(&cube);
    return true;
}

bool recompute_run(const struct recompute *recompute, const struct ledger *ledger, int64_t as_of,
                   struct arena *arena, double *figures, bool *covered, struct err *err) {
    struct work work = {.recompute = recompute,
                        .ledger = ledger,
                        .dataset = *recompute->dataset,
                        .arena = arena,
                        .figures = figures,
                        .covered = covered};
    work.dataset.as_of = as_of;
    for (size_t i = 0; i < ledger->count; i++)
        figures[i] = NAN;
    bool done = run_all(&work, err);
    /* entries of a breakdown stand together */
    for (size_t i = 0; done && i < ledger->count; i++)
        if (ledger->entries[i].by.size &&
            (i == 0 || !str_equal(ledger->entries[i].by, ledger->entries[i - 1].by)))
            done = run_by(&work, ledger->entries[i].by, ledger->entries[i].period, err);
    return done;
}
