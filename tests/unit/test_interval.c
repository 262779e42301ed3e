/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/interval.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>
#include <stdio.h>

/* Equal to the digits printed in the table of check values, which R 4.2.2 computed. */
static void same(double value, const char *printed) {
    int decimals = 0;
    for (const char *c = printed, *dot = NULL; *c && *c != 'e'; c++) {
        if (*c == '.')
            dot = c;
        else if (dot)
            decimals++;
    }
    char text[64];
    snprintf(text, sizeof text, "%.*f", decimals, value);
    assert_string_equal(text, printed);
}

static void wilson_has_the_check_values(void **state) {
    (void)state;
    static const struct {
        double x, n;
        const char *low, *high;
    } checks[] = {{0, 5, "0", "0.434482"},
                  {1, 5, "0.036224", "0.624465"},
                  {7, 10, "0.396778", "0.892209"},
                  {45, 50, "0.786398", "0.956524"},
                  {1, 1, "0.206549", "1"}};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        double low, high;
        interval_wilson(checks[i].x, checks[i].n, &low, &high);
        same(low, checks[i].low);
        same(high, checks[i].high);
    }
    double low, high;
    interval_wilson(0, 0, &low, &high);
    assert_true(isnan(low) && isnan(high));
}

static void poisson_has_the_check_values(void **state) {
    (void)state;
    static const struct {
        double count;
        const char *low, *high;
    } checks[] = {{0, "0", "3.688879"},
                  {1, "0.025318", "5.571643"},
                  {3, "0.618672", "8.767273"},
                  {10, "4.795389", "18.390356"},
                  {472, "430.3736", "516.5655"}};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        double low, high;
        interval_poisson(checks[i].count, &low, &high);
        same(low, checks[i].low);
        same(high, checks[i].high);
    }
}

static void two_counts_have_the_check_values(void **state) {
    (void)state;
    same(test_two_counts(3, 1, 6, 1), "0.507813");
    same(test_two_counts(6, 1, 3, 1), "0.507813");
    same(test_two_counts(30, 1, 60, 1), "0.00206027");
    same(test_two_counts(300, 1, 330, 1), "0.247911");
    assert_true(test_two_counts(0, 31, 0, 30) == 1);
    assert_true(isnan(test_two_counts(1, 0, 1, 1)));
}

/* The definition itself, summed term by term. */
static double slow_binomial(int x, int n, double p) {
    double log_choose = lgamma(n + 1.0);
    double seen = 0, sum = 0;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i <= n; i++) {
            double term =
                exp(log_choose - lgamma(i + 1.0) - lgamma(n - i + 1.0) + i * log(p) + (n - i) * log(1 - p));
            if (round == 0 && i == x)
                seen = term;
            if (round == 1 && term <= seen * (1 + 1e-7))
                sum += term;
        }
    return sum < 1 ? sum : 1;
}

static void two_counts_agree_with_the_definition(void **state) {
    (void)state;
    for (int a = 0; a < 40; a += 3)
        for (int b = 0; b < 40; b += 4)
            for (int days = 28; days <= 31; days++)
                if (a + b)
                    assert_true(fabs(test_two_counts(a, 30, b, days) -
                                     slow_binomial(a, a + b, 30.0 / (30 + days))) < 1e-9);
}

/* fisher.test(matrix(c(3, 7, 9, 1), 2))$p.value and others of R 4.2.2's documentation: the tea tasting and
 * the convictions of like-sex twins (two-sided). */
static void two_shares_are_fishers(void **state) {
    (void)state;
    same(test_two_shares(3, 4, 1, 4), "0.485714");
    same(test_two_shares(2, 17, 10, 13) * 1e4, "5.367");
    assert_true(test_two_shares(5, 10, 5, 10) == 1);
    assert_true(fabs(test_two_shares(5000, 10000, 5200, 10000) - 0.0046705) < 1e-5);
    assert_true(test_two_shares(0, 10000, 0, 10000) == 1);
}

static void a_share_without_cases_is_not_available(void **state) {
    (void)state;
    struct figure none = figure_share(0, 0, 3);
    assert_false(figure_available(&none));
    assert_true(none.missing == 3);
    struct figure share = figure_share(7, 10, 0);
    assert_true(share.value == 0.7 && share.n == 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_has_the_check_values),
        cmocka_unit_test(poisson_has_the_check_values),
        cmocka_unit_test(two_counts_have_the_check_values),
        cmocka_unit_test(two_counts_agree_with_the_definition),
        cmocka_unit_test(two_shares_are_fishers),
        cmocka_unit_test(a_share_without_cases_is_not_available),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
