/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/stock.h"
#include "analysis/measure/tally.h"

/* What came in, was closed, reopened and is open. A case is one or two open intervals, [received, first
 * close) and, once reopened, [reopened, close). Each number is counted from the rows, none derived from the
 * others, so that carried_in + received + reopened − closed − closed_undated = open is a proof. */

enum option { CLOSED, CARRIED_IN, REOPENED, OPEN, UNDATED, CLOSURE_RATE, FLOW_CLOSURE_RATE };

enum counter {
    COUNT_RECEIVED,        /* by receipt */
    COUNT_RECEIVED_CLOSED, /* of those, closed by T, with or without a date */
    COUNT_UNDATED,         /* of those, closed by status without a date */
    COUNT_CLOSED,          /* closing events */
    COUNT_REOPENED,
    COUNT_REOPENED_UNDATED, /* by receipt: said to be reopened, but when? */
    COUNTERS
};

struct flow {
    struct tally *tally;
    struct stock starts, ends;
};

static void *flow_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    (void)refs, (void)count;
    struct flow *flow = heap_array(1, sizeof *flow);
    flow->tally = tally_new(frame, COUNTERS);
    stock_init_starts(&flow->starts, frame);
    stock_init_ends(&flow->ends, frame);
    return flow;
}

static void count_at(struct flow *flow, uint32_t cell, enum counter counter, int64_t weight) {
    if (cell != CELL_NONE)
        tally_cell(flow->tally, cell)[counter] += weight;
}

/* Is it known which cases are open? Else none is counted. */
static bool knows_open(const struct frame *frame) {
    return frame->has_close && !frame->undated_too_many;
}

/* Open from one instant to another; `to` TIME_NONE = still open at T. */
static void add_interval(struct flow *flow, size_t group, uint32_t from, uint32_t to, int64_t weight) {
    if (!knows_open(flow->tally->frame))
        return;
    int64_t end = to == TIME_NONE ? STOCK_FOREVER : (int64_t)to;
    stock_add(&flow->starts, group, from, end, weight);
    stock_add(&flow->ends, group, from, end, weight);
}

static void add_second(struct flow *flow, const struct batch *batch, size_t i, int64_t weight) {
    const struct frame *frame = flow->tally->frame;
    const struct lifecycle *life = frame->life;
    size_t row = batch->rows[i];
    uint32_t last = frame_known(frame, life->last_end[row]);
    count_at(flow, batch_cell(batch, i, frame, life->reopened[row]), COUNT_REOPENED, weight);
    count_at(flow, batch_cell(batch, i, frame, life->first_end[row]), COUNT_CLOSED, weight);
    add_interval(flow, batch->groups[i], life->reopened[row], last, weight);
}

static void flow_add(void *state, const struct batch *batch) {
    struct flow *flow = state;
    const struct frame *frame = flow->tally->frame;
    const struct lifecycle *life = frame->life;
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        int64_t weight = batch_weight(batch, i);
        unsigned marks = life->marks[row];
        uint32_t close = frame_close(frame, row);
        count_at(flow, batch->received[i], COUNT_RECEIVED, weight);
        if (marks & LIFE_CLOSED_UNDATED || close != TIME_NONE)
            count_at(flow, batch->received[i], COUNT_RECEIVED_CLOSED, weight);
        if (marks & LIFE_REOPEN_UNDATED)
            count_at(flow, batch->received[i], COUNT_REOPENED_UNDATED, weight);
        if (marks & LIFE_CLOSED_UNDATED) {
            count_at(flow, batch->received[i], COUNT_UNDATED, weight);
            continue;
        }
        bool reopened = frame_reopened(frame, row);
        count_at(flow, batch->closed[i], COUNT_CLOSED, weight);
        add_interval(flow, batch->groups[i], life->received[row], reopened ? life->first_end[row] : close,
                     weight);
        if (reopened)
            add_second(flow, batch, i, weight);
    }
}

static void flow_merge(void *into, void *from) {
    struct flow *a = into, *b = from;
    tally_merge(a->tally, b->tally);
    stock_merge(&a->starts, &b->starts);
    stock_merge(&a->ends, &b->ends);
}

static void flow_finish(void *state) {
    struct flow *flow = state;
    stock_finish(&flow->starts);
    stock_finish(&flow->ends);
}

static struct figure with_missing(struct figure figure, int64_t missing) {
    figure.missing = (double)missing;
    return figure;
}

/* What has a date is counted, also where too much has none for a flow. */
static struct figure closings(const int64_t *cell, const struct frame *frame) {
    struct figure figure = with_missing(figure_count(cell[COUNT_CLOSED]), cell[COUNT_UNDATED]);
    figure.note = frame->undated_too_many ? NOTE_UNDATED : NULL;
    return figure;
}

static struct figure flow_figure(const void *state, const struct measure_ref *ref, size_t group,
                                 size_t period) {
    const struct flow *flow = state;
    const struct frame *frame = flow->tally->frame;
    const int64_t *cell = tally_at(flow->tally, group, period);
    int64_t carried = stock_count(&flow->starts, group, period);
    bool status = frame->table->meanings[MEANING_CLOSED] != NULL;
    enum option option = (enum option)ref->measure->option;
    if (option == UNDATED && status)
        return figure_count(cell[COUNT_UNDATED]);
    if (option == CLOSURE_RATE && (status || frame->has_close))
        return figure_share(cell[COUNT_RECEIVED_CLOSED], cell[COUNT_RECEIVED], 0);
    if (!frame->has_close)
        return figure_none(ref->measure->unit, NOTE_NO_CLOSE);
    if (option == CLOSED)
        return closings(cell, frame);
    if (frame->undated_too_many)
        return figure_none(ref->measure->unit, NOTE_UNDATED);
    switch (option) {
    case CLOSED:
        break;
    case CARRIED_IN:
        return figure_count(carried);
    case REOPENED:
        return with_missing(figure_count(cell[COUNT_REOPENED]), cell[COUNT_REOPENED_UNDATED]);
    case OPEN:
        return figure_count(stock_count(&flow->ends, group, period));
    case UNDATED:
        return figure_count(0);
    case CLOSURE_RATE:
    case FLOW_CLOSURE_RATE:
        break;
    }
    return figure_share(cell[COUNT_CLOSED], carried + cell[COUNT_RECEIVED] + cell[COUNT_REOPENED],
                        cell[COUNT_UNDATED]);
}

static void flow_close(void *state) {
    struct flow *flow = state;
    tally_close(flow->tally);
    stock_release(&flow->starts);
    stock_release(&flow->ends);
    heap_free(flow);
}

static const struct measure measures[] = {
    {.key = "closed",
     .unit = UNIT_COUNT,
     .option = CLOSED,
     .name = {"办结量", "Closed"},
     .definition = {"期内的结案次数；重开后再次结案另计一次。",
                    "Closings in the period; a case closed again after a reopening counts again."}},
    {.key = "carried_in",
     .unit = UNIT_COUNT,
     .option = CARRIED_IN,
     .lower_is_better = true,
     .name = {"期初结转", "Carried in"},
     .definition = {"期初时在办的投诉件数。", "Complaints open at the start of the period."}},
    {.key = "reopened",
     .unit = UNIT_COUNT,
     .option = REOPENED,
     .lower_is_better = true,
     .name = {"重开", "Reopened"},
     .definition = {"期内重开的投诉件数；没有重开日期的不计。",
                    "Cases reopened in the period; a reopening without a date is not counted."}},
    {.key = "open",
     .unit = UNIT_COUNT,
     .option = OPEN,
     .lower_is_better = true,
     .name = {"期末在办", "Open at the end"},
     .definition = {"期末（或统计时点）在办的投诉件数。期初结转＋受理＋重开－办结－无日期办结＝期末在办。",
                    "Complaints open at the end of the period (or at the as-of day). Carried in + received + "
                    "reopened − closed − closed without a date = open."}},
    {.key = "closed_undated",
     .unit = UNIT_COUNT,
     .option = UNDATED,
     .lower_is_better = true,
     .name = {"无日期办结", "Closed without a date"},
     .definition = {"期内受理、按状态已结案但没有结案日期的件数。",
                    "Received in the period, closed by status, but without a close date."}},
    {.key = "closure_rate",
     .unit = UNIT_SHARE,
     .option = CLOSURE_RATE,
     .name = {"办结率", "Closure rate"},
     .definition = {"期内受理的投诉中，截至统计时点已办结的比例。",
                    "Of the complaints received in the period, those closed by the as-of day."}},
    {.key = "flow_closure_rate",
     .unit = UNIT_SHARE,
     .option = FLOW_CLOSURE_RATE,
     .name = {"流量办结率", "Flow closure rate"},
     .definition = {"期内办结 ÷（期初结转＋受理＋重开）。",
                    "Closed in the period ÷ (carried in + received + reopened)."}},
};

const struct family flow_family = {
    .name = "flow",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES,
    .open = flow_open,
    .add = flow_add,
    .merge = flow_merge,
    .finish = flow_finish,
    .figure = flow_figure,
    .close = flow_close,
};
