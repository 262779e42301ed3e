/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/rules_diff.h"

#include "analysis/rules/verdict.h"

#include <stdlib.h>

enum { RANGE = 8192 }; /* rows of one task */
#define NOT_ASKED UINT32_MAX

/* One of the two rulebooks at work. */
struct side {
    const struct rulebook *book;
    size_t axis;
    struct verdict_worker **workers; /* by thread */
    struct classify_row *reads;
    uint32_t *values; /* by row: index of the value, NOT_ASKED */
};

struct run {
    const struct dataset *dataset;
    struct side sides[2];
    unsigned threads;
};

static void decide_range(void *context, size_t range, unsigned worker) {
    const struct run *run = context;
    const struct table *table = run->dataset->table;
    size_t end = (range + 1) * RANGE < table->rows ? (range + 1) * RANGE : table->rows;
    for (size_t s = 0; s < 2; s++) {
        const struct side *side = &run->sides[s];
        for (size_t row = range * RANGE; row < end; row++) {
            struct verdict verdict;
            side->values[row] = NOT_ASKED;
            if (!dataset_asked(run->dataset, row))
                continue;
            classify_read(table, side->book, row, &side->reads[worker]);
            verdict_of(side->workers[worker], side->reads[worker].values, &verdict);
            side->values[row] = verdict_value(side->book, &verdict, side->axis);
        }
    }
}

static void start_side(struct side *side, unsigned threads, size_t rows) {
    side->workers = heap_array(threads, sizeof(struct verdict_worker *));
    side->reads = heap_array(threads, sizeof *side->reads);
    side->values = heap_array(rows + 1, sizeof *side->values);
    for (unsigned t = 0; t < threads; t++)
        side->workers[t] = verdict_worker_new(side->book);
}

static void end_side(struct side *side, unsigned threads) {
    for (unsigned t = 0; t < threads; t++) {
        verdict_worker_free(side->workers[t]);
        classify_row_free(&side->reads[t]);
    }
    heap_free(side->workers);
    heap_free(side->reads);
    heap_free(side->values);
}

static int by_rows_then_ids(const void *a, const void *b) {
    const struct rules_move *x = a, *y = b;
    if (x->rows != y->rows)
        return x->rows < y->rows ? 1 : -1;
    int order = str_compare(x->from, y->from);
    return order ? order : str_compare(x->to, y->to);
}

/* A row that moves; the key orders by both values. */
struct moved {
    uint64_t key;
    size_t row;
};

static int by_key_then_row(const void *a, const void *b) {
    const struct moved *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The rows that move, heap; the other counts into *diff. */
static struct moved *list_moved(const struct run *run, const struct axis *before, const struct axis *after,
                                struct rules_diff *diff) {
    struct moved *list = NULL;
    size_t room = 0;
    for (size_t row = 0; row < run->dataset->table->rows; row++) {
        uint32_t from = run->sides[0].values[row], to = run->sides[1].values[row];
        if (from == NOT_ASKED)
            continue;
        diff->rows++;
        diff->other_before += from == before->other;
        diff->other_after += to == after->other;
        if (str_equal(before->values[from].id, after->values[to].id))
            continue;
        list = heap_grow(list, &room, diff->moved + 1, sizeof *list);
        list[diff->moved++] = (struct moved){(uint64_t)from << 32 | to, row};
    }
    return list;
}

static void count_moves(const struct run *run, struct arena *arena, struct rules_diff *diff) {
    const struct axis *before = &run->sides[0].book->axes[run->sides[0].axis],
                      *after = &run->sides[1].book->axes[run->sides[1].axis];
    struct moved *list = list_moved(run, before, after, diff);
    if (list)
        qsort(list, diff->moved, sizeof *list, by_key_then_row);
    for (size_t i = 0; i < diff->moved; i++)
        diff->move_count += i == 0 || list[i].key != list[i - 1].key;
    struct rules_move *kept = arena_array(arena, diff->move_count, sizeof *kept), *move = kept;
    for (size_t i = 0; i < diff->moved; i++) {
        if (i > 0 && list[i].key != list[i - 1].key)
            move++;
        move->from = before->values[list[i].key >> 32].id;
        move->to = after->values[list[i].key & UINT32_MAX].id;
        move->rows++;
        if (move->sample_count < MOVE_SAMPLES)
            move->samples[move->sample_count++] = list[i].row;
    }
    qsort(kept, diff->move_count, sizeof *kept, by_rows_then_ids);
    diff->moves = kept;
    heap_free(list);
}

bool rules_diff(const struct dataset *dataset, const struct rulebook *changed, size_t axis,
                struct arena *arena, struct rules_diff *diff, struct err *err) {
    struct str name = dataset->rulebook->axes[axis].name;
    const struct axis *there = rulebook_axis(changed, name);
    *diff = (struct rules_diff){0};
    if (!there)
        return err_set(err, ERR_USAGE, "the other rulebook has no axis \"" STR_FMT "\"", STR_ARG(name));
    struct run run = {.dataset = dataset,
                      .sides = {{.book = dataset->rulebook, .axis = axis},
                                {.book = changed, .axis = (size_t)(there - changed->axes)}}};
    run.threads = dataset->options.intake.jobs ? dataset->options.intake.jobs : work_processors();
    if (run.threads > WORK_MOST)
        run.threads = WORK_MOST;
    for (size_t s = 0; s < 2; s++)
        start_side(&run.sides[s], run.threads, dataset->table->rows);
    work_run(run.threads, (dataset->table->rows + RANGE - 1) / RANGE, decide_range, &run);
    count_moves(&run, arena, diff);
    for (size_t s = 0; s < 2; s++)
        end_side(&run.sides[s], run.threads);
    return true;
}
