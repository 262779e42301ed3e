/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/deadline.h"
#include "analysis/measure/interval.h"
#include "analysis/measure/notes.h"
#include "analysis/measure/quantiles.h"
#include "analysis/measure/tally.h"

/* How a case was handled on the way, of those closed in the period: how soon it was first answered, whether
 * one contact was enough, whether another department had to do it. */

enum option { FIRST_RESPONSE, FIRST_CONTACT, TRANSFERRED };

enum counter { CASES, RESPONDED, CONTACT_JUDGED, CONTACT_ENOUGH, DISPATCHED, COUNTERS };

struct response {
    struct tally *tally;
    struct quantiles *times; /* NULL without a column of first responses */
    const struct column *first_response, *first_contact, *dispatched;
    struct deadlines deadlines;
};

static void *response_open(const struct frame *frame, const struct measure_ref *refs, size_t count) {
    struct response *response = heap_array(1, sizeof *response);
    bool wanted = false;
    for (size_t i = 0; i < count; i++)
        wanted |= refs[i].measure->option == FIRST_RESPONSE;
    response->tally = tally_new(frame, COUNTERS);
    response->first_response = wanted ? frame->table->by_role[ROLE_FIRST_RESPONSE] : NULL;
    response->first_contact = frame->table->by_role[ROLE_FIRST_CONTACT];
    response->dispatched = frame->table->by_role[ROLE_DISPATCHED];
    response->deadlines = deadlines_of(frame->table);
    if (response->first_response)
        response->times = quantiles_new(response->tally->cells, frame->weighted);
    return response;
}

/* 1 yes, 0 no, FLAG_NONE unknown: by the flag, else closed in time and never dispatched. */
static int one_contact(const struct response *response, size_t row) {
    bool answer_day;
    if (response->first_contact)
        return response->first_contact->flags[row];
    if (!response->dispatched || !response->deadlines.due ||
        deadline_at(&response->deadlines, row) == DEADLINE_NONE)
        return FLAG_NONE;
    if (response->dispatched->codes[row] != TIME_NONE)
        return 0;
    uint32_t end = frame_clock_end(response->tally->frame, &response->deadlines, row, &answer_day);
    return !deadline_tells(&response->deadlines, row, answer_day)
               ? FLAG_NONE
               : !deadline_missed(&response->deadlines, row, end, answer_day);
}

static void add_time(struct response *response, uint32_t cell, size_t row, uint32_t weight) {
    const struct column *column = response->first_response;
    const struct lifecycle *life = response->tally->frame->life;
    uint32_t first = frame_known(response->tally->frame, column->codes[row]);
    struct span span;
    if (first == TIME_NONE || !span_between(life->received[row], column_date_only(life->received_column, row),
                                            first, column_date_only(column, row), &span))
        return;
    tally_cell(response->tally, cell)[RESPONDED] += weight;
    if (weight)
        quantiles_add(response->times, cell, span.seconds, weight);
}

static void response_add(void *state, const struct batch *batch) {
    struct response *response = state;
    for (size_t i = 0; i < batch->size; i++) {
        size_t row = batch->rows[i];
        uint32_t weight = batch_weight(batch, i);
        if (batch->closed[i] == CELL_NONE)
            continue;
        int64_t *cell = tally_cell(response->tally, batch->closed[i]);
        int contact = one_contact(response, row);
        cell[CASES] += weight;
        cell[CONTACT_JUDGED] += contact == FLAG_NONE ? 0 : weight;
        cell[CONTACT_ENOUGH] += contact == 1 ? weight : 0;
        if (response->dispatched && response->dispatched->codes[row] != TIME_NONE)
            cell[DISPATCHED] += weight;
        if (response->times)
            add_time(response, batch->closed[i], row, weight);
    }
}

static void response_merge(void *into, void *from) {
    struct response *a = into, *b = from;
    tally_merge(a->tally, b->tally);
    if (a->times)
        quantiles_merge(a->times, b->times);
}

static void response_finish(void *state) {
    struct response *response = state;
    if (response->times)
        quantiles_finish(response->times);
}

static struct figure response_figure(const void *state, const struct measure_ref *ref, size_t group,
                                     size_t period) {
    const struct response *response = state;
    const int64_t *cell = tally_at(response->tally, group, period);
    if (ref->measure->option == TRANSFERRED)
        return figure_share(cell[DISPATCHED], cell[CASES], 0);
    if (ref->measure->option == FIRST_CONTACT) {
        if (!response->first_contact && !(response->dispatched && response->deadlines.due))
            return figure_none(UNIT_SHARE, NOTE_NO_COLUMN);
        return figure_share(cell[CONTACT_ENOUGH], cell[CONTACT_JUDGED], cell[CASES] - cell[CONTACT_JUDGED]);
    }
    struct figure figure = figure_none(UNIT_HOURS, NULL);
    figure.n = (double)cell[RESPONDED];
    figure.missing = (double)(cell[CASES] - cell[RESPONDED]);
    figure.value =
        quantiles_at(response->times, group * response->tally->frame->period_count + period, 0.5) / 3600;
    return figure;
}

static void response_close(void *state) {
    struct response *response = state;
    tally_close(response->tally);
    quantiles_free(response->times);
    heap_free(response);
}

static const struct measure measures[] = {
    {.key = "first_response_p50_hours",
     .unit = UNIT_HOURS,
     .option = FIRST_RESPONSE,
     .lower_is_better = true,
     .roles = (role_set)1 << ROLE_FIRST_RESPONSE,
     .name = {"首次响应中位时长（小时）", "Median time to first response (hours)"},
     .definition = {"期内办结的投诉从受理到首次响应的中位时长；没有首次响应时间的不推算，计入缺失。",
                    "Median time from receipt to first response of the cases closed in the period; those "
                    "without one are unknown, never imputed."}},
    {.key = "first_contact_rate",
     .unit = UNIT_SHARE,
     .option = FIRST_CONTACT,
     .name = {"一次性办结率", "First-contact resolution"},
     .definition =
         {"期内办结的投诉中一次办结的比例：按导出文件的标志；没有标志的，按在期限内答复且未转办计。",
          "Of the cases closed in the period, those settled at the first contact: by the exports' "
          "flag, else answered by the deadline and never dispatched."}},
    {.key = "transferred_rate",
     .unit = UNIT_SHARE,
     .option = TRANSFERRED,
     .lower_is_better = true,
     .roles = (role_set)1 << ROLE_DISPATCHED,
     .name = {"转相关部门办结率", "Closed after transfer"},
     .definition = {"期内办结的投诉中曾转相关部门办理的比例。",
                    "Of the cases closed in the period, those dispatched to another department."}},
};

const struct family response_family = {
    .name = "response",
    .measures = measures,
    .count = sizeof measures / sizeof *measures,
    .reads = LIFECYCLE_ROLES | (role_set)1 << ROLE_FIRST_RESPONSE | (role_set)1 << ROLE_FIRST_CONTACT |
             (role_set)1 << ROLE_DISPATCHED | (role_set)1 << ROLE_DUE,
    .open = response_open,
    .add = response_add,
    .merge = response_merge,
    .finish = response_finish,
    .figure = response_figure,
    .close = response_close,
};
