/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/tally.h"

/* How much came in: counted by receipt. */

enum option { RECEIVED, DISTINCT, SHARE };

enum counter { COUNT_RECEIVED, COUNT_REPEATS, COUNTERS };

struct volume {
    struct tally *tally;
    const struct column *repeat; /* NULL when it was not derived */
    int64_t *totals;             /* received in each period, all groups, each case once */
};

static void *volume_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    struct volume *volume = heap_array(1, sizeof *volume);
    volume->tally = tally_new(frame, COUNTERS);
    volume->repeat = table_column(frame->table, STR("repeat"));
    volume->totals = heap_array(frame->period_count, sizeof *volume->totals);
    return volume;
}

static void volume_add(void *state, const struct batch *batch) {
    struct volume *volume = state;
    const struct column *repeat = volume->repeat;
    for (size_t i = 0; i < batch->size; i++) {
        if (batch->received[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(volume->tally, batch->received[i]), weight = batch_weight(batch, i);
        cell[COUNT_RECEIVED] += weight;
        if (repeat && repeat->flags[batch->rows[i]] == 1)
            cell[COUNT_REPEATS] += weight;
    }
}

static void volume_total(void *state, const struct batch *batch) {
    struct volume *volume = state;
    for (size_t i = 0; i < batch->size; i++)
        if (batch->received[i] != CELL_NONE)
            volume->totals[batch->received[i]] += batch_weight(batch, i);
}

static void volume_merge(void *into, void *from) {
    struct volume *a = into, *b = from;
    tally_merge(a->tally, b->tally);
    for (size_t i = 0; i < a->tally->frame->period_count; i++)
        a->totals[i] += b->totals[i];
}

static struct figure volume_figure(const void *state, const struct measure_ref *ref, size_t group,
                                   size_t period) {
    const struct volume *volume = state;
    const int64_t *cell = tally_at(volume->tally, group, period);
    switch ((enum option)ref->measure->option) {
    case RECEIVED:
        return figure_count(cell[COUNT_RECEIVED]);
    case DISTINCT:
        return volume->repeat ? figure_count(cell[COUNT_RECEIVED] - cell[COUNT_REPEATS])
                              : figure_none(UNIT_COUNT, NOTE_NO_COLUMN);
    case SHARE:
        break;
    }
    return figure_share(cell[COUNT_RECEIVED], volume->totals[period], 0);
}

static void volume_close(void *state) {
    struct volume *volume = state;
    tally_close(volume->tally);
    heap_free(volume->totals);
    heap_free(volume);
}

static const struct measure measures[] = {
    {.key = "received",
     .unit = UNIT_COUNT,
     .option = RECEIVED,
     .lower_is_better = true,
     .name = {"受理量", "Received"},
     .definition = {"期内受理的投诉件数。", "Complaints received in the period."}},
    {.key = "received_distinct",
     .unit = UNIT_COUNT,
     .option = DISTINCT,
     .roles = (role_set)1 << ROLE_CUSTOMER,
     .derived = "repeat",
     .lower_is_better = true,
     .name = {"合并重复后受理量", "Received, repeats once"},
     .definition = {"期内受理的投诉件数，同一客户 30 天内就同类问题的重复投诉只计一次。",
                    "Complaints received in the period; repeats by the same customer in the same category "
                    "within 30 days are counted once."}},
    {.key = "share",
     .unit = UNIT_SHARE,
     .option = SHARE,
     .name = {"占比", "Share"},
     .definition = {"本组受理量 ÷ 期内全部受理量。一件投诉可属多个类别时，合计可超过 100%。",
                    "Received in this group ÷ all received in the period. Where a complaint can be in "
                    "several categories the shares need not add to 100 %."}},
};

const struct family volume_family = {
    .name = "volume",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .open = volume_open,
    .add = volume_add,
    .total = volume_total,
    .merge = volume_merge,
    .figure = volume_figure,
    .close = volume_close,
};
