/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/timely.h"

/* A clock with an end of its own, of a case that is over without it: nothing tells when it stopped. */
static bool ended_untold(const struct frame *frame, const struct deadlines *deadlines, size_t row) {
    return frame->life->marks[row] & LIFE_CLOSED_UNDATED ||
           (deadlines->to && !deadlines->outlives_close && frame_close(frame, row) != TIME_NONE);
}

enum timely timely_judge(const struct frame *frame, const struct deadlines *deadlines, size_t row,
                         uint32_t end, bool end_day) {
    if (end == TIME_NONE)
        return ended_untold(frame, deadlines, row) ? TIMELY_UNKNOWN : TIMELY_LATE;
    if (!deadline_tells(deadlines, row, end_day))
        return TIMELY_UNKNOWN;
    return deadline_missed(deadlines, row, end, end_day) ? TIMELY_LATE : TIMELY_KEPT;
}

static struct column *flag_column(struct table *table, const char *name) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i]->role == ROLE_NONE && str_equal(table->columns[i]->name, str_of(name)))
            return table->columns[i];
    struct column *made = table_add(table, str_of(name), COLUMN_FLAG);
    made->flags = heap_array(table->rows, 1);
    return made;
}

static void set_row(const struct frame *frame, const struct deadlines *deadlines, size_t row, int8_t *on_time,
                    int8_t *overdue) {
    int64_t due = deadline_at(deadlines, row);
    bool end_day;
    *on_time = *overdue = FLAG_NONE;
    if (due == DEADLINE_NONE || frame->life->received[row] == TIME_NONE)
        return;
    uint32_t end = frame_clock_end(frame, deadlines, row, &end_day);
    enum timely timely = timely_judge(frame, deadlines, row, end, end_day);
    bool runs = end == TIME_NONE, known = timely != TIMELY_UNKNOWN && (!runs || due < frame->as_of);
    *on_time = known ? timely == TIMELY_KEPT : FLAG_NONE;
    *overdue = runs && timely == TIMELY_LATE && due < frame->as_of;
}

void timely_derive(struct table *table, const struct lifecycle *life, int64_t as_of) {
    const struct column *own = table->by_role[ROLE_ON_TIME];
    struct frame frame = {.table = table, .life = life, .as_of = as_of};
    struct deadlines deadlines = deadlines_of(table);
    if (!deadlines.due)
        return;
    if (own && deadlines.clock)
        table_rename(table, own, STR("on_time (export)"));
    struct column *overdue = flag_column(table, "overdue");
    struct column *on_time = own && !deadlines.clock ? NULL : flag_column(table, "on_time");
    size_t missing[2] = {0};
    for (size_t row = 0; row < table->rows; row++) {
        int8_t kept;
        set_row(&frame, &deadlines, row, &kept, &overdue->flags[row]);
        missing[0] += overdue->flags[row] == FLAG_NONE;
        missing[1] += kept == FLAG_NONE;
        if (on_time)
            on_time->flags[row] = kept;
    }
    overdue->missing = missing[0];
    if (on_time)
        on_time->missing = missing[1];
}
