/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/repeat.h"

#include <stdlib.h>
#include <string.h>

struct complaint {
    uint32_t category, received, row;
    bool date_only;
};

/* What came earlier of the same customer in the same category; days and instants, −1 = nothing. */
struct history {
    int64_t instant, instant_before; /* the latest with a clock time, and the latest different one */
    int64_t day, day_before;         /* the day of the latest, and the latest different day */
    int64_t dated, dated_before;     /* the same, of those without a clock time */
};

static const struct history nothing = {-1, -1, -1, -1, -1, -1};

static int by_category_and_time(const void *left, const void *right) {
    const struct complaint *a = left, *b = right;
    if (a->category != b->category)
        return a->category < b->category ? -1 : 1;
    if (a->received != b->received)
        return a->received < b->received ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void remember(int64_t *latest, int64_t *before, int64_t value) {
    if (*latest == value)
        return;
    *before = *latest;
    *latest = value;
}

/* The latest remembered value that is less than `value`. */
static int64_t earlier(int64_t latest, int64_t before, int64_t value) {
    return latest < value ? latest : before;
}

static bool soon_after(int64_t earlier_day, int64_t day) {
    return earlier_day >= 0 && day - earlier_day <= REPEAT_DAYS;
}

static bool is_repeat(const struct history *history, const struct complaint *complaint) {
    int64_t day = complaint->received / DATE_DAY;
    if (complaint->date_only)
        return soon_after(earlier(history->day, history->day_before, day), day);
    int64_t instant = earlier(history->instant, history->instant_before, complaint->received);
    return soon_after(earlier(history->dated, history->dated_before, day), day) ||
           (instant >= 0 && complaint->received - instant <= (int64_t)REPEAT_DAYS * DATE_DAY);
}

static void learn(struct history *history, const struct complaint *complaint) {
    int64_t day = complaint->received / DATE_DAY;
    remember(&history->day, &history->day_before, day);
    if (complaint->date_only)
        remember(&history->dated, &history->dated_before, day);
    else
        remember(&history->instant, &history->instant_before, complaint->received);
}

/* One customer's complaints, in any order. */
static void judge_customer(struct complaint *list, size_t count, int64_t from, int8_t *flags) {
    struct history history = nothing;
    if (count > 1)
        qsort(list, count, sizeof *list, by_category_and_time);
    for (size_t i = 0; i < count; i++) {
        if (i && list[i].category != list[i - 1].category)
            history = nothing;
        if (is_repeat(&history, &list[i]))
            flags[list[i].row] = 1;
        else if ((int64_t)list[i].received >= from)
            flags[list[i].row] = 0;
        learn(&history, &list[i]);
    }
}

static bool counts(const struct lifecycle *life, const struct column *customer, const struct column *category,
                   uint32_t other, const uint64_t *in_scope, size_t row) {
    return life->received[row] != TIME_NONE && customer->codes[row] != DICT_NONE &&
           category->codes[row] != DICT_NONE && category->codes[row] != other &&
           (!in_scope || (in_scope[row / 64] >> (row % 64) & 1));
}

void repeat_flags(const struct table *table, const struct lifecycle *life, const struct column *category,
                  const uint64_t *in_scope, int8_t *flags) {
    const struct column *customer = table->by_role[ROLE_CUSTOMER];
    size_t customers = dict_size(customer->dict);
    uint32_t other = dict_find(category->dict, STR("other"));
    int64_t from = life->first_receipt / DATE_DAY * DATE_DAY + (int64_t)REPEAT_DAYS * DATE_DAY;
    size_t *start = heap_array(customers + 2, sizeof *start);
    memset(flags, FLAG_NONE, table->rows);
    for (size_t row = 0; row < table->rows; row++)
        if (counts(life, customer, category, other, in_scope, row))
            start[customer->codes[row] + 2]++;
    for (size_t i = 2; i < customers + 2; i++)
        start[i] += start[i - 1];
    struct complaint *list = heap_resize(NULL, start[customers + 1], sizeof *list);
    for (size_t row = 0; row < table->rows; row++)
        if (counts(life, customer, category, other, in_scope, row))
            list[start[customer->codes[row] + 1]++] =
                (struct complaint){category->codes[row], life->received[row], (uint32_t)row,
                                   column_date_only(life->received_column, row)};
    for (size_t i = 0; i < customers; i++)
        judge_customer(list + start[i], start[i + 1] - start[i], from, flags);
    heap_free(list);
    heap_free(start);
}

void repeat_derive(struct table *table, const struct lifecycle *life, const uint64_t *in_scope) {
    const struct column *category = table_column(table, STR("category"));
    if (!table->by_role[ROLE_CUSTOMER] || !category || category->type != COLUMN_DIMENSION)
        return;
    int8_t *flags = heap_array(table->rows, 1);
    repeat_flags(table, life, category, in_scope, flags);
    size_t missing = 0;
    for (size_t row = 0; row < table->rows; row++)
        missing += flags[row] == FLAG_NONE;
    struct column *column = table_add(table, STR("repeat"), COLUMN_FLAG);
    column->flags = flags;
    column->missing = missing;
}
