/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/clock/deadline.h"

struct deadlines deadlines_of(const struct table *table) {
    return (struct deadlines){table->by_role[ROLE_DUE]};
}

bool deadlines_known(const struct table *table) {
    const struct column *due = table->by_role[ROLE_DUE];
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
