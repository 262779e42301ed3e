/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/stock.h"
#include "analysis/measure/survival.h"
#include "analysis/measure/tally.h"

#include <math.h>

/* How long cases take when those still open are counted too: all cases open at any time in the period, from
 * the age at which the period finds them. While rows are added only their numbers are kept, each under the
 * first period that can hold it; at the end a sweep over the periods carries the open ones along. */

enum option { MEDIAN, SETTLED };
enum { COUNT_MISSING, COUNTERS };
enum { BLOCK = 32768 };

struct block {
    struct block *next;
    size_t size;
    uint32_t row[BLOCK], cell[BLOCK];
};

/* A case while it is carried along. Times are civil seconds, TIME_NONE = not yet. */
struct watched {
    uint32_t received, end;    /* last close */
    uint32_t gap_from, gap_to; /* closed in between when it was reopened; else TIME_NONE */
    uint32_t weight;
    int64_t leave; /* age at the close, or at T */
    bool days;     /* receipt or close is known by its day alone: ages are differences of dates */
};

struct estimate {
    int64_t cases, median;
};

struct survival_state {
    struct tally *tally;
    struct block *blocks;
    int64_t *ages; /* of the limits, in seconds, ascending without repetition */
    size_t age_count;
    struct estimate *estimates;    /* [cell] */
    struct survival_share *shares; /* [cell × age_count + age] */
};

static int64_t age_of(struct limit limit) {
    return limit.unit == LIMIT_DAYS ? limit.count * DATE_DAY : limit.count;
}

static void add_age(struct survival_state *state, struct limit limit) {
    int64_t age = age_of(limit);
    size_t at = state->age_count;
    for (size_t i = 0; i < state->age_count; i++)
        if (state->ages[i] == age)
            return;
    if (limit.unit == LIMIT_WORKDAYS)
        return;
    for (; at && state->ages[at - 1] > age; at--)
        state->ages[at] = state->ages[at - 1];
    state->ages[at] = age;
    state->age_count++;
}

static void *survival_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    if (!frame->has_close)
        return NULL;
    struct survival_state *state = heap_array(1, sizeof *state);
    state->tally = tally_new(frame, COUNTERS);
    state->ages = heap_array(count, sizeof *state->ages);
    for (size_t i = 0; i < count; i++)
        if (refs[i].measure->option == SETTLED)
            add_age(state, measure_limit(&refs[i]));
    return state;
}

static void keep(struct survival_state *state, uint32_t row, uint32_t cell) {
    struct block *block = state->blocks;
    if (!block || block->size == BLOCK) {
        block = heap_resize(NULL, 1, sizeof *block);
        block->next = state->blocks;
        block->size = 0;
        state->blocks = block;
    }
    block->row[block->size] = row;
    block->cell[block->size++] = cell;
}

/* The first period that ends after the receipt; period_count when none does. */
static size_t first_period(const struct frame *frame, uint32_t received) {
    int64_t day = (int64_t)(received / DATE_DAY) - frame->first_day;
    if (day < 0)
        return 0;
    return day < frame->day_count ? (size_t)frame->ends_to_day[day] : frame->period_count;
}

static void survival_add_rows(void *opened, const struct batch *batch) {
    struct survival_state *state = opened;
    const struct frame *frame = state->tally->frame;
    const struct lifecycle *life = frame->life;
    for (size_t i = 0; i < batch->size; i++) {
        uint32_t row = batch->rows[i], close = frame_close(frame, row);
        struct span span;
        size_t period = first_period(frame, life->received[row]);
        if (life->marks[row] & LIFE_CLOSED_UNDATED ||
            (close != TIME_NONE && !frame_span(frame, row, &span, NULL))) {
            if (batch->received[i] != CELL_NONE)
                tally_cell(state->tally, batch->received[i])[COUNT_MISSING] += batch_weight(batch, i);
        } else if (period < frame->period_count && (int64_t)close >= frame->periods[period].start) {
            keep(state, row, batch->groups[i] * (uint32_t)frame->period_count + (uint32_t)period);
        }
    }
}

static void survival_merge(void *into, void *from) {
    struct survival_state *a = into, *b = from;
    struct block **end = &b->blocks;
    tally_merge(a->tally, b->tally);
    while (*end)
        end = &(*end)->next;
    *end = a->blocks;
    a->blocks = b->blocks;
    b->blocks = NULL;
}

/* ---- the sweep */

struct sweep {
    struct survival_state *state;
    const struct frame *frame;
    size_t *start; /* [cell]: rows[start[cell]] … rows[start[cell + 1] − 1] may be there first */
    uint32_t *rows;
    struct watched *open;
    size_t open_count, capacity;
    struct survival *survival;
};

/* Rows by cell. The order within a cell does not matter: only sums are formed. */
static void sort_rows(struct sweep *sweep, size_t cells) {
    sweep->start = heap_array(cells + 2, sizeof *sweep->start);
    for (const struct block *block = sweep->state->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            sweep->start[block->cell[i] + 2]++;
    for (size_t cell = 2; cell < cells + 2; cell++)
        sweep->start[cell] += sweep->start[cell - 1];
    sweep->rows = heap_resize(NULL, sweep->start[cells + 1], sizeof *sweep->rows);
    for (const struct block *block = sweep->state->blocks; block; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            sweep->rows[sweep->start[block->cell[i] + 1]++] = block->row[i];
}

static struct watched watch(const struct frame *frame, size_t row) {
    const struct lifecycle *life = frame->life;
    bool reopened = frame_reopened(frame, row);
    struct watched watched = {.received = life->received[row],
                              .end = frame_close(frame, row),
                              .gap_from = reopened ? life->first_end[row] : TIME_NONE,
                              .gap_to = reopened ? life->reopened[row] : TIME_NONE};
    struct span span;
    int64_t weight = table_weight(frame->table, row);
    watched.weight = weight > INT32_MAX ? INT32_MAX : (uint32_t)weight;
    watched.days = column_date_only(life->received_column, row);
    watched.leave = frame->as_of - watched.received;
    if (frame_span(frame, row, &span, NULL)) {
        watched.leave = span.seconds;
        watched.days = span.date_only;
    }
    return watched;
}

static void add_to_period(struct sweep *sweep, const struct watched *watched, const struct period *period) {
    bool in_gap = watched->gap_from != TIME_NONE && (int64_t)watched->gap_from < period->start &&
                  (int64_t)watched->gap_to >= period->end;
    int64_t from =
        watched->days ? (int64_t)watched->received / DATE_DAY * DATE_DAY : (int64_t)watched->received;
    bool from_start = from >= period->start;
    if (!in_gap)
        survival_add(sweep->survival, from_start, period->start - from, watched->leave,
                     watched->end != TIME_NONE, watched->weight);
}

/* Takes in the cases that start here, drops those closed before the period, adds the others. */
static void carry(struct sweep *sweep, size_t cell, const struct period *period) {
    size_t kept = 0, from = sweep->start[cell], to = sweep->start[cell + 1];
    sweep->open =
        heap_grow(sweep->open, &sweep->capacity, sweep->open_count + to - from, sizeof *sweep->open);
    for (size_t i = from; i < to; i++)
        sweep->open[sweep->open_count++] = watch(sweep->frame, sweep->rows[i]);
    for (size_t i = 0; i < sweep->open_count; i++) {
        if ((int64_t)sweep->open[i].end < period->start)
            continue;
        sweep->open[kept++] = sweep->open[i];
        add_to_period(sweep, &sweep->open[i], period);
    }
    sweep->open_count = kept;
}

static void estimate(struct sweep *sweep, size_t cell) {
    struct survival_state *state = sweep->state;
    survival_finish(sweep->survival);
    state->estimates[cell].cases = survival_cases(sweep->survival);
    state->estimates[cell].median = survival_median(sweep->survival);
    survival_at(sweep->survival, state->ages, state->age_count, state->shares + cell * state->age_count);
}

static void free_blocks(struct survival_state *state) {
    for (struct block *block = state->blocks; block;) {
        struct block *next = block->next;
        heap_free(block);
        block = next;
    }
    state->blocks = NULL;
}

static void survival_finish_state(void *opened) {
    struct survival_state *state = opened;
    const struct frame *frame = state->tally->frame;
    size_t cells = state->tally->cells;
    struct sweep sweep = {.state = state, .frame = frame, .survival = survival_new()};
    sort_rows(&sweep, cells);
    free_blocks(state);
    state->estimates = heap_array(cells, sizeof *state->estimates);
    state->shares = heap_array(cells * state->age_count, sizeof *state->shares);
    for (size_t cell = 0; cell < cells; cell++) {
        const struct period *period = &frame->periods[cell % frame->period_count];
        if (cell % frame->period_count == 0)
            sweep.open_count = 0;
        survival_clear(sweep.survival);
        if (period->start < frame->as_of)
            carry(&sweep, cell, period);
        estimate(&sweep, cell);
    }
    survival_free(sweep.survival);
    heap_free(sweep.start);
    heap_free(sweep.rows);
    heap_free(sweep.open);
}

/* ---- figures */

static struct survival_share share_at(const struct survival_state *state, size_t cell, int64_t age) {
    size_t at = 0;
    while (state->ages[at] != age)
        at++;
    return state->shares[cell * state->age_count + at];
}

static struct figure survival_figure(const void *opened, const struct measure_ref *ref, size_t group,
                                     size_t period) {
    const struct survival_state *state = opened;
    struct limit limit = measure_limit(ref);
    if (!state)
        return figure_none(ref->measure->unit, NOTE_NO_CLOSE);
    if (ref->measure->option == SETTLED && limit.unit == LIMIT_WORKDAYS)
        return figure_none(ref->measure->unit, NOTE_NO_CALENDAR);
    size_t cell = group * state->tally->frame->period_count + period;
    const struct estimate *found = &state->estimates[cell];
    struct figure figure = figure_none(ref->measure->unit, NULL);
    figure.n = (double)found->cases;
    figure.missing = (double)tally_at(state->tally, group, period)[COUNT_MISSING];
    if (found->cases == 0)
        return figure;
    if (ref->measure->option == SETTLED) {
        struct survival_share open = share_at(state, cell, age_of(limit));
        figure.value = 1 - open.share;
        figure.low = 1 - open.high;
        figure.high = 1 - open.low;
        figure.note = isnan(figure.value) ? NOTE_BEYOND : NULL;
    } else if (found->median >= 0) {
        figure.value = (double)found->median / DATE_DAY;
    } else {
        figure.note = NOTE_NOT_REACHED;
    }
    return figure;
}

static void survival_close(void *opened) {
    struct survival_state *state = opened;
    tally_close(state->tally);
    free_blocks(state);
    heap_free(state->ages);
    heap_free(state->estimates);
    heap_free(state->shares);
    heap_free(state);
}

static const struct measure measures[] = {
    {.key = "km_p50_days",
     .unit = UNIT_DAYS,
     .option = MEDIAN,
     .lower_is_better = true,
     .name = {"中位处理时长（含在办，天）", "Median resolution time, open cases included (days)"},
     .definition = {"对期内任何时候在办的全部投诉作 Kaplan–Meier 估计（延迟进入，未办结的作删失），办结一半"
                    "所需的天数。",
                    "Kaplan–Meier median over all cases open at any time in the period, with delayed entry; "
                    "open cases are censored."}},
    {.key = "settled_within",
     .unit = UNIT_SHARE,
     .parameter = PARAMETER_LIMIT,
     .option = SETTLED,
     .name = {"N日内办结（含在办）", "Settled within N, open cases included"},
     .definition = {"同一 Kaplan–Meier 估计下，受理后在所给时间内办结的比例。",
                    "By the same Kaplan–Meier estimate, the share closed within the time given after "
                    "receipt."}},
};

const struct family survival_family = {
    .name = "survival",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES,
    .open = survival_open,
    .add = survival_add_rows,
    .merge = survival_merge,
    .finish = survival_finish_state,
    .figure = survival_figure,
    .close = survival_close,
};
