/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/deadline.h"

enum { WARN_PERCENT = 90 }; /* of an export's own due date */

static const struct stage *stage_with_clock(const struct table *table, struct str name) {
    for (size_t i = 0; i < table->stage_count; i++) {
        const struct stage *stage = &table->stages[i];
        if (stage->clock && (name.size ? str_equal(stage->name, name) : stage->clock->is_main))
            return stage;
    }
    return NULL;
}

struct deadlines deadlines_of_clock(const struct table *table, struct str clock) {
    const struct stage *stage = stage_with_clock(table, clock);
    struct deadlines found = {.received = table->by_role[ROLE_RECEIVED]};
    if (stage) {
        enum role to = stage->clock->to;
        found.clock = stage->clock;
        found.due = stage->clock->due;
        found.warn = stage->clock->warn;
        found.from = stage->clock->from == ROLE_RECEIVED ? NULL : stage->from;
        found.to = to == ROLE_RESOLVED || to == ROLE_CLOSED ? NULL : stage->to;
        found.ends_at_close = to == ROLE_CLOSED;
        found.outlives_close = to == ROLE_FOLLOWED_UP || stage->clock->from == ROLE_CLOSED;
    } else if (!clock.size || str_equal(clock, STR("export"))) {
        found.due = table->by_role[ROLE_DUE];
        found.ends_at_close = true;
    }
    return found;
}

struct deadlines deadlines_of(const struct table *table) {
    return deadlines_of_clock(table, STR(""));
}

bool deadlines_named(const struct table *table, struct str clock) {
    return !clock.size || str_equal(clock, STR("export")) || stage_with_clock(table, clock);
}

bool deadlines_known(const struct table *table) {
    const struct column *due = deadlines_of(table).due;
    return due && due->missing < table->rows;
}

/* The last second of a time. */
static int64_t last_second(const struct column *column, size_t row) {
    if (!column || column->codes[row] == TIME_NONE)
        return DEADLINE_NONE;
    int64_t seconds = column->codes[row];
    return column_date_only(column, row) ? seconds / DATE_DAY * DATE_DAY + DATE_DAY - 1 : seconds;
}

bool deadline_is_day(const struct deadlines *deadlines, size_t row) {
    return deadlines->due && column_date_only(deadlines->due, row);
}

int64_t deadline_at(const struct deadlines *deadlines, size_t row) {
    return last_second(deadlines->due, row);
}

int64_t deadline_warning(const struct deadlines *deadlines, size_t row) {
    int64_t due = deadline_at(deadlines, row);
    if (deadlines->warn)
        return last_second(deadlines->warn, row);
    if (deadlines->clock || due == DEADLINE_NONE || !deadlines->received ||
        deadlines->received->codes[row] == TIME_NONE)
        return DEADLINE_NONE;
    int64_t from = deadlines->received->codes[row];
    if (!deadline_is_day(deadlines, row))
        return from + (due - from) * WARN_PERCENT / 100;
    int64_t first = from / DATE_DAY, days = due / DATE_DAY - first;
    return (first + days * WARN_PERCENT / 100 + 1) * DATE_DAY - 1;
}

bool deadline_missed(const struct deadlines *deadlines, size_t row, int64_t seconds, bool date_only) {
    int64_t due = deadline_at(deadlines, row);
    if (due == DEADLINE_NONE)
        return false;
    return date_only ? seconds / DATE_DAY > due / DATE_DAY : seconds > due;
}

bool deadline_tells(const struct deadlines *deadlines, size_t row, bool date_only) {
    return !date_only || !deadlines->clock || deadline_is_day(deadlines, row);
}
