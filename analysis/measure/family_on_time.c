/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/deadline.h"
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/stock.h"
#include "analysis/measure/tally.h"

/* Deadlines kept and missed. The clock ends as deadline.h says, at the close or at the answer. Where the
 * exports have no deadlines, their yes/no flag answers what it can. */

enum judgement { JUDGED_UNKNOWN, JUDGED_ON_TIME, JUDGED_LATE };

enum option { ON_TIME, ON_TIME_CLOSED, OVERDUE_OPEN, DUE_WITHIN, MEAN_DELAY };

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
    struct stock overdue;
    struct limit *limits; /* of due_within, with a stock each */
    struct stock *due_within;
    size_t limit_count;
    size_t before_as_of; /* periods that end before T; the others end at T */
};

static void *on_time_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    struct deadlines deadlines = deadlines_of_clock(frame->table, refs[0].stage);
    const struct column *flag = frame->table->by_role[ROLE_ON_TIME];
    if (!deadlines.due && (!flag || refs[0].stage.size))
        return NULL;
    struct on_time *state = heap_array(1, sizeof *state);
    state->deadlines = deadlines;
    state->flag = deadlines.due ? NULL : flag;
    state->tally = tally_new(frame, COUNTERS);
    stock_init_ends(&state->overdue, frame);
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

/* Still running at the ends of periods: overdue from the deadline on, due before. `last` is the last second
 * in time, `end` when the clock stopped, STOCK_FOREVER when it has not. */
static void add_running(struct on_time *state, size_t group, int64_t received, int64_t last, int64_t end,
                        int64_t weight) {
    const struct frame *frame = state->tally->frame;
    if (last < frame->as_of)
        stock_add(&state->overdue, group, last > received ? last : received, end, weight);
    for (size_t i = 0; i < state->limit_count; i++) {
        struct limit limit = state->limits[i];
        struct stock *stock = &state->due_within[i];
        int64_t ahead = limit.unit == LIMIT_SECONDS ? limit.count : limit.count * DATE_DAY;
        int64_t from = last - ahead > received ? last - ahead : received;
        size_t after = stock_moments(stock, end < last ? end : last);
        after = after < state->before_as_of ? after : state->before_as_of;
        stock_add_moments(stock, group, stock_moments(stock, from), after, weight);
        if (end == STOCK_FOREVER && last >= frame->as_of && last < frame->as_of + ahead)
            stock_add_moments(stock, group, state->before_as_of, stock->moments, weight);
    }
}

static void add_closed(struct on_time *state, const struct batch *batch, size_t i, enum judgement judgement,
                       int64_t delay) {
    int64_t weight = batch_weight(batch, i);
    if (judgement == JUDGED_UNKNOWN) {
        count_at(state, batch->closed[i], CLOSED_UNKNOWN, weight);
        return;
    }
    count_at(state, batch->closed[i], CLOSED_JUDGED, weight);
    if (judgement == JUDGED_ON_TIME) {
        count_at(state, batch->closed[i], CLOSED_KEPT, weight);
    } else {
        count_at(state, batch->closed[i], LATE, weight);
        count_at(state, batch->closed[i], LATE_SECONDS, weight * delay);
    }
}

static void add_due(struct on_time *state, const struct batch *batch, size_t i, enum judgement judgement) {
    int64_t weight = batch_weight(batch, i), last = deadline_at(&state->deadlines, batch->rows[i]);
    uint32_t cell = batch_cell(batch, i, state->tally->frame, (uint32_t)last);
    if (judgement == JUDGED_UNKNOWN) {
        count_at(state, cell, DUE_UNKNOWN, weight);
        return;
    }
    count_at(state, cell, DUE_JUDGED, weight);
    if (judgement == JUDGED_ON_TIME)
        count_at(state, cell, DUE_KEPT, weight);
}

static int64_t or_forever(uint32_t seconds) {
    return seconds == TIME_NONE ? STOCK_FOREVER : (int64_t)seconds;
}

/* A clock that stops at the close runs in each of the case's open intervals; one that stops at the answer
 * runs until the answer or the close, whichever is known first. */
static void add_intervals(struct on_time *state, size_t group, size_t row, uint32_t answer, int64_t weight) {
    const struct frame *frame = state->tally->frame;
    const struct lifecycle *life = frame->life;
    int64_t last = deadline_at(&state->deadlines, row);
    uint32_t close = frame_close(frame, row);
    if (!state->deadlines.ends_at_close) {
        add_running(state, group, life->received[row], last, or_forever(answer < close ? answer : close),
                    weight);
    } else if (!frame_reopened(frame, row)) {
        add_running(state, group, life->received[row], last, or_forever(close), weight);
    } else {
        add_running(state, group, life->received[row], last, or_forever(life->first_end[row]), weight);
        add_running(state, group, life->reopened[row], last, or_forever(close), weight);
    }
}

/* Open past its deadline is late; of open ones not yet due nobody asks. */
static enum judgement judge(const struct on_time *state, size_t row, uint32_t answer, bool answer_day) {
    if (answer != TIME_NONE)
        return deadline_missed(&state->deadlines, row, answer, answer_day) ? JUDGED_LATE : JUDGED_ON_TIME;
    return state->tally->frame->life->marks[row] & LIFE_CLOSED_UNDATED ? JUDGED_UNKNOWN : JUDGED_LATE;
}

static void add_deadline(struct on_time *state, const struct batch *batch, size_t i) {
    const struct frame *frame = state->tally->frame;
    const struct column *due = state->deadlines.due;
    size_t row = batch->rows[i];
    int64_t delay = 0;
    bool answer_day;
    if (due->codes[row] == TIME_NONE) {
        count_at(state, batch->received[i], RECEIVED_WITHOUT, batch_weight(batch, i));
        count_at(state, batch->closed[i], CLOSED_UNKNOWN, batch_weight(batch, i));
        return;
    }
    uint32_t answer = frame_clock_end(frame, state->deadlines.ends_at_close, row, &answer_day);
    enum judgement judgement = judge(state, row, answer, answer_day);
    lifecycle_span(due->codes[row], column_date_only(due, row), answer, answer_day, &delay);
    add_due(state, batch, i, judgement);
    add_closed(state, batch, i, judgement, delay);
    if (!(frame->life->marks[row] & LIFE_CLOSED_UNDATED))
        add_intervals(state, batch->groups[i], row, answer, batch_weight(batch, i));
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
    for (size_t i = 0; i < a->limit_count; i++)
        stock_merge(&a->due_within[i], &b->due_within[i]);
}

static void on_time_finish(void *opened) {
    struct on_time *state = opened;
    stock_finish(&state->overdue);
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
    if (limit.unit == LIMIT_WORKDAYS)
        return figure_none(UNIT_COUNT, NOTE_NO_CALENDAR);
    while (state->limits[at].unit != limit.unit || state->limits[at].count != limit.count)
        at++;
    return figure_count(stock_count(&state->due_within[at], group, period));
}

static struct figure on_time_figure(const void *opened, const struct measure_ref *ref, size_t group,
                                    size_t period) {
    const struct on_time *state = opened;
    if (!state)
        return figure_none(ref->measure->unit, NOTE_NO_COLUMN);
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
    for (size_t i = 0; i < state->limit_count; i++)
        stock_release(&state->due_within[i]);
    heap_free(state->due_within);
    heap_free(state->limits);
    heap_free(state);
}

static bool on_time_check(const struct table *table, const struct measure_ref *ref, struct err *err) {
    if (!ref->stage.size || str_equal(ref->stage, STR("export")) || deadlines_of_clock(table, ref->stage).due)
        return true;
    err_set(err, ERR_USAGE, "%s: there is no clock \"" STR_FMT "\"", ref->measure->key, STR_ARG(ref->stage));
    struct buf names = {0};
    for (size_t i = 0; i < table->column_count; i++)
        if (str_starts(table->columns[i]->name, STR("deadline:")))
            buf_printf(&names, ", " STR_FMT,
                       STR_ARG(str_sub(table->columns[i]->name, 9, table->columns[i]->name.size)));
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
         {"期内办结且超过期限的投诉，办结时间减期限的平均天数。",
          "Mean of close − deadline over the complaints closed in the period after their deadline."}},
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
