/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/query/filter.h"

#include <sqlite3.h>
#include <string.h>

enum term_kind {
    TERM_TIME,  /* seconds in a range */
    TERM_CODE,  /* one code */
    TERM_CODES, /* pass[code] */
    TERM_DAYS   /* pass[day of the receipt − first_day] */
};

/* Date-only values are at midnight and their text is a beginning of the texts of that day's instants, so the
 * same text can lie at different places for them and for instants: two ranges. */
struct range {
    uint32_t low, span; /* low ≤ seconds < low + span */
};

struct filter_term {
    enum term_kind kind;
    const struct column *column;
    bool negate;     /* TIME: outside the range */
    bool takes_null; /* TIME, when negated */
    struct range instants, days;
    uint32_t code;
    uint8_t *pass;
    int64_t first_day;
    const struct view_column *view; /* CODES of a flag */
};

void filter_clear(struct filter *filter) {
    for (size_t i = 0; i < filter->count; i++)
        heap_free(filter->terms[i].pass);
    filter->count = 0;
    filter->nothing = false;
}

void filter_free(struct filter *filter) {
    filter_clear(filter);
    heap_free(filter->terms);
    *filter = (struct filter){0};
}

static struct filter_term *add(struct filter *filter, enum term_kind kind, const struct column *column) {
    filter->terms = heap_grow(filter->terms, &filter->capacity, filter->count + 1, sizeof *filter->terms);
    struct filter_term *term = &filter->terms[filter->count++];
    *term = (struct filter_term){.kind = kind, .column = column};
    return term;
}

/* ---- times */

enum { DAYS_MOST = (int)(UINT32_MAX / DATE_DAY) + 1 };

static bool is_before(uint32_t seconds, bool date_only, struct str text, bool or_equal) {
    char buffer[DATE_TEXT];
    size_t size = view_time_text(seconds, date_only, buffer);
    int order = str_compare((struct str){buffer, size}, text);
    return or_equal ? order <= 0 : order < 0;
}

/* Where the times whose text is before `text` end: the first second that is not, for date-only values and for
 * instants; TIME_NONE when all are before it. */
struct bound {
    uint32_t day, instant;
};

static struct bound find_bound(struct str text, bool or_equal) {
    uint32_t low = 0, high = DAYS_MOST; /* the first day whose date-only text is not before */
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (is_before(middle * DATE_DAY, true, text, or_equal))
            low = middle + 1;
        else
            high = middle;
    }
    uint64_t day = (uint64_t)low * DATE_DAY, instant = day;
    if (low > 0) { /* instants of the day before may already be beyond */
        uint64_t from = day - DATE_DAY, to = day < TIME_NONE ? day : TIME_NONE;
        while (from < to) {
            uint64_t middle = (from + to) / 2;
            if (is_before((uint32_t)middle, false, text, or_equal))
                from = middle + 1;
            else
                to = middle;
        }
        instant = from;
    }
    return (struct bound){day < TIME_NONE ? (uint32_t)day : TIME_NONE,
                          instant < TIME_NONE ? (uint32_t)instant : TIME_NONE};
}

static struct range range_of(uint32_t low, uint32_t end) {
    return (struct range){low, end > low ? end - low : 0};
}

static struct filter_term *add_range(struct filter *filter, const struct column *column, struct bound low,
                                     struct bound end) {
    struct filter_term *term = add(filter, TERM_TIME, column);
    term->instants = range_of(low.instant, end.instant);
    term->days = range_of(low.day, end.day);
    return term;
}

static const struct bound bound_start = {0, 0}, bound_end = {TIME_NONE, TIME_NONE};

bool filter_takes_pattern(struct str pattern) {
    if (!pattern.size || pattern.data[pattern.size - 1] != '%')
        return false;
    struct str start = str_sub(pattern, 0, pattern.size - 1);
    return str_find_char(start, '%') == start.size && str_find_char(start, '_') == start.size;
}

/* Texts that begin with `start`: letters have no place in a time, so their case does not matter. */
static void add_beginning(struct filter *filter, const struct column *column, struct str start) {
    struct buf past = {0};
    buf_add(&past, start);
    buf_add(&past, STR("\xFF")); /* after every text that begins so */
    add_range(filter, column, find_bound(start, false), find_bound(buf_str(&past), false));
    buf_free(&past);
}

void filter_time(struct filter *filter, const struct column *column, enum filter_test test, struct str text) {
    struct filter_term *term;
    switch (test) {
    case TEST_LESS:
    case TEST_LESS_EQUAL:
        add_range(filter, column, bound_start, find_bound(text, test == TEST_LESS_EQUAL));
        break;
    case TEST_GREATER:
    case TEST_GREATER_EQUAL:
        add_range(filter, column, find_bound(text, test == TEST_GREATER), bound_end);
        break;
    case TEST_IS_NULL:
    case TEST_IS_NOT_NULL:
        term = add_range(filter, column, bound_start, bound_end);
        term->negate = term->takes_null = test == TEST_IS_NULL;
        break;
    case TEST_LIKE:
        add_beginning(filter, column, str_sub(text, 0, text.size - 1));
        break;
    default:
        term = add_range(filter, column, find_bound(text, false), find_bound(text, true));
        term->negate = test != TEST_EQUAL;
        term->takes_null = test == TEST_IS_NOT;
    }
}

/* ---- codes */

static bool holds(enum filter_test test, int order) {
    switch (test) {
    case TEST_EQUAL:
        return order == 0;
    case TEST_LESS:
        return order < 0;
    case TEST_LESS_EQUAL:
        return order <= 0;
    case TEST_GREATER:
        return order > 0;
    case TEST_GREATER_EQUAL:
        return order >= 0;
    default:
        return order != 0;
    }
}

static bool takes_null(enum filter_test test) {
    return test == TEST_IS_NULL || test == TEST_IS_NOT;
}

static bool text_passes(enum filter_test test, struct str value, struct str text) {
    if (test == TEST_IS_NULL || test == TEST_IS_NOT_NULL)
        return test == TEST_IS_NOT_NULL;
    if (test == TEST_LIKE)
        return sqlite3_strlike(text.data, value.data, 0) == 0;
    if (test == TEST_GLOB)
        return sqlite3_strglob(text.data, value.data) == 0;
    return holds(test, str_compare(value, text));
}

/* What passes by code of a column whose codes come from days, by day; as a range of seconds when the days are
 * neighbours (a month, "since …"). Takes `pass` over. */
static void add_days(struct filter *filter, const struct view_column *column, uint8_t *pass) {
    const struct view_codes *codes = &column->codes;
    uint8_t *days = heap_array((size_t)codes->days, 1);
    int64_t first = codes->days, end = 0, total = 0;
    for (int64_t i = 0; i < codes->days; i++) {
        if (!(days[i] = pass[codes->of_day[i]]))
            continue;
        first = i < first ? i : first;
        end = i + 1;
        total++;
    }
    bool null = pass[0];
    heap_free(pass);
    if (end > first && end - first == total && !null) {
        heap_free(days);
        uint64_t low = (uint64_t)(codes->first_day + first) * DATE_DAY;
        uint64_t past = (uint64_t)(codes->first_day + end) * DATE_DAY;
        uint32_t from = (uint32_t)low, to = past < TIME_NONE ? (uint32_t)past : TIME_NONE;
        add_range(filter, column->column, (struct bound){from, from}, (struct bound){to, to});
        return;
    }
    struct filter_term *term = add(filter, TERM_DAYS, column->column);
    term->pass = days;
    term->first_day = codes->first_day;
    term->takes_null = null;
    filter->nothing |= total == 0 && !null;
}

static void add_codes(struct filter *filter, const struct view_column *column, uint8_t *pass) {
    if (column->codes.of_day) {
        add_days(filter, column, pass);
        return;
    }
    size_t total = 0;
    uint32_t last = 0;
    for (uint32_t code = 0; code < column->codes.count; code++)
        if (pass[code]) {
            total++;
            last = code;
        }
    bool one = total == 1 && column->kind != VIEW_FLAG;
    struct filter_term *term = add(filter, one ? TERM_CODE : TERM_CODES, column->column);
    term->view = column;
    term->code = last;
    term->pass = pass;
    filter->nothing |= total == 0;
}

void filter_text(struct filter *filter, const struct view_column *column, enum filter_test test,
                 struct str text) {
    uint8_t *pass = heap_array(column->codes.count, 1);
    if (column->kind == VIEW_DIMENSION && test == TEST_EQUAL) { /* no need to look at each */
        uint32_t code = dict_find(column->column->dict, text);
        if (code != DICT_ABSENT && code != DICT_NONE)
            pass[code] = 1;
    } else {
        pass[0] = takes_null(test);
        for (uint32_t code = 1; code < column->codes.count; code++)
            pass[code] = text_passes(test, view_code_text(column, code), text);
    }
    add_codes(filter, column, pass);
}

void filter_text_in(struct filter *filter, const struct view_column *column, const struct str *texts,
                    size_t count) {
    uint8_t *pass = heap_array(column->codes.count, 1);
    for (uint32_t code = 1; code < column->codes.count; code++)
        for (size_t i = 0; i < count && !pass[code]; i++)
            pass[code] = str_equal(view_code_text(column, code), texts[i]);
    add_codes(filter, column, pass);
}

bool filter_may_be_number(struct str text) {
    return text.size && strchr("0123456789+-. \t\n\v\f\r", text.data[0]) != NULL;
}

void filter_text_like_integer(struct filter *filter, const struct view_column *column, int64_t value) {
    uint8_t *pass = heap_array(column->codes.count, 1);
    for (uint32_t code = 1; code < column->codes.count; code++) {
        struct str text = view_code_text(column, code);
        int64_t number;
        pass[code] = filter_may_be_number(text) && (!str_to_int(text, &number) || number == value);
    }
    add_codes(filter, column, pass);
}

void filter_integer(struct filter *filter, const struct view_column *column, enum filter_test test,
                    double value) {
    uint8_t *pass = heap_array(column->codes.count, 1);
    pass[0] = takes_null(test);
    for (uint32_t code = 1; code < column->codes.count; code++) {
        double own = (double)view_code_integer(column, code);
        bool null_test = test == TEST_IS_NULL || test == TEST_IS_NOT_NULL;
        pass[code] = null_test ? test == TEST_IS_NOT_NULL : holds(test, (own > value) - (own < value));
    }
    add_codes(filter, column, pass);
}

/* ---- rows */

static void run_time(const struct filter_term *term, size_t at, size_t size, uint8_t *keep) {
    const uint32_t *seconds = term->column->codes + at;
    struct range instants = term->instants, days = term->days;
    const uint64_t *date_only = term->column->date_only;
    if (!date_only || (instants.low == days.low && instants.span == days.span)) {
        for (size_t i = 0; i < size; i++)
            keep[i] &= seconds[i] - instants.low < instants.span;
        return;
    }
    for (size_t i = 0; i < size; i++) {
        bool day = date_only[(at + i) / 64] >> ((at + i) % 64) & 1;
        keep[i] &= day ? seconds[i] - days.low < days.span : seconds[i] - instants.low < instants.span;
    }
}

static void run_negated_time(const struct filter_term *term, size_t at, size_t size, uint8_t *keep) {
    const uint32_t *seconds = term->column->codes + at;
    for (size_t i = 0; i < size; i++) {
        struct range range = column_date_only(term->column, at + i) ? term->days : term->instants;
        bool inside = seconds[i] - range.low < range.span;
        keep[i] &= seconds[i] == TIME_NONE ? term->takes_null : !inside;
    }
}

static void run_code(const struct filter_term *term, size_t at, size_t size, uint8_t *keep) {
    const uint32_t *codes = term->column->codes + at;
    for (size_t i = 0; i < size; i++)
        keep[i] &= codes[i] == term->code;
}

static void run_codes(const struct filter_term *term, size_t at, size_t size, uint8_t *keep) {
    if (term->view->kind == VIEW_FLAG) {
        for (size_t i = 0; i < size; i++)
            keep[i] &= term->pass[term->column->flags[at + i] + 1];
        return;
    }
    const uint32_t *codes = term->column->codes + at;
    for (size_t i = 0; i < size; i++)
        keep[i] &= term->pass[codes[i]];
}

static void run_days(const struct filter_term *term, size_t at, size_t size, uint8_t *keep) {
    const uint32_t *seconds = term->column->codes + at;
    for (size_t i = 0; i < size; i++)
        keep[i] &=
            seconds[i] == TIME_NONE ? term->takes_null : term->pass[seconds[i] / DATE_DAY - term->first_day];
}

static void run_term(const struct filter_term *term, size_t at, size_t size, uint8_t *keep) {
    switch (term->kind) {
    case TERM_TIME:
        (term->negate ? run_negated_time : run_time)(term, at, size, keep);
        break;
    case TERM_CODE:
        run_code(term, at, size, keep);
        break;
    case TERM_CODES:
        run_codes(term, at, size, keep);
        break;
    case TERM_DAYS:
        run_days(term, at, size, keep);
        break;
    }
}

static void keep_selected(const uint64_t *selected, size_t at, size_t size, uint8_t *keep) {
    for (size_t i = 0; i < size; i++)
        keep[i] = selected[(at + i) / 64] >> ((at + i) % 64) & 1;
}

size_t filter_next(const struct filter *filter, size_t *at, uint32_t *rows) {
    uint8_t keep[FILTER_BLOCK];
    size_t found = 0;
    while (found == 0 && *at < filter->last && !filter->nothing) {
        size_t size = filter->last - *at < FILTER_BLOCK ? filter->last - *at : FILTER_BLOCK;
        if (filter->selected)
            keep_selected(filter->selected, *at, size, keep);
        else
            memset(keep, 1, size);
        for (size_t i = 0; i < filter->count; i++)
            run_term(&filter->terms[i], *at, size, keep);
        for (size_t i = 0; i < size; i++) {
            rows[found] = (uint32_t)(*at + i);
            found += keep[i];
        }
        *at += size;
    }
    return found;
}
