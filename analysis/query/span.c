/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/span.h"

#include "analysis/base/arena.h"

#include <stdlib.h>

struct period span_all_data(const struct lifecycle *life) {
    return period_range(date_day_of(life->first_receipt), date_day_of(life->last_event));
}

/* Counts by month from a first month on. */
struct months {
    struct period *list;
    size_t count;
    int64_t *received;
    int64_t *last_event; /* day of the last thing that happened in it */
};

static int64_t last_working_day(const struct period *month) {
    int64_t day = month->end / DATE_DAY - 1;
    while (date_weekday(day) > 4)
        day--;
    return day;
}

/* Something happened on or after its last working day. */
static bool is_complete(const struct months *months, size_t month) {
    return months->last_event[month] >= last_working_day(&months->list[month]);
}

bool span_is_complete(const struct period *period, int64_t data_end) {
    return data_end > last_working_day(period) * DATE_DAY || period_days(period) < 5;
}

/* The month of an instant: months are looked up by a table over the days. */
static void note_event(struct months *months, const int32_t *month_of_day, int64_t first_day,
                       uint32_t seconds, bool receipt) {
    if (seconds == TIME_NONE)
        return;
    int64_t day = (int64_t)seconds / DATE_DAY;
    int64_t days = months->list[months->count - 1].end / DATE_DAY - first_day;
    if (day < first_day || day - first_day >= days)
        return;
    size_t month = (size_t)month_of_day[day - first_day];
    months->received[month] += receipt;
    if (day > months->last_event[month])
        months->last_event[month] = day;
}

static int32_t *index_days(const struct months *months, int64_t first_day) {
    int64_t days = months->list[months->count - 1].end / DATE_DAY - first_day;
    int32_t *month_of_day = heap_array((size_t)days, sizeof *month_of_day);
    for (size_t m = 0; m < months->count; m++)
        for (int64_t day = months->list[m].start / DATE_DAY; day < months->list[m].end / DATE_DAY; day++)
            month_of_day[day - first_day] = (int32_t)m;
    return month_of_day;
}

static void count_months(struct months *months, const struct lifecycle *life, const uint64_t *selected) {
    int64_t first_day = months->list[0].start / DATE_DAY;
    int32_t *month_of_day = index_days(months, first_day);
    for (size_t row = 0; row < life->rows; row++) {
        if (life->received[row] == TIME_NONE || (selected && !(selected[row / 64] >> (row % 64) & 1)))
            continue;
        note_event(months, month_of_day, first_day, life->received[row], true);
        note_event(months, month_of_day, first_day, life->closed[row], false);
        note_event(months, month_of_day, first_day, life->resolved[row], false);
    }
    heap_free(month_of_day);
}

static int by_value(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Twice the median, so that it stays an integer; 0 without earlier months. */
static int64_t doubled_median_before(const struct months *months, size_t month) {
    int64_t before[12];
    size_t n = month < 12 ? month : 12;
    for (size_t i = 0; i < n; i++)
        before[i] = months->received[month - n + i];
    qsort(before, n, sizeof before[0], by_value);
    return n == 0 ? 0 : before[(n - 1) / 2] + before[n / 2];
}

struct period span_last_complete_month(const struct lifecycle *life, const uint64_t *selected) {
    struct arena *arena = arena_new();
    struct months months = {0};
    months.list =
        period_split(PERIOD_MONTH, life->first_receipt, life->last_event + 1, 0, arena, &months.count);
    months.received = arena_array(arena, months.count, sizeof *months.received);
    months.last_event = arena_array(arena, months.count, sizeof *months.last_event);
    count_months(&months, life, selected);
    size_t chosen = months.count;
    for (size_t m = months.count; m-- > 0 && chosen == months.count;)
        if (is_complete(&months, m) && months.received[m] > 0 &&
            months.received[m] * 4 >= doubled_median_before(&months, m))
            chosen = m;
    for (size_t m = months.count; m-- > 0 && chosen == months.count;)
        if (months.received[m] > 0)
            chosen = m;
    struct period period = months.list[chosen < months.count ? chosen : 0];
    arena_free(arena);
    return period;
}
