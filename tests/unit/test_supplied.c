/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/supplied.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>

static const char lines[] = "period,unit,key,numerator,denominator\n"
                            "2026-09,North,level,80,100\n"
                            "2026-09,South,level,30,50\n"
                            "2026-10,North,level,90,100\n"
                            "2026-10,,level,333,400\n"
                            "2026-Q3,,level,700,900\n"
                            "2026-10-01..2026-10-15,,about_us,1,\n"
                            "2026-10-16..2026-10-31,,about_us,2,\n"
                            "2026-10,,wait,5400,120\n";

static struct supplied *parse(const char *csv) {
    struct supplied *supplied;
    struct err err = {0};
    if (!supplied_parse(str_of(csv), "figures.csv", &supplied, &err))
        fail_msg("%s", err.message);
    return supplied;
}

static void refuse(const char *row, const char *message) {
    struct supplied *supplied;
    struct err err = {0};
    struct buf csv = {0}, said = {0};
    buf_printf(&csv, "period,unit,key,numerator,denominator\n2026-09,,level,1,2\n%s\n", row);
    assert_false(supplied_parse(buf_str(&csv), "figures.csv", &supplied, &err));
    assert_null(supplied);
    assert_int_equal(err.kind, ERR_USAGE);
    err_format(&err, &said);
    buf_add_char(&said, '\0');
    assert_string_equal(said.data, message);
    buf_free(&csv);
    buf_free(&said);
}

static void bad_rows_name_the_place(void **state) {
    (void)state;
    refuse("2026-10,,level,many,2", "figures.csv:3:4: \"many\" is not a number");
    refuse("2026-10,,level,,2", "figures.csv:3:4: \"\" is not a number");
    refuse("2026-10,,level,-1,2", "figures.csv:3:4: a supplied numerator can't be negative (-1)");
    refuse("2026-10,,level,1,0", "figures.csv:3:5: a denominator can't be 0");
    refuse("2026-10,,,1,2", "figures.csv:3:3: the key is missing");
    refuse("2026-10,,level,1,2,3", "figures.csv:3:6: more fields than the header has");
    refuse("2026-09,,level,1,2", "figures.csv:3:3: the same period, unit and key stand in line 2 already");
}

static void near(double got, double wanted) {
    if (isnan(wanted) ? !isnan(got) : !(fabs(got - wanted) < 1e-12))
        fail_msg("%g instead of %g", got, wanted);
}

/* Numerator and denominator of a key (0 level, 1 about_us, 2 wait) in a period. */
static void is(const struct supplied *supplied, const char *unit, size_t key, const char *name,
               double numerator, double denominator) {
    struct arena *arena = arena_new();
    struct err err = {0};
    struct period period;
    struct str units[] = {str_of(unit)};
    assert_true(period_parse(str_of(name), 0, &period, &err));
    struct supplied_groups groups = {unit ? units : NULL, 1, false};
    const struct supplied_cells *cells = supplied_cells(supplied, &groups, &period, 1, arena);
    near(cells->numerators[key], numerator);
    near(cells->denominators[key], denominator);
    groups.none = true;
    near(supplied_cells(supplied, &groups, &period, 1, arena)->numerators[key], NAN);
    arena_free(arena);
}

static void lines_are_found_and_summed(void **state) {
    (void)state;
    struct supplied *supplied = parse(lines);
    is(supplied, "North", 0, "2026-10", 90, 100);
    is(supplied, "South", 0, "2026-10", NAN, NAN);
    is(supplied, NULL, 0, "2026-09", 110, 150); /* the sum of the units */
    is(supplied, NULL, 0, "2026-10", 333, 400); /* the line of the whole, not the units */
    is(supplied, NULL, 0, "2026-Q3", 700, 900); /* a longer line of exactly that period */
    is(supplied, NULL, 0, "2026-08", NAN, NAN);
    is(supplied, "North", 0, "2026-09..2026-10", 170, 200);
    is(supplied, "North", 0, "2026-08..2026-10", NAN, NAN); /* August is not there */
    is(supplied, NULL, 1, "2026-10", 3, NAN);
    is(supplied, NULL, 1, "2026-11", NAN, NAN);
    assert_string_equal(supplied_measure(supplied, 0), "supplied");
    assert_string_equal(supplied_measure(supplied, 1), "supplied_total");
    assert_string_equal(supplied_measure(supplied, 2), "supplied_mean");
    supplied_free(supplied);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(bad_rows_name_the_place),
                                       cmocka_unit_test(lines_are_found_and_summed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
