/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef REDRESS_QUERY_FILTER_H
#define REDRESS_QUERY_FILTER_H

/* Conditions of SQL on single columns, run over the integers of the table instead of over texts. A filter is
 * a list of terms, all of which must hold. Each gives exactly what SQLite's comparison of the texts gives
 * (the bytes, then the length; NULL passes only where it is asked for): for coded columns because each code
 * is judged once by its text, for times because the texts of all possible times are in the order of time, so
 * that the rows before a text can be found by bisection, whatever the text. */

#include "analysis/query/view.h"

enum filter_test {
    TEST_EQUAL,
    TEST_NOT_EQUAL, /* false for NULL */
    TEST_LESS,
    TEST_LESS_EQUAL,
    TEST_GREATER,
    TEST_GREATER_EQUAL,
    TEST_IS_NULL,
    TEST_IS_NOT_NULL,
    TEST_IS_NOT, /* like TEST_NOT_EQUAL, but true for NULL */
    TEST_LIKE,   /* SQLite's, any ASCII case; on times only patterns with nothing but a closing % */
    TEST_GLOB
};

struct filter_term;

/* Starts as {0} and is used again after filter_clear. Rows first … last − 1 are looked at, of these the ones
 * whose bit is set. */
struct filter {
    size_t first, last;
    const uint64_t *selected; /* NULL = all */
    struct filter_term *terms;
    size_t count, capacity;
    bool nothing; /* some term can't hold for any row */
};

void filter_clear(struct filter *filter);
void filter_free(struct filter *filter);

/* A coded column whose codes are texts; `column` has been through view_need. */
void filter_text(struct filter *filter, const struct view_column *column, enum filter_test test,
                 struct str text);
/* Several texts, any of which may be equal. */
void filter_text_in(struct filter *filter, const struct view_column *column, const struct str *texts,
                    size_t count);
/* Rows whose text is equal to, or as a number the same as, an integer: at least those that SQLite may take
 * for equal. */
void filter_text_like_integer(struct filter *filter, const struct view_column *column, int64_t value);
/* Might SQLite read the text as a number, where the other side of a comparison is one? */
bool filter_may_be_number(struct str text);
/* VIEW_WEEKDAY and VIEW_FLAG against a number. */
void filter_integer(struct filter *filter, const struct view_column *column, enum filter_test test,
                    double value);
/* A VIEW_TIME column. filter_takes_pattern tells whether a LIKE pattern is one for TEST_LIKE on times. */
void filter_time(struct filter *filter, const struct column *column, enum filter_test test, struct str text);
bool filter_takes_pattern(struct str pattern);

/* The rows that pass, from *at on, ascending into `rows` (room for FILTER_BLOCK); moves *at. Returns their
 * number, 0 only at the end. Start with *at = filter->first. */
enum { FILTER_BLOCK = 1024 };
size_t filter_next(const struct filter *filter, size_t *at, uint32_t *rows);

#endif
