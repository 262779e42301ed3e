/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/deadline.h"

static const struct column *time_column(const struct table *table, struct str name) {
    const struct column *column = table_column(table, name);
    return column && column->type == COLUMN_TIME ? column : NULL;
}

static const struct column *of_policy(const struct table *table, struct str clock) {
    struct buf name = {0};
    buf_add(&name, STR("deadline:"));
    buf_add(&name, clock);
    const struct column *column = time_column(table, buf_str(&name));
    buf_free(&name);
    return column;
}

struct deadlines deadlines_of_clock(const struct table *table, struct str clock) {
    const struct column *due = table->by_role[ROLE_DUE];
    if (clock.size && !str_equal(clock, STR("export")))
        return (struct deadlines){of_policy(table, clock), false};
    const struct column *main_clock = clock.size ? NULL : time_column(table, STR("deadline"));
    return main_clock ? (struct deadlines){main_clock, false} : (struct deadlines){due, true};
}

struct deadlines deadlines_of(const struct table *table) {
    return deadlines_of_clock(table, STR(""));
}

bool deadlines_known(const struct table *table) {
    const struct column *due = deadlines_of(table).due;
    return due && due->missing < table->rows;
}

bool deadline_is_day(const struct deadlines *deadlines, size_t row) {
    return deadlines->due && column_date_only(deadlines->due, row);
}

int64_t deadline_at(const struct deadlines *deadlines, size_t row) {
    if (!deadlines->due || deadlines->due->codes[row] == TIME_NONE)
        return DEADLINE_NONE;
    int64_t due = deadlines->due->codes[row];
    return deadline_is_day(deadlines, row) ? due / DATE_DAY * DATE_DAY + DATE_DAY - 1 : due;
}

bool deadline_missed(const struct deadlines *deadlines, size_t row, int64_t seconds, bool date_only) {
    int64_t due = deadline_at(deadlines, row);
    if (due == DEADLINE_NONE)
        return false;
    return date_only ? seconds / DATE_DAY > due / DATE_DAY : seconds > due;
}
