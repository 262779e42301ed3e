/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/file.h"
#include "analysis/measure/interval.h"
#include "analysis/signal/multiple.h"
#include "analysis/signal/terms.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Two counts, Benjamini-Hochberg and log-odds on the products of both sample banks, October against
 * September, as R gave them (tests/oracle/r, made by make oracle). */

enum { ROWS_MOST = 64, OCTOBER = 31, SEPTEMBER = 30, PRIOR = 500 };

enum { NOW, ALL_NOW, BEFORE, ALL_BEFORE, P, Q, DELTA, Z, FIGURES };

struct rows {
    struct str bank[ROWS_MOST];
    double figures[ROWS_MOST][FIGURES];
    size_t count;
};

static struct str take_cell(struct str *line) {
    size_t comma = str_find_char(*line, ',');
    struct str cell = str_sub(*line, 0, comma);
    *line = str_sub(*line, comma < line->size ? comma + 1 : comma, line->size);
    return cell;
}

static void read_row(struct rows *rows, struct str line) {
    assert_true(rows->count < ROWS_MOST);
    rows->bank[rows->count] = take_cell(&line);
    for (size_t i = 0; i < FIGURES; i++) {
        char text[64];
        struct str cell = take_cell(&line);
        snprintf(text, sizeof text, STR_FMT, STR_ARG(cell));
        rows->figures[rows->count][i] = strtod(text, NULL);
    }
    rows->count++;
}

static int read_rows(void **state) {
    static struct file_view view;
    static struct rows rows;
    struct err err = {0};
    if (!file_map("tests/oracle/r/tests.csv", &view, &err))
        return -1;
    struct str rest = view.bytes;
    for (bool header = true; rest.size; header = false) {
        size_t end = str_find_char(rest, '\n');
        if (!header)
            read_row(&rows, str_sub(rest, 0, end));
        rest = str_sub(rest, end < rest.size ? end + 1 : end, rest.size);
    }
    *state = &rows;
    return rows.count > 10 ? 0 : -1;
}

static void near(double got, double wanted) {
    if (!(fabs(got - wanted) <= 1e-11 * fmax(1, fabs(wanted))))
        fail_msg("%.15g, R %.15g", got, wanted);
}

static void two_counts_are_as_in_r(void **state) {
    const struct rows *rows = *state;
    for (size_t i = 0; i < rows->count; i++) {
        const double *row = rows->figures[i];
        near(test_two_counts(row[NOW], OCTOBER, row[BEFORE], SEPTEMBER), row[P]);
    }
}

static void false_finds_are_held_down_as_in_r(void **state) {
    const struct rows *rows = *state;
    for (size_t first = 0, end; first < rows->count; first = end) {
        double p[ROWS_MOST], q[ROWS_MOST];
        for (end = first; end < rows->count && str_equal(rows->bank[end], rows->bank[first]); end++)
            p[end - first] = rows->figures[end][P];
        multiple_bh(p, end - first, q);
        for (size_t i = first; i < end; i++)
            near(q[i - first], rows->figures[i][Q]);
    }
}

static void log_odds_are_as_in_r(void **state) {
    const struct rows *rows = *state;
    for (size_t i = 0; i < rows->count; i++) {
        const double *row = rows->figures[i];
        struct terms_odds odds = terms_odds(row[NOW], row[ALL_NOW], row[BEFORE], row[ALL_BEFORE], PRIOR);
        near(odds.delta, row[DELTA]);
        near(odds.z, row[Z]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_counts_are_as_in_r),
                                       cmocka_unit_test(false_finds_are_held_down_as_in_r),
                                       cmocka_unit_test(log_odds_are_as_in_r)};
    return cmocka_run_group_tests(tests, read_rows, NULL);
}
