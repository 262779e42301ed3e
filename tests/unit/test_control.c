/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/control.h"

#include "tests/unit/printed.h"

#include <math.h>

static const double counts[12] = {42, 51, 38, 47, 60, 44, 39, 55, 49, 52, 41, 90};
static const double exposures[12] = {10.1, 10.2, 10.2, 10.4, 10.5, 10.6, 10.6, 10.8, 10.9, 11.0, 11.1, 11.2};

static struct control_chart chart_of(enum control_kind kind, const double *values, const double *sizes,
                                     size_t count, struct arena *arena) {
    struct control_point *points = arena_array(arena, count + 1, sizeof *points);
    for (size_t i = 0; i < count; i++)
        points[i] = (struct control_point){values[i], sizes ? sizes[i] : NAN, false};
    return control_make(points, count, &(struct control_options){.kind = kind}, arena);
}

static void laneys_u_has_the_check_values(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct control_chart chart = chart_of(CONTROL_U, counts, exposures, 12, arena);
    const struct control_segment *segment = &chart.segments[0];
    const struct control_mark *last = &chart.marks[11];
    printed(segment->centre, "4.764890");
    printed(segment->sigma_z, "1.663582");
    printed(last->value, "8.035714");
    printed(last->high, "8.020129");
    printed(segment->centre + (last->high - segment->centre) / segment->sigma_z, "6.721655");
    assert_false(segment->trial);
    assert_int_equal(last->rising, CONTROL_OUTSIDE);
    assert_int_equal(last->falling, 0);
    assert_true(control_rising(&chart));
    for (size_t i = 0; i < 11; i++)
        assert_true(!chart.marks[i].rising && !chart.marks[i].falling && chart.marks[i].low >= 0);
    arena_free(arena);
}

static void xmr_has_the_check_values(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct control_chart chart = chart_of(CONTROL_XMR, counts, NULL, 11, arena);
    printed(chart.segments[0].centre, "47.090909");
    printed(chart.segments[0].range, "10.1");
    printed(chart.marks[3].low, "20.224909");
    printed(chart.marks[3].high, "73.956909");
    assert_true(chart.segments[0].trial);
    assert_true(isnan(chart.segments[0].sigma_z));
    arena_free(arena);
}

/* Shares of 100 with one low; computed by hand: centre 0.82, σ = √(0.82 × 0.18 ÷ 100). */
static void p_charts_are_p_charts(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const double yes[4] = {84, 80, 84, 80}, all[4] = {100, 100, 100, 100};
    struct control_chart chart = chart_of(CONTROL_P, yes, all, 4, arena);
    double sigma = sqrt(0.82 * 0.18 / 100), sigma_z = 0.04 / sigma / 1.128;
    assert_true(fabs(chart.segments[0].centre - 0.82) < 1e-12);
    assert_true(fabs(chart.segments[0].sigma_z - sigma_z) < 1e-12);
    assert_true(fabs(chart.marks[0].high - (0.82 + 3 * sigma_z * sigma)) < 1e-12);
    const double full[3] = {100, 99, 100}, sizes[3] = {100, 100, 100};
    struct control_chart high = chart_of(CONTROL_P, full, sizes, 3, arena);
    assert_true(high.marks[1].high <= 1);
    arena_free(arena);
}

static void seven_on_one_side_signal(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const double values[16] = {10, 14, 9, 15, 10, 14, 8, 13, 10, 16, 17, 16, 17, 16, 17, 16};
    struct control_chart chart = chart_of(CONTROL_XMR, values, NULL, 16, arena);
    assert_true(chart.segments[0].centre > 13 && chart.segments[0].centre < 16);
    assert_false(chart.marks[14].rising & CONTROL_SIDE);
    assert_true(chart.marks[15].rising & CONTROL_SIDE);
    assert_false(chart.marks[15].falling);
    arena_free(arena);
}

static void seven_rising_signal(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const double rising[8] = {20, 5, 6, 7, 8, 9, 10, 11}, falling[8] = {1, 16, 15, 14, 13, 12, 11, 10};
    struct control_chart up = chart_of(CONTROL_XMR, rising, NULL, 8, arena);
    assert_true(up.marks[7].rising & CONTROL_TREND);
    assert_false(up.marks[6].rising & CONTROL_TREND);
    struct control_chart down = chart_of(CONTROL_XMR, falling, NULL, 8, arena);
    assert_true(down.marks[7].falling & CONTROL_TREND);
    const double tie[8] = {20, 5, 6, 7, 7, 8, 9, 10};
    assert_false(chart_of(CONTROL_XMR, tie, NULL, 8, arena).marks[7].rising & CONTROL_TREND);
    arena_free(arena);
}

/* Limits from the first twelve points: mean 10, mean range 2, limits 10 ± 5.32, two thirds at 13.55. */
static void two_of_three_signal(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct control_point points[16];
    for (int i = 0; i < 12; i++)
        points[i] = (struct control_point){i % 2 ? 11 : 9, NAN, false};
    points[12] = (struct control_point){14, NAN, false};
    points[13] = (struct control_point){10, NAN, false};
    points[14] = (struct control_point){14, NAN, false};
    points[15] = (struct control_point){13, NAN, false};
    const struct control_options options = {.kind = CONTROL_XMR, .base = 12};
    struct control_chart chart = control_make(points, 16, &options, arena);
    assert_true(chart.segments[0].centre == 10 && chart.segments[0].range == 2);
    assert_false(chart.marks[12].rising);
    assert_int_equal(chart.marks[14].rising, CONTROL_TWO_OF_3);
    assert_false(chart.marks[15].rising); /* not far itself */
    points[12].value = 6;
    assert_false(control_make(points, 16, &options, arena).marks[14].rising); /* other side */
    arena_free(arena);
}

static void a_break_starts_anew(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct control_point points[24];
    for (int i = 0; i < 24; i++)
        points[i] = (struct control_point){(i % 2 ? 11 : 9) + (i < 14 ? 0 : 50), NAN, i == 14};
    const struct control_options options = {.kind = CONTROL_XMR};
    struct control_chart chart = control_make(points, 24, &options, arena);
    assert_int_equal(chart.segment_count, 2);
    assert_true(chart.segments[0].centre == 10 && chart.segments[1].centre == 60);
    assert_true(chart.segments[0].range == 2 && chart.segments[1].range == 2);
    assert_false(chart.segments[0].trial);
    assert_true(chart.segments[1].trial);
    assert_int_equal(chart.marks[13].segment, 0);
    assert_int_equal(chart.marks[14].segment, 1);
    for (int i = 0; i < 24; i++)
        assert_false(chart.marks[i].rising || chart.marks[i].falling);
    arena_free(arena);
}

static void missing_points_are_left_out(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    const double values[10] = {10, 12, 11, 13, 30, 31, NAN, 33, 34, 35},
                 sizes[10] = {1, 1, 0, 1, 1, 1, 1, 1, 1, 1};
    struct control_chart chart = chart_of(CONTROL_U, values, sizes, 10, arena);
    assert_int_equal(chart.segments[0].used, 8);
    assert_true(isnan(chart.marks[2].value) && isnan(chart.marks[2].high) && isnan(chart.marks[6].value));
    const double run[9] = {1, 20, 21, 22, NAN, 23, 24, 25, 26};
    struct control_chart broken = chart_of(CONTROL_XMR, run, NULL, 9, arena);
    assert_false(broken.marks[8].rising & (CONTROL_SIDE | CONTROL_TREND));
    assert_int_equal(chart_of(CONTROL_XMR, run, NULL, 0, arena).segment_count, 0);
    struct control_chart single = chart_of(CONTROL_XMR, run, NULL, 1, arena);
    assert_true(isnan(single.marks[0].high) && !single.marks[0].rising);
    assert_false(control_rising(&single));
    arena_free(arena);
}

static void limits_stay_within_what_can_be(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct control_point points[4] = {{1, NAN, false}, {9, NAN, false}, {2, NAN, false}, {8, NAN, false}};
    struct control_options options = {.kind = CONTROL_XMR};
    assert_true(control_make(points, 4, &options, arena).marks[0].low < 0);
    options.most = INFINITY;
    assert_true(control_make(points, 4, &options, arena).marks[0].low == 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laneys_u_has_the_check_values),
        cmocka_unit_test(xmr_has_the_check_values),
        cmocka_unit_test(p_charts_are_p_charts),
        cmocka_unit_test(seven_on_one_side_signal),
        cmocka_unit_test(seven_rising_signal),
        cmocka_unit_test(two_of_three_signal),
        cmocka_unit_test(a_break_starts_anew),
        cmocka_unit_test(missing_points_are_left_out),
        cmocka_unit_test(limits_stay_within_what_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
