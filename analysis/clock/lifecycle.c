/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/lifecycle.h"

#include "analysis/base/work.h"

/* One row's times as the export gives them. */
struct given {
    uint32_t received, resolved, closed, first, reopened;
    bool received_day, resolved_day, closed_day, first_day, reopened_day; /* date-only */
    int8_t status;                                                        /* closed_when: 1, 0, −1 */
};

/* What is made of them. */
struct outcome_times {
    uint32_t first_end, reopened, last_end, closed, resolved;
    bool first_day, closed_day, resolved_day;
    unsigned marks;
};

bool lifecycle_span(uint32_t from, bool from_date_only, uint32_t to, bool to_date_only, int64_t *seconds) {
    if (from == TIME_NONE || to == TIME_NONE)
        return false;
    *seconds = from_date_only || to_date_only
                   ? ((int64_t)(to / DATE_DAY) - (int64_t)(from / DATE_DAY)) * DATE_DAY
                   : (int64_t)to - from;
    return true;
}

/* How `to` lies to `from`, by dates when either is date-only: false when either is missing. */
static bool before(uint32_t to, bool to_day, uint32_t from, bool from_day) {
    int64_t span;
    return lifecycle_span(from, from_day, to, to_day, &span) && span < 0;
}

static bool not_after(uint32_t to, bool to_day, uint32_t from, bool from_day) {
    int64_t span;
    return lifecycle_span(from, from_day, to, to_day, &span) && span <= 0;
}

static uint32_t later(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

static uint32_t value(const struct column *column, size_t row, bool *date_only) {
    *date_only = column && column_date_only(column, row);
    return column ? column->codes[row] : TIME_NONE;
}

/* Is the close we have the one before the reopening? On the same day without clock times it is the first one
 * unless another is known to be. */
static bool close_is_first(const struct given *given, const struct outcome_times *out) {
    if (before(out->closed, out->closed_day, given->reopened, given->reopened_day))
        return true;
    bool clock_times = !out->closed_day && !given->reopened_day;
    return (clock_times || given->first == TIME_NONE) &&
           not_after(out->closed, out->closed_day, given->reopened, given->reopened_day);
}

static void take_close(struct outcome_times *out, uint32_t closed, bool date_only) {
    out->closed = closed;
    out->closed_day = date_only;
}

/* A second interval needs a dated reopening at or after the first close. On success `out` holds first_end,
 * reopened and the final close. */
static bool reopen(const struct given *given, struct outcome_times *out) {
    bool close_first = close_is_first(given, out);
    uint32_t first = given->first != TIME_NONE ? given->first : close_first ? out->closed : TIME_NONE;
    bool first_day = given->first != TIME_NONE ? given->first_day : out->closed_day;
    if (given->reopened == TIME_NONE || first == TIME_NONE ||
        before(given->reopened, given->reopened_day, first, first_day)) {
        out->marks |= LIFE_REOPEN_UNDATED;
        return false;
    }
    if (given->status == 1 && (close_first || out->closed == TIME_NONE)) {
        out->marks |= LIFE_CONTRADICTION; /* closed, but no close after the reopening: one interval */
        if (out->closed == TIME_NONE)
            take_close(out, first, first_day);
        return false;
    }
    out->first_end = later(first, given->received);
    out->first_day = first_day;
    out->reopened = later(given->reopened, out->first_end);
    out->closed = close_first ? TIME_NONE : out->closed;
    out->closed_day = close_first ? false : out->closed_day;
    out->last_end = out->closed == TIME_NONE ? TIME_NONE : later(out->closed, out->reopened);
    return true;
}

/* A reopening is known by its time, or by a first close before the final one or on an open case. */
static bool says_reopened(const struct given *given, const struct outcome_times *out) {
    if (given->reopened != TIME_NONE)
        return true;
    return given->first != TIME_NONE &&
           (out->closed == TIME_NONE || before(given->first, given->first_day, out->closed, out->closed_day));
}

/* The close that counts: the export's own, else the answer, else the first close, unless the status says that
 * the case is open. */
static void settle_close(const struct given *given, struct outcome_times *out) {
    bool open = given->status == 0;
    if (given->closed != TIME_NONE) {
        if (open && !not_after(given->closed, given->closed_day, given->reopened, given->reopened_day))
            out->marks |= LIFE_CONTRADICTION;
        else
            take_close(out, given->closed, given->closed_day);
    } else if (given->resolved != TIME_NONE && !open) {
        take_close(out, given->resolved, given->resolved_day);
    } else if (given->first != TIME_NONE && given->reopened == TIME_NONE && !open) {
        take_close(out, given->first, given->first_day);
    }
}

static struct outcome_times live(const struct given *given) {
    struct outcome_times out = {.first_end = TIME_NONE,
                                .reopened = TIME_NONE,
                                .last_end = TIME_NONE,
                                .closed = TIME_NONE,
                                .resolved = given->resolved,
                                .resolved_day = given->resolved_day};
    settle_close(given, &out);
    if (!(says_reopened(given, &out) && reopen(given, &out)) && out.closed != TIME_NONE)
        out.first_end = later(out.closed, given->received);
    if (out.resolved == TIME_NONE) {
        out.resolved = out.closed;
        out.resolved_day = out.closed_day;
    }
    if (given->status == 1 && out.closed == TIME_NONE)
        out.marks |= LIFE_CLOSED_UNDATED;
    if (before(out.closed, out.closed_day, given->received, given->received_day))
        out.marks |= LIFE_NEGATIVE;
    if (before(out.resolved, out.resolved_day, given->received, given->received_day))
        out.marks |= LIFE_RESOLVED_NEGATIVE;
    if (given->received == TIME_NONE)
        out.marks |= LIFE_NO_RECEIPT;
    return out;
}

/* ---- all rows, in fixed ranges of whole words of bits, each written by one thread */

enum { RANGE = 64 * 1024 };

/* What is summed over a range. */
struct totals {
    int64_t first_receipt, last_event;
    size_t marks[8], dated, undated, reopened;
};

struct run {
    const struct table *table;
    struct lifecycle *life;
    struct totals *totals; /* [range] */
};

static void set_bit(uint64_t *bits, size_t row) {
    if (bits)
        bits[row / 64] |= (uint64_t)1 << (row % 64);
}

static void store_reopening(struct lifecycle *life, size_t row, const struct outcome_times *out) {
    if (!life->reopened)
        return;
    life->reopened[row] = out->reopened;
    life->last_end[row] = out->last_end;
    if (out->reopened != TIME_NONE && out->first_day)
        set_bit(life->first_date_only, row);
}

static void store(struct lifecycle *life, size_t row, const struct outcome_times *out) {
    life->first_end[row] = out->first_end;
    life->closed[row] = out->closed;
    life->resolved[row] = out->resolved;
    life->marks[row] = (uint8_t)out->marks;
    store_reopening(life, row, out);
    if (out->closed_day)
        set_bit(life->closed_date_only, row);
    if (out->resolved_day)
        set_bit(life->resolved_date_only, row);
}

static void widen(struct totals *totals, uint32_t seconds) {
    if (seconds != TIME_NONE && (int64_t)seconds > totals->last_event)
        totals->last_event = seconds;
}

static void count(struct totals *totals, uint32_t received, const struct outcome_times *out) {
    for (unsigned bit = 0; out->marks >> bit; bit++)
        totals->marks[bit] += out->marks >> bit & 1;
    totals->reopened += out->reopened != TIME_NONE;
    if (received == TIME_NONE)
        return;
    totals->dated += out->closed != TIME_NONE;
    totals->undated += (out->marks & LIFE_CLOSED_UNDATED) != 0;
    if (received < totals->first_receipt)
        totals->first_receipt = received;
    widen(totals, received);
    widen(totals, out->resolved);
    widen(totals, out->closed);
}

static struct given read_row(const struct lifecycle *life, const struct table *table, size_t row) {
    struct given given;
    const int8_t *status = table->meanings[MEANING_CLOSED];
    given.received = value(life->received_column, row, &given.received_day);
    given.closed = value(life->closed_column, row, &given.closed_day);
    given.resolved = value(life->resolved_column, row, &given.resolved_day);
    given.first = value(table->by_role[ROLE_FIRST_CLOSED], row, &given.first_day);
    given.reopened = value(table->by_role[ROLE_REOPENED], row, &given.reopened_day);
    given.status = status ? status[row] : -1;
    return given;
}

static void live_range(void *context, size_t task, unsigned worker) {
    (void)worker;
    struct run *run = context;
    struct totals totals = {.first_receipt = TIME_NONE, .last_event = -1};
    size_t end = (task + 1) * RANGE < run->life->rows ? (task + 1) * RANGE : run->life->rows;
    for (size_t row = task * RANGE; row < end; row++) {
        struct given given = read_row(run->life, run->table, row);
        struct outcome_times out = live(&given);
        store(run->life, row, &out);
        count(&totals, given.received, &out);
    }
    run->totals[task] = totals;
}

static void add_totals(struct lifecycle *life, const struct totals *totals) {
    for (size_t bit = 0; bit < 8; bit++)
        life->mark_counts[bit] += totals->marks[bit];
    life->closed_dated += totals->dated;
    life->closed_undated += totals->undated;
    life->reopened_rows += totals->reopened;
    if (totals->first_receipt < life->first_receipt)
        life->first_receipt = totals->first_receipt;
    if (totals->last_event > life->last_event)
        life->last_event = totals->last_event;
}

/* ---- memory */

static uint32_t *times(size_t rows) {
    return heap_array(rows, sizeof(uint32_t));
}

static bool has_days(const struct column *column) {
    return column && column->date_only;
}

static uint32_t *never(size_t rows) {
    uint32_t *array = times(rows);
    for (size_t row = 0; row < rows; row++)
        array[row] = TIME_NONE;
    return array;
}

/* Without a column of answers the closes are the answers. */
static void allocate(struct lifecycle *life, const struct table *table) {
    const struct column *resolved = life->resolved_column;
    bool days =
        has_days(life->closed_column) || has_days(resolved) || has_days(table->by_role[ROLE_FIRST_CLOSED]);
    size_t rows = life->rows, words = rows / 64 + 1;
    life->unreceived = life->received_column ? NULL : never(rows);
    life->received = life->received_column ? life->received_column->codes : life->unreceived;
    life->first_end = times(rows);
    life->closed = times(rows);
    life->resolved = resolved ? times(rows) : life->closed;
    life->marks = heap_array(rows, 1);
    if (table->by_role[ROLE_REOPENED]) {
        life->reopened = times(rows);
        life->last_end = times(rows);
    }
    if (!days)
        return;
    life->closed_date_only = heap_array(words, sizeof(uint64_t));
    life->resolved_date_only = resolved ? heap_array(words, sizeof(uint64_t)) : life->closed_date_only;
    if (life->reopened)
        life->first_date_only = heap_array(words, sizeof(uint64_t));
}

static void drop_reopenings(struct lifecycle *life) {
    heap_free(life->reopened);
    heap_free(life->last_end);
    heap_free(life->first_date_only);
    life->reopened = life->last_end = NULL;
    life->first_date_only = NULL;
}

struct lifecycle *lifecycle_new(const struct table *table, unsigned jobs) {
    struct lifecycle *life = heap_array(1, sizeof *life);
    size_t ranges = (table->rows + RANGE - 1) / RANGE;
    life->rows = table->rows;
    life->received_column = table->by_role[ROLE_RECEIVED];
    life->closed_column = table->by_role[ROLE_CLOSED];
    life->resolved_column = table->by_role[ROLE_RESOLVED];
    life->first_receipt = TIME_NONE;
    life->last_event = -1;
    allocate(life, table);
    struct run run = {table, life, heap_array(ranges, sizeof *run.totals)};
    work_run(jobs ? jobs : work_processors(), ranges, live_range, &run);
    for (size_t i = 0; i < ranges; i++)
        add_totals(life, &run.totals[i]);
    heap_free(run.totals);
    if (!life->reopened_rows)
        drop_reopenings(life);
    return life;
}

void lifecycle_free(struct lifecycle *life) {
    if (!life)
        return;
    drop_reopenings(life);
    if (life->resolved != life->closed)
        heap_free(life->resolved);
    if (life->resolved_date_only != life->closed_date_only)
        heap_free(life->resolved_date_only);
    heap_free(life->unreceived);
    heap_free(life->first_end);
    heap_free(life->closed);
    heap_free(life->closed_date_only);
    heap_free(life->marks);
    heap_free(life);
}
