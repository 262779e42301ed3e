/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/backlog.h"

#include "analysis/clock/deadline.h"
#include "analysis/measure/frame.h"

#include <stdlib.h>

/* When the open interval that contains the as-of date began; TIME_NONE when the case is not open then. */
static uint32_t open_since(const struct lifecycle *life, size_t row, int64_t as_of) {
    uint32_t received = life->received[row];
    if (received == TIME_NONE || (int64_t)received >= as_of || (life->marks[row] & LIFE_CLOSED_UNDATED))
        return TIME_NONE;
    if ((int64_t)life->first_end[row] >= as_of)
        return received;
    uint32_t reopened = life->reopened ? life->reopened[row] : TIME_NONE;
    bool again = (int64_t)reopened < as_of && (int64_t)life->last_end[row] >= as_of;
    return again ? reopened : TIME_NONE;
}

static struct open_case describe(const struct dataset *dataset, const struct deadlines *deadlines, size_t row,
                                 uint32_t since) {
    struct open_case found = {.row = (uint32_t)row};
    bool day_only = column_date_only(dataset->life->received_column, row);
    int64_t from = day_only ? (int64_t)since / DATE_DAY * DATE_DAY : (int64_t)since;
    found.age_days = (double)(dataset->as_of - from) / DATE_DAY;
    /* The clock of a policy may have stopped, at the answer, though the case is open. */
    const struct frame frame = {.table = dataset->table, .life = dataset->life, .as_of = dataset->as_of};
    bool ignored;
    bool runs = deadlines->ends_at_close || frame_clock_end(&frame, deadlines, row, &ignored) == TIME_NONE;
    int64_t due = deadline_at(deadlines, row);
    found.overdue = runs && due != DEADLINE_NONE && due < dataset->as_of;
    if (found.overdue)
        found.days_over = (double)(dataset->as_of - due - deadline_is_day(deadlines, row)) / DATE_DAY;
    return found;
}

static int by_urgency(const void *left, const void *right) {
    const struct open_case *a = left, *b = right;
    if (a->days_over != b->days_over)
        return a->days_over < b->days_over ? 1 : -1;
    if (a->age_days != b->age_days)
        return a->age_days < b->age_days ? 1 : -1;
    return (a->row > b->row) - (a->row < b->row);
}

struct open_case *backlog_cases(const struct dataset *dataset, struct arena *arena, size_t *count) {
    struct deadlines deadlines = deadlines_of(dataset->table);
    size_t room = 0;
    *count = 0;
    for (size_t row = 0; row < dataset->table->rows; row++)
        room += dataset_selected(dataset, row) && open_since(dataset->life, row, dataset->as_of) != TIME_NONE;
    struct open_case *cases = arena_array(arena, room, sizeof *cases);
    for (size_t row = 0; row < dataset->table->rows; row++) {
        uint32_t since =
            dataset_selected(dataset, row) ? open_since(dataset->life, row, dataset->as_of) : TIME_NONE;
        if (since != TIME_NONE)
            cases[(*count)++] = describe(dataset, &deadlines, row, since);
    }
    qsort(cases, *count, sizeof *cases, by_urgency);
    return cases;
}
