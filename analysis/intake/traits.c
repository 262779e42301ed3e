/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "analysis/base/dict.h"
#include "analysis/intake/dates.h"
#include "analysis/intake/sample.h"
#include "analysis/intake/table.h"

#include <string.h>

enum { PROBES = 200 };

static bool is_missing(const struct lexicon *lexicon, struct str cell) {
    return cell.size == 0 || words_hold(&lexicon->missing, cell);
}

/* ---- one column */

struct looking {
    const struct sample *sample;
    const struct lexicon *lexicon;
    const struct date_formats *none;
    struct arena *arena;
    size_t column;
};

/* Five digits are read as a day of a spreadsheet among dates; a column of nothing else holds postcodes. */
static bool is_written(const struct date_tally *tally) {
    return tally->forms[DATE_FORM_SERIAL] * 2 <
           tally->forms[DATE_FORM_GIVEN] + tally->forms[DATE_FORM_YEAR_FIRST] +
               tally->forms[DATE_FORM_YEAR_LAST] + tally->forms[DATE_FORM_NAMED] +
               tally->forms[DATE_FORM_COMPACT] + tally->forms[DATE_FORM_EPOCH];
}

/* One reading of all cells (every `step`th); the share that are dates. */
static double read_times(const struct looking *l, enum date_order order, size_t step, uint32_t *seconds,
                         struct date_tally *tally) {
    const struct date_reading reading = {.formats = l->none, .order = order};
    size_t tried = 0, read = 0;
    *tally = (struct date_tally){0};
    for (size_t row = 0; row < l->sample->rows; row += step) {
        struct str cell = sample_cell(l->sample, row, l->column);
        bool date_only;
        seconds[row] = TIME_NONE;
        if (is_missing(l->lexicon, cell))
            continue;
        tried++;
        if (dates_read(&reading, cell, tally, &seconds[row], &date_only))
            read++;
        else
            seconds[row] = TIME_NONE;
    }
    return tried ? (double)read / (double)tried : 0;
}

static bool are_of_our_time(const uint32_t *seconds, size_t rows) {
    const int64_t from = date_days(2000, 1, 1) * DATE_DAY, to = date_days(2050, 1, 1) * DATE_DAY;
    for (size_t row = 0; row < rows; row++)
        if (seconds[row] != TIME_NONE && (seconds[row] < from || seconds[row] >= to))
            return false;
    return true;
}

/* Day or month first as most of the cells say that can only be read so. */
static void find_times(const struct looking *l, struct traits *traits) {
    struct date_tally tally;
    uint32_t *seconds = arena_array(l->arena, l->sample->rows + 1, sizeof *seconds);
    if (read_times(l, DATE_ORDER_UNKNOWN, l->sample->rows / PROBES + 1, seconds, &tally) < 0.5)
        return;
    traits->times = read_times(l, DATE_ORDER_UNKNOWN, 1, seconds, &tally);
    if (tally.month_first > tally.day_first)
        traits->times = read_times(l, DATE_MONTH_FIRST, 1, seconds, &tally);
    if (!is_written(&tally)) {
        if (traits->times >= TRAIT_TIMES && are_of_our_time(seconds, l->sample->rows))
            traits->serials = seconds;
        traits->times = 0;
    }
    if (traits->times < TRAIT_TIMES)
        return;
    traits->seconds = seconds;
    traits->ambiguous = tally.either > 0 && tally.month_first + tally.day_first == 0;
    traits->month_first = tally.month_first > tally.day_first;
    traits->day_first = tally.day_first > tally.month_first;
}

static bool is_code(struct str cell) {
    bool digit = false;
    for (size_t i = 0; i < cell.size; i++) {
        if ((unsigned char)cell.data[i] <= ' ')
            return false;
        digit |= cell.data[i] >= '0' && cell.data[i] <= '9';
    }
    return digit && cell.size <= 40;
}

/* Three blanks or a few characters beyond ASCII. */
static bool is_prose(struct str cell) {
    size_t blanks = 0, beyond = 0;
    for (size_t i = 0; i < cell.size; i++) {
        blanks += cell.data[i] == ' ';
        beyond += (unsigned char)cell.data[i] >= 0x80;
    }
    return blanks >= 3 || beyond >= 12;
}

static bool says_yes_or_no(const struct lexicon *lexicon, struct str cell) {
    static const struct str items[] = {STR_INIT("yes"),   STR_INIT("y"),  STR_INIT("true"), STR_INIT("t"),
                                       STR_INIT("1"),     STR_INIT("是"), STR_INIT("no"),   STR_INIT("n"),
                                       STR_INIT("false"), STR_INIT("f"),  STR_INIT("0"),    STR_INIT("否")};
    static const struct words words = {items, sizeof items / sizeof *items};
    return words_hold(&words, cell) || words_hold(&lexicon->yes, cell) || words_hold(&lexicon->no, cell);
}

/* Values while they are few; afterwards only how many different ones there are. */
static void count_value(struct traits *traits, struct dict *dict, struct str cell, struct arena *arena) {
    size_t before = dict_size(dict);
    uint32_t code = dict_add(dict, cell);
    if (code > TRAIT_VALUES)
        return;
    if (dict_size(dict) > before)
        traits->values[code - 1] = (struct trait_value){str_copy(arena, cell), 0};
    traits->values[code - 1].rows++;
}

/* The same id may well stand in several exports, but only once in each. */
static double unique(const struct looking *l, size_t filled) {
    struct dict *dict = dict_new();
    struct buf key = {0};
    for (size_t row = 0; row < l->sample->rows; row++) {
        struct str cell = sample_cell(l->sample, row, l->column);
        if (is_missing(l->lexicon, cell))
            continue;
        buf_clear(&key);
        buf_printf(&key, "%u ", (unsigned)l->sample->sources[row]);
        buf_add(&key, value_id(cell));
        dict_add(dict, buf_str(&key));
    }
    double share = filled ? (double)(dict_size(dict) - 1) / (double)filled : 0;
    buf_free(&key);
    dict_free(dict);
    return share;
}

static void look(const struct looking *l, struct traits *traits) {
    struct dict *dict = dict_new();
    size_t points = 0, commas = 0, codes = 0, prose = 0, words = 0, bytes = 0;
    traits->values = arena_array(l->arena, TRAIT_VALUES, sizeof *traits->values);
    for (size_t row = 0; row < l->sample->rows; row++) {
        struct str cell = sample_cell(l->sample, row, l->column);
        int64_t number;
        if (is_missing(l->lexicon, cell))
            continue;
        traits->filled++;
        bytes += cell.size;
        points += value_number(cell, '.', &number);
        commas += value_number(cell, ',', &number);
        codes += is_code(cell);
        prose += is_prose(cell);
        words += says_yes_or_no(l->lexicon, cell);
        count_value(traits, dict, cell, l->arena);
    }
    traits->distinct = dict_size(dict) - 1;
    traits->value_count = traits->distinct <= TRAIT_VALUES ? traits->distinct : 0;
    dict_free(dict);
    double filled = traits->filled ? (double)traits->filled : 1;
    traits->numbers = (double)(commas > points ? commas : points) / filled;
    traits->codes = (double)codes / filled;
    traits->prose = (double)prose / filled;
    traits->yes_no = (double)words / filled;
    traits->size = (double)bytes / filled;
    if (traits->codes > 0.5)
        traits->unique = unique(l, traits->filled);
    find_times(l, traits);
}

/* ---- day or month first, where the column itself does not say: like the other columns of the export */
static void settle_order(const struct looking *l, struct traits *traits) {
    size_t day = 0, month = 0;
    for (size_t c = 0; c < l->sample->columns; c++) {
        month += traits[c].month_first;
        day += traits[c].day_first;
    }
    for (size_t c = 0; c < l->sample->columns; c++) {
        struct looking column = *l;
        struct date_tally tally;
        uint32_t *seconds = arena_array(l->arena, l->sample->rows + 1, sizeof *seconds);
        column.column = c;
        if (!traits[c].ambiguous || month <= day)
            continue;
        read_times(&column, DATE_MONTH_FIRST, 1, seconds, &tally);
        traits[c].seconds = seconds;
    }
}

void sample_traits(const struct sample *sample, const struct lexicon *lexicon, struct arena *arena,
                   struct traits *traits) {
    struct looking l = {
        .sample = sample, .lexicon = lexicon, .none = dates_compile(NULL, 0, arena), .arena = arena};
    for (l.column = 0; l.column < sample->columns; l.column++) {
        traits[l.column] = (struct traits){0};
        look(&l, &traits[l.column]);
    }
    settle_order(&l, traits);
}
