/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/reach.h"

#include "analysis/base/work.h"
#include "analysis/clock/deadline.h"

enum { RANGE = 64 * 1024 };

struct run {
    const struct table *table;
    const struct lifecycle *life;
    struct reach *reach;
    struct deadlines *endless; /* clocks that may run on when the case is closed */
    size_t endless_count;
};

/* Takes in the times of rows `from` … `to` − 1. */
static void widen(struct reach *reach, const uint32_t *times, size_t from, size_t to) {
    for (size_t row = from; row < to; row++) {
        uint16_t day = (uint16_t)(times[row] / DATE_DAY);
        bool known = times[row] != TIME_NONE;
        uint16_t first = reach->first[row], last = reach->last[row];
        reach->first[row] = known && day < first ? day : first;
        reach->last[row] = known && day > last ? day : last;
    }
}

/* Open means: by the lives of the cases, from the last receipt or reopening on. */
static void keep_open(struct reach *reach, const struct lifecycle *life, size_t from, size_t to) {
    for (size_t row = from; row < to; row++) {
        bool again = life->reopened && life->reopened[row] != TIME_NONE;
        uint32_t end = again ? life->last_end[row] : life->first_end[row];
        if (end == TIME_NONE && !(life->marks[row] & LIFE_CLOSED_UNDATED))
            reach->last[row] = REACH_FOREVER;
    }
}

static void keep_running(struct reach *reach, const struct deadlines *clock, size_t from, size_t to) {
    for (size_t row = from; row < to; row++)
        if (clock->due->codes[row] != TIME_NONE && (!clock->to || clock->to->codes[row] == TIME_NONE))
            reach->last[row] = REACH_FOREVER;
}

static void fill_range(void *context, size_t task, unsigned worker) {
    (void)worker;
    struct run *run = context;
    struct reach *reach = run->reach;
    const struct lifecycle *life = run->life;
    size_t from = task * RANGE, to = from + RANGE < reach->rows ? from + RANGE : reach->rows;
    for (size_t row = from; row < to; row++)
        reach->first[row] = REACH_FOREVER;
    for (size_t i = 0; i < run->table->column_count; i++)
        if (run->table->columns[i]->type == COLUMN_TIME)
            widen(reach, run->table->columns[i]->codes, from, to);
    if (!life->closed_column && !life->resolved_column)
        return;
    widen(reach, life->first_end, from, to);
    if (life->reopened) {
        widen(reach, life->reopened, from, to);
        widen(reach, life->last_end, from, to);
    }
    keep_open(reach, life, from, to);
    for (size_t i = 0; i < run->endless_count; i++)
        keep_running(reach, &run->endless[i], from, to);
}

static void find_endless(struct run *run) {
    const struct table *table = run->table;
    run->endless = heap_array(table->stage_count, sizeof *run->endless);
    for (size_t i = 0; i < table->stage_count; i++) {
        if (!table->stages[i].clock)
            continue;
        struct deadlines clock = deadlines_of_clock(table, table->stages[i].name);
        if (clock.outlives_close && clock.due)
            run->endless[run->endless_count++] = clock;
    }
}

struct reach *reach_new(const struct table *table, const struct lifecycle *life, unsigned jobs) {
    struct reach *reach = heap_array(1, sizeof *reach);
    reach->rows = table->rows;
    size_t room = (table->rows + REACH_BLOCK - 1) / REACH_BLOCK * REACH_BLOCK;
    reach->first = heap_array(room, sizeof *reach->first);
    reach->last = heap_array(room, sizeof *reach->last);
    struct run run = {.table = table, .life = life, .reach = reach};
    find_endless(&run);
    work_run(jobs ? jobs : work_processors(), (table->rows + RANGE - 1) / RANGE, fill_range, &run);
    heap_free(run.endless);
    return reach;
}

void reach_free(struct reach *reach) {
    if (!reach)
        return;
    heap_free(reach->first);
    heap_free(reach->last);
    heap_free(reach);
}
