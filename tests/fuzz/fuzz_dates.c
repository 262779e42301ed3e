/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any lines as the cells of a column, read as dates and as numbers. What is found reads the same when written
 * in ISO 8601; what a column tells does not depend on what was assumed of it. The first byte chooses whether
 * there is a zone, the first line holds formats with "|" between them. */
#include "analysis/base/date.h"
#include "analysis/intake/habit.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds)
        abort();
}

static struct date_formats *read_formats(struct str line, struct arena *arena) {
    struct str list[40];
    size_t count = 0;
    while (line.size && count < 40) {
        size_t bar = str_find_char(line, '|');
        list[count++] = str_sub(line, 0, bar);
        line = str_sub(line, bar < line.size ? bar + 1 : bar, line.size);
    }
    return dates_compile(list, count, arena);
}

static void check_date(const struct date_reading *reading, struct str cell, struct date_tally *tally,
                       struct arena *arena) {
    uint32_t seconds, again;
    bool date_only, again_only;
    char text[DATE_TEXT];
    if (!dates_read(reading, cell, tally, &seconds, &date_only))
        return;
    check(!date_only || seconds % DATE_DAY == 0);
    date_format(seconds, date_only, text);
    check(dates_parse(dates_compile(NULL, 0, arena), str_of(text), &again, &again_only));
    check(again == seconds && again_only == date_only);
}

static void check_number(char decimal, struct str cell, struct habit_tally *tally) {
    const struct habit habit = {.decimal = decimal};
    int64_t value, plain;
    if (habit_number(&habit, cell, tally, &value))
        check(value_number(cell, decimal, &plain) && plain == value);
}

static void check_cells(struct str cells, const struct date_reading *day, struct arena *arena) {
    struct date_reading month = *day;
    struct habit_tally one = {0}, other = {0};
    month.order = DATE_MONTH_FIRST;
    while (cells.size) {
        size_t end = str_find_char(cells, '\n');
        struct str cell = str_trim(str_sub(cells, 0, end));
        check_date(day, cell, &one.dates, arena);
        check_date(&month, cell, &other.dates, arena);
        check_number('.', cell, &one);
        check_number(',', cell, &other);
        cells = str_sub(cells, end < cells.size ? end + 1 : end, cells.size);
    }
    /* In a zone the day decides whether clocks show a time once, twice or never. */
    one.dates.skipped = other.dates.skipped = one.dates.repeated = other.dates.repeated = 0;
    check(memcmp(&one, &other, sizeof one) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    char *copy = heap_array(size - 1, 1);
    memcpy(copy, data + 1, size - 1);
    struct arena *arena = arena_new();
    struct str text = {copy, size - 1};
    size_t line = str_find_char(text, '\n');
    struct date_reading reading = {.formats = read_formats(str_sub(text, 0, line), arena),
                                   .order = DATE_DAY_FIRST};
    reading.from_1904 = data[0] & 1;
    struct err err = {0};
    if (data[0] & 2)
        check(zone_load(data[0] & 4 ? "-03:30" : "+00:00", arena, &reading.zone, &err));
    check_cells(str_sub(text, line < text.size ? line + 1 : line, text.size), &reading, arena);
    arena_free(arena);
    heap_free(copy);
    return 0;
}
