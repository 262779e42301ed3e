/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/stock.h"
#include "analysis/measure/tally.h"
#include "analysis/measure/timely.h"

/* Deadlines kept and missed. The clock ends as deadline.h says, at the close or at the answer. Where the
 * exports have no deadlines and no policy gives them, their yes/no flag answers what it can. */

enum option { ON_TIME, ON_TIME_CLOSED, OVERDUE_OPEN, DUE_SOON, DUE_WITHIN, MEAN_DELAY };

/* By the period of the deadline, of the close and of the receipt: */
enum counter {
    DUE_KEPT,
    DUE_JUDGED,
    DUE_UNKNOWN,
    CLOSED_KEPT,
    CLOSED_JUDGED,
    CLOSED_UNKNOWN,
    LATE,
    LATE_SECONDS,
    RECEIVED_WITHOUT,
    RECEIVED_YES,
    RECEIVED_NO,
    CLOSED_YES,
    CLOSED_NO,
    COUNTERS
};

struct on_time {
    struct tally *tally;
    struct deadlines deadlines;
    const struct column *flag; /* only without deadlines */
    struct stock overdue, due_soon;
    struct limit *limits; /* of due_within, with a stock each */
    struct stock *due_within;
    size_t limit_count;
    size_t before_as_of; /* periods that end before T; the others end at T */
};

static void *on_time_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    struct deadlines deadlines = deadlines_of_clock(frame->table, refs[0].stage);
    const struct column *flag = frame->table->by_role[ROLE_ON_TIME];
    if (!deadlines.due && (!flag || refs[0].stage.size || deadlines.clock))
        return NULL;
    struct on_time *state = heap_array(1, sizeof *state);
    state->deadlines = deadlines;
    state->flag = deadlines.due ? NULL : flag;
    state->tally = tally_new(frame, COUNTERS);
    stock_init_ends(&state->overdue, frame);
    stock_init_ends(&state->due_soon, frame);
    state->limits = heap_array(count, sizeof *state->limits);
    state->due_within = heap_array(count, sizeof *state->due_within);
    for (size_t i = 0; i < count; i++)
        if (refs[i].measure->option == DUE_WITHIN) {
            state->limits[state->limit_count] = measure_limit(&refs[i]);
            stock_init_ends(&state->due_within[state->limit_count++], frame);
        }
    while (state->before_as_of < frame->period_count &&
           frame->periods[state->before_as_of].end < frame->as_of)
        state->before_as_of++;
    return state;
}

static void count_at(struct on_time *state, uint32_t cell, enum counter counter, int64_t weight) {
    if (cell != CELL_NONE)
        tally_cell(state->tally, cell)[counter] += weight;
}

static void add_flag(struct on_time *state, const struct batch *batch, size_t i, int64_t weight) {
    int8_t flag = state->flag->flags[batch->rows[i]];
    if (flag == FLAG_NONE) {
        count_at(state, batch->received[i], RECEIVED_WITHOUT, weight);
        count_at(state, batch->closed[i], CLOSED_UNKNOWN, weight);
        return;
    }
    count_at(state, batch->received[i], flag ? RECEIVED_YES : RECEIVED_NO, weight);
    count_at(state, batch->closed[i], flag ? CLOSED_YES : CLOSED_NO, weight);
}

/* A clock that runs, from `from` on: `last` is the last second in time, `warning` the last one before it is
 * due soon, `end` when it stopped, STOCK_FOREVER when it has not. */
struct running {
    size_t group;
    int64_t from, last, warning, end, weight;
};

/* In a state at the ends of periods (and at T) after `since`, up to the deadline, until the clock stops. */
static void add_ahead(struct on_time *state, struct stock *stock, const struct running *running,
                      int64_t since) {
    const struct frame *frame = state->tally->frame;
    int64_t from = since > running->from ? since : running->from;
    size_t after = stock_moments(stock, running->end < running->last ? running->end : running->last);
    after = after < state->before_as_of ? after : state->before_as_of;
    stock_add_moments(stock, running->group, stock_moments(stock, from), after, running->weight);
    if (running->end == STOCK_FOREVER && running->last >= frame->as_of && from < frame->as_of)
        stock_add_moments(stock, running->group, state->before_as_of, stock->moments, running->weight);
}

/* The last second that has more than the limit ahead of it up to `last`; false when that is not known. */
static bool limit_before(const struct on_time *state, struct limit limit, int64_t last, int64_t *since) {
    *since = last - (limit.unit == LIMIT_SECONDS ? limit.count : limit.count * DATE_DAY);
    if (limit.unit != LIMIT_WORKDAYS)
        return true;
    /* Midnights with at most n working days from them to `last` lie after the (n + 1)-th back from it. */
    const struct calendar *calendar = frame_calendar(state->tally->frame, state->deadlines.clock);
    int64_t day = calendar ? calendar_add(calendar, last / DATE_DAY + 1, -limit.count - 1) : CALENDAR_UNKNOWN;
    *since = day == CALENDAR_UNKNOWN ? 0 : day * DATE_DAY;
    return day != CALENDAR_UNKNOWN;
}

static void add_running(struct on_time *state, const struct running *running) {
    const struct frame *frame = state->tally->frame;
    int64_t last = running->last, since;
    if (last < frame->as_of)
        stock_add(&state->overdue, running->group, last > running->from ? last : running->from, running->end,
                  running->weight);
    if (running->warning < last)
        add_ahead(state, &state->due_soon, running, running->warning);
    for (size_t i = 0; i < state->limit_count; i++)
        if (limit_before(state, state->limits[i], last, &since))
            add_ahead(state, &state->due_within[i], running, since);
}

static void add_closed(struct on_time *state, const struct batch *batch, size_t i, enum timely timely,
                       uint32_t cell, int64_t delay) {
    int64_t weight = batch_weight(batch, i);
    if (timely == TIMELY_UNKNOWN) {
        count_at(state, cell, CLOSED_UNKNOWN, weight);
        return;
    }
    count_at(state, cell, CLOSED_JUDGED, weight);
    if (timely == TIMELY_KEPT) {
        count_at(state, cell, CLOSED_KEPT, weight);
    } else if (delay != CALENDAR_UNKNOWN) {
        count_at(state, cell, LATE, weight);
        count_at(state, cell, LATE_SECONDS, weight * delay);
    }
}

static void add_due(struct on_time *state, const struct batch *batch, size_t i, enum timely timely) {
    int64_t weight = batch_weight(batch, i), last = deadline_at(&state->deadlines, batch->rows[i]);
    uint32_t cell = batch_cell(batch, i, state->tally->frame, (uint32_t)last);
    if (timely == TIMELY_UNKNOWN) {
        count_at(state, cell, DUE_UNKNOWN, weight);
        return;
    }
    count_at(state, cell, DUE_JUDGED, weight);
    if (timely == TIMELY_KEPT)
        count_at(state, cell, DUE_KEPT, weight);
}

static int64_t or_forever(uint32_t seconds) {
    return seconds == TIME_NONE ? STOCK_FOREVER : (int64_t)seconds;
}

/* A clock that stops at the close runs in each of the case's open intervals; another one runs until it stops
 * or the case is closed, whichever is known first. */
static void add_intervals(struct on_time *state, size_t group, size_t row, uint32_t end, int64_t weight) {
    const struct frame *frame = state->tally->frame;
    const struct lifecycle *life = frame->life;
    const struct deadlines *deadlines = &state->deadlines;
    uint32_t close = frame_close(frame, row);
    struct running running = {.group = group,
                              .from = deadlines->from ? deadlines->from->codes[row] : life->received[row],
                              .last = deadline_at(deadlines, row),
                              .warning = deadline_warning(deadlines, row),
                              .end = or_forever(end < close || deadlines->outlives_close ? end : close),
                              .weight = weight};
    if (deadlines->ends_at_close)
        running.end = or_forever(frame_reopened(frame, row) ? life->first_end[row] : close);
    add_running(state, &running);
    if (!deadlines->ends_at_close || !frame_reopened(frame, row))
        return;
    running.from = life->reopened[row];
    running.end = or_forever(close);
    add_running(state, &running);
}

/* How far past the deadline, in seconds; working days of a clock that counts in them as if of 24 hours. */
static int64_t delay_of(const struct on_time *state, size_t row, uint32_t end, bool end_day) {
    const struct deadlines *deadlines = &state->deadlines;
    const struct column *due = deadlines->due;
    int64_t delay = 0;
    if (end == TIME_NONE)
        return 0;
    if (deadlines->clock && deadlines->clock->in_workdays) {
        delay = calendar_workdays(deadlines->clock->calendar, due->codes[row] / DATE_DAY, end / DATE_DAY);
        return delay == CALENDAR_UNKNOWN ? delay : delay * DATE_DAY;
    }
    lifecycle_span(due->codes[row], column_date_only(due, row), end, end_day, &delay);
    return delay;
}

/* Cell of the period in which the case was closed, or in which a clock with an end of its own stopped. */
static uint32_t end_cell(const struct on_time *state, const struct batch *batch, size_t i, uint32_t end) {
    return state->deadlines.to ? batch_cell(batch, i, state->tally->frame, end) : batch->closed[i];
}

static void add_deadline(struct on_time *state, const struct batch *batch, size_t i) {
    const struct frame *frame = state->tally->frame;
    size_t row = batch->rows[i];
    bool end_day;
    uint32_t end = frame_clock_end(frame, &state->deadlines, row, &end_day);
    uint32_t cell = end_cell(state, batch, i, end);
    if (state->deadlines.due->codes[row] == TIME_NONE) {
        count_at(state, batch->received[i], RECEIVED_WITHOUT, batch_weight(batch, i));
        count_at(state, cell, CLOSED_UNKNOWN, batch_weight(batch, i));
        return;
    }
    enum timely timely = timely_judge(frame, &state->deadlines, row, end, end_day);
    add_due(state, batch, i, timely);
    add_closed(state, batch, i, timely, cell, delay_of(state, row, end, end_day));
    if (!(frame->life->marks[row] & LIFE_CLOSED_UNDATED))
        add_intervals(state, batch->groups[i], row, end, batch_weight(batch, i));
}

static void on_time_add(void *opened, const struct batch *batch) {
    struct on_time *state = opened;
    for (size_t i = 0; i < batch->size; i++)
        if (state->flag)
            add_flag(state, batch, i, batch_weight(batch, i));
        else
            add_deadline(state, batch, i);
}

static void on_time_merge(void *into, void *from) {
    struct on_time *a = into, *b = from;
    tally_merge(a->tally, b->tally);
    stock_merge(&a->overdue, &b->overdue);
    stock_merge(&a->due_soon, &b->due_soon);
    for (size_t i = 0; i < a->limit_count; i++)
        stock_merge(&a->due_within[i], &b->due_within[i]);
}

static void on_time_finish(void *opened) {
    struct on_time *state = opened;
    stock_finish(&state->overdue);
    stock_finish(&state->due_soon);
    for (size_t i = 0; i < state->limit_count; i++)
        stock_finish(&state->due_within[i]);
}

static struct figure by_flag(const int64_t *cell, enum option option) {
    struct figure figure = figure_none(UNIT_SHARE, NOTE_NO_COLUMN);
    if (option == ON_TIME)
        figure =
            figure_share(cell[RECEIVED_YES], cell[RECEIVED_YES] + cell[RECEIVED_NO], cell[RECEIVED_WITHOUT]);
    else if (option == ON_TIME_CLOSED)
        figure = figure_share(cell[CLOSED_YES], cell[CLOSED_YES] + cell[CLOSED_NO], cell[CLOSED_UNKNOWN]);
    else
        return figure;
    if (option == ON_TIME && figure_available(&figure))
        figure.note = NOTE_BY_FLAG;
    return figure;
}

static struct figure mean_delay(const int64_t *cell) {
    struct figure figure = figure_none(UNIT_DAYS, NULL);
    figure.n = (double)cell[LATE];
    figure.missing = (double)cell[CLOSED_UNKNOWN];
    if (cell[LATE])
        figure.value = (double)cell[LATE_SECONDS] / (double)cell[LATE] / DATE_DAY;
    return figure;
}

static struct figure due_within(const struct on_time *state, struct limit limit, size_t group,
                                size_t period) {
    size_t at = 0;
    if (limit.unit == LIMIT_WORKDAYS && !frame_calendar(state->tally->frame, state->deadlines.clock))
        return figure_none(UNIT_COUNT, NOTE_NO_CALENDAR);
    while (state->limits[at].unit != limit.unit || state->limits[at].count != limit.count)
        at++;
    return figure_count(stock_count(&state->due_within[at], group, period));
}

/* Why no case has a deadline of this clock. */
static const char *no_deadlines(const struct clock *clock) {
    if (!clock || clock->counts[CLOCK_TIMED])
        return NULL;
    return clock->counts[CLOCK_NO_TIME]     ? NOTE_DATE_ONLY
           : clock->counts[CLOCK_UNCOVERED] ? (clock->calendar ? NOTE_NOT_COVERED : NOTE_NO_CALENDAR)
                                            : NULL;
}

static struct figure on_time_figure(const void *opened, const struct measure_ref *ref, size_t group,
                                    size_t period) {
    const struct on_time *state = opened;
    if (!state)
        return figure_none(ref->measure->unit, NOTE_NO_COLUMN);
    if (no_deadlines(state->deadlines.clock))
        return figure_none(ref->measure->unit, no_deadlines(state->deadlines.clock));
    const int64_t *cell = tally_at(state->tally, group, period);
    enum option option = (enum option)ref->measure->option;
    if (state->flag)
        return by_flag(cell, option);
    if (!state->tally->frame->has_close)
        return figure_none(ref->measure->unit, NOTE_NO_CLOSE);
    switch (option) {
    case ON_TIME:
        return figure_share(cell[DUE_KEPT], cell[DUE_JUDGED], cell[DUE_UNKNOWN] + cell[RECEIVED_WITHOUT]);
    case ON_TIME_CLOSED:
        return figure_share(cell[CLOSED_KEPT], cell[CLOSED_JUDGED], cell[CLOSED_UNKNOWN]);
    case OVERDUE_OPEN:
        return figure_count(stock_count(&state->overdue, group, period));
    case DUE_SOON:
        return figure_count(stock_count(&state->due_soon, group, period));
    case DUE_WITHIN:
        return due_within(state, measure_limit(ref), group, period);
    case MEAN_DELAY:
        break;
    }
    return mean_delay(cell);
}

static void on_time_close(void *opened) {
    struct on_time *state = opened;
    tally_close(state->tally);
    stock_release(&state->overdue);
    stock_release(&state->due_soon);
    for (size_t i = 0; i < state->limit_count; i++)
        stock_release(&state->due_within[i]);
    heap_free(state->due_within);
    heap_free(state->limits);
    heap_free(state);
}

static bool on_time_check(const struct table *table, const struct measure_ref *ref, struct err *err) {
    if (deadlines_named(table, ref->stage))
        return true;
    err_set(err, ERR_USAGE, "%s: there is no clock \"" STR_FMT "\"", ref->measure->key, STR_ARG(ref->stage));
    struct buf names = {0};
    for (size_t i = 0; i < table->stage_count; i++)
        if (table->stages[i].clock)
            buf_printf(&names, ", " STR_FMT, STR_ARG(table->stages[i].name));
    err_hint(err, "the clocks are export (the due date of the exports)" STR_FMT, STR_ARG(buf_str(&names)));
    buf_free(&names);
    return false;
}

static const struct measure measures[] = {
    {.key = "on_time_rate",
     .unit = UNIT_SHARE,
     .parameter = PARAMETER_STAGE,
     .option = ON_TIME,
     .name = {"及时率", "On-time rate"},
     .definition = {"办理期限落在期内的投诉中，在期限内办结的比例（政策时限算到答复）；期限已过仍未办结的算超"
                    "期。导出文件只有是否及时标志的，为期内受理中“是”÷（“是”＋“否”）。",
                    "Of the complaints whose deadline falls in the period, those closed by it (for the clock "
                    "of a policy: answered); open ones past it are late. With only a yes/no flag in the "
                    "exports: yes ÷ (yes + no) of those received in the period."}},
    {.key = "on_time_rate_closed",
     .unit = UNIT_SHARE,
     .parameter = PARAMETER_STAGE,
     .option = ON_TIME_CLOSED,
     .name = {"按时办结率", "On-time rate of closed"},
     .definition = {"期内办结的投诉中，在期限内办结的比例。",
                    "Of the complaints closed in the period, those closed by their deadline (for the clock "
                    "of a policy: answered)."}},
    {.key = "overdue_open",
     .unit = UNIT_COUNT,
     .parameter = PARAMETER_STAGE,
     .option = OVERDUE_OPEN,
     .lower_is_better = true,
     .name = {"超期在办", "Overdue"},
     .definition = {"期末在办且已过期限的投诉件数。",
                    "Complaints open at the end of the period that are past their deadline."}},
    {.key = "due_soon",
     .unit = UNIT_COUNT,
     .parameter = PARAMETER_STAGE,
     .option = DUE_SOON,
     .lower_is_better = true,
     .name = {"即将超期", "Due soon"},
     .definition = {"期末在办、已过预警点（时限的 90%，政策可另定）而未到期限的投诉件数。",
                    "Complaints open at the end of the period that are past their warning (90 % of the limit "
                    "unless the policy sets another) and not past the deadline."}},
    {.key = "due_within",
     .unit = UNIT_COUNT,
     .parameter = PARAMETER_LIMIT,
     .option = DUE_WITHIN,
     .name = {"N日内到期", "Due within N"},
     .definition =
         {"期末在办、期限在此后所给时间内的投诉件数。",
          "Complaints open at the end of the period whose deadline lies in the time given after it."}},
    {.key = "mean_delay_days",
     .unit = UNIT_DAYS,
     .parameter = PARAMETER_STAGE,
     .option = MEAN_DELAY,
     .lower_is_better = true,
     .name = {"平均延误周期（天）", "Mean delay (days)"},
     .definition =
         {"期内办结且超过期限的投诉，办结时间（政策时限：停表时间）减期限的平均天数；工作日时限按工作日计。",
          "Mean of close (for the clock of a policy: its end) − deadline over the complaints closed in the "
          "period after their deadline; in working days where the limit is in working days."}},
};

const struct family on_time_family = {
    .name = "on_time",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES | (role_set)1 << ROLE_DUE | (role_set)1 << ROLE_ON_TIME,
    .open = on_time_open,
    .add = on_time_add,
    .merge = on_time_merge,
    .finish = on_time_finish,
    .figure = on_time_figure,
    .close = on_time_close,
    .check = on_time_check,
};
