/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/signal/hotspots.h"

#include "analysis/signal/baseline.h"
#include "analysis/signal/multiple.h"
#include "analysis/signal/season.h"
#include "analysis/signal/tail.h"
#include "tests/unit/printed.h"

#include <math.h>
#include <string.h>

static void bh_has_the_check_values(void **state) {
    (void)state;
    const double p[25] = {.001, .008, .039, .041, .042, .06,  .074, .205, .212, .216, .222, .251, .269,
                          .275, .34,  .341, .384, .569, .594, .696, .762, .94,  .942, .975, .986};
    double q[25], turned[25], turned_q[25];
    multiple_bh(p, 25, q);
    printed(q[0], "0.025");
    printed(q[1], "0.1");
    for (int i = 2; i < 5; i++)
        printed(q[i], "0.21");
    printed(q[24], "0.986");
    for (int i = 0; i < 25; i++)
        turned[i] = p[24 - i];
    multiple_bh(turned, 25, turned_q);
    for (int i = 0; i < 25; i++)
        assert_true(turned_q[i] == q[24 - i]);
}

static void tails_have_the_check_values(void **state) {
    (void)state;
    printed(tail_upper(9, 4.2, 4.2), "0.028");
    printed(tail_upper(9, 4.2, 4.2 + 4.2 * 4.2 / 5), "0.077");
    assert_true(tail_upper(0, 4.2, 4.2) == 1);
    assert_true(isnan(tail_upper(3, 0, 1)) && isnan(tail_upper(-1, 1, 1)));
    assert_true(fabs(exp(tail_log_upper(9, 4.2, 6)) - tail_upper(9, 4.2, 6)) < 1e-12);
}

static void the_least_count_is_the_least(void **state) {
    (void)state;
    for (double mean = 0.3; mean < 90; mean *= 1.7)
        for (double dispersion = 1; dispersion < 4; dispersion += 0.7)
            for (double p = 0.2; p > 1e-7; p /= 7) {
                double x = tail_least(p, mean, dispersion * mean, 5);
                assert_true(x >= 5 && tail_upper(x, mean, dispersion * mean) <= p);
                assert_true(x == 5 || tail_upper(x - 1, mean, dispersion * mean) > p);
            }
}

/* ---- one table of made-up counts: 6 values of dimension 0 × 4 of dimension 1, their margins, 14 periods */

enum { ROWS = 6, COLUMNS = 4, PAST = 13, WIDTH = PAST + 1 };

struct table {
    double inner[ROWS * COLUMNS][WIDTH], rows[ROWS][WIDTH], columns[COLUMNS][WIDTH];
    struct hotspot_cell inner_cells[ROWS * COLUMNS], row_cells[ROWS], column_cells[COLUMNS];
    struct hotspot_set sets[3];
    struct hotspot_request request;
};

/* A number from 0 to 4 that looks like chance and averages 2. */
static double wobble(size_t i, size_t t) {
    return (double)((i * 7 + t * 11 + i * t * 3 + t * t) % 5);
}

static void fill(struct table *table) {
    memset(table, 0, sizeof *table);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        for (size_t t = 0; t < WIDTH; t++)
            table->inner[i][t] = 6 + wobble(i, t);
}

/* Sums and pointers, after the counts were changed as a test wants. */
static void finish(struct table *table) {
    for (size_t i = 0; i < ROWS * COLUMNS; i++) {
        uint32_t row = (uint32_t)(i / COLUMNS), column = (uint32_t)(i % COLUMNS);
        for (size_t t = 0; t < WIDTH; t++) {
            table->rows[row][t] += table->inner[i][t];
            table->columns[column][t] += table->inner[i][t];
        }
        table->inner_cells[i] = (struct hotspot_cell){
            .values = {row, column}, .observed = table->inner[i][PAST], .past = table->inner[i]};
    }
    for (uint32_t i = 0; i < ROWS; i++)
        table->row_cells[i] =
            (struct hotspot_cell){.values = {i}, .observed = table->rows[i][PAST], .past = table->rows[i]};
    for (uint32_t i = 0; i < COLUMNS; i++)
        table->column_cells[i] = (struct hotspot_cell){
            .values = {i}, .observed = table->columns[i][PAST], .past = table->columns[i]};
    table->sets[0] = (struct hotspot_set){{0, -1}, table->row_cells, ROWS};
    table->sets[1] = (struct hotspot_set){{1, -1}, table->column_cells, COLUMNS};
    table->sets[2] = (struct hotspot_set){{0, 1}, table->inner_cells, ROWS * COLUMNS};
    table->request =
        (struct hotspot_request){.sets = table->sets, .set_count = 3, .past_count = PAST, .season = 12};
}

static struct table *table_new(struct arena *arena) {
    struct table *table = arena_alloc(arena, sizeof *table);
    fill(table);
    return table;
}

static void nothing_is_found_in_nothing(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    finish(table);
    struct hotspot_result result = hotspots_find(&table->request, arena);
    assert_true(result.enough);
    assert_int_equal(result.periods, 12);
    assert_int_equal(result.tested, ROWS + COLUMNS + ROWS * COLUMNS);
    assert_int_equal(result.found_count, 0);
    arena_free(arena);
}

static void little_history_is_said(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    finish(table);
    for (size_t past = 0; past < 7; past++) {
        table->request.past_count = past;
        struct hotspot_result result = hotspots_find(&table->request, arena);
        assert_false(result.enough);
        assert_int_equal(result.found_count, 0);
    }
    table->request.past_count = 7;
    assert_true(hotspots_find(&table->request, arena).enough);
    arena_free(arena);
}

/* One cell alone rose: its row and its column rose too, and are not told again. */
static void a_small_cause_is_told_once(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    table->inner[9][PAST] = 48;
    finish(table);
    struct hotspot_result result = hotspots_find(&table->request, arena);
    assert_int_equal(result.found_count, 1);
    const struct hotspot_finding *found = &result.found[0];
    assert_true(found->set == 2 && found->cell == 9);
    assert_true(found->observed.value == 48);
    assert_true(found->expected.value > 7 && found->expected.value < 9);
    assert_true(found->excess.value == 48 - found->expected.value);
    assert_true(found->ratio.value == 48 / found->expected.value);
    assert_true(found->ratio.low > 3 && found->ratio.low < found->ratio.value);
    assert_true(found->ratio.high > found->ratio.value && found->ratio.high < 12);
    assert_true(found->expected.low < 8 && found->expected.high < 20);
    assert_true(found->q <= 0.1 && found->p <= found->q);
    assert_true(result.explained_count >= 1);
    for (size_t i = 0; i < result.explained_count; i++)
        assert_int_equal(result.explained[i].explained_by, 0);
    arena_free(arena);
}

/* A whole row rose alike: the row is told, its cells are not. */
static void a_large_cause_is_told_once(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    for (size_t j = 0; j < COLUMNS; j++)
        table->inner[2 * COLUMNS + j][PAST] = 30;
    finish(table);
    struct hotspot_result result = hotspots_find(&table->request, arena);
    assert_int_equal(result.found_count, 1);
    assert_true(result.found[0].set == 0 && result.found[0].cell == 2);
    assert_true(result.explained_count >= COLUMNS);
    arena_free(arena);
}

/* Two causes in one row, larger first; the row has nothing of its own. */
static void two_causes_are_two(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    table->inner[4][PAST] = 40;
    table->inner[22][PAST] = 60;
    finish(table);
    struct hotspot_result result = hotspots_find(&table->request, arena);
    assert_int_equal(result.found_count, 2);
    assert_true(result.found[0].cell == 22 && result.found[1].cell == 4);
    arena_free(arena);
}

static void small_numbers_are_no_hotspot(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    double past[PAST] = {1, 2, 1, 0, 1, 1, 2, 1, 0, 1, 2, 1, 1};
    struct hotspot_cell cell = {.observed = 4, .past = past};
    struct hotspot_set set = {{3, -1}, &cell, 1};
    struct hotspot_request request = {.sets = &set, .set_count = 1, .past_count = PAST, .season = 12};
    assert_int_equal(hotspots_find(&request, arena).found_count, 0);
    cell.observed = 40;
    assert_int_equal(hotspots_find(&request, arena).found_count, 1);
    arena_free(arena);
}

/* A past outage neither raises what is expected nor hides the next one. */
static void a_past_spike_weighs_little(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *plain = table_new(arena), *spiked = table_new(arena);
    plain->inner[9][PAST] = spiked->inner[9][PAST] = 48;
    spiked->inner[9][4] = 70;
    finish(plain);
    finish(spiked);
    double expected = hotspots_find(&plain->request, arena).found[0].expected.value;
    struct hotspot_result result = hotspots_find(&spiked->request, arena);
    assert_int_equal(result.found_count, 1);
    assert_true(result.found[0].expected.value < expected * 1.15);
    arena_free(arena);
}

static void the_period_just_before_is_left_out(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *plain = table_new(arena), *begun = table_new(arena);
    plain->inner[9][PAST] = begun->inner[9][PAST] = 48;
    begun->inner[9][PAST - 1] = 45;
    finish(plain);
    finish(begun);
    assert_true(hotspots_find(&plain->request, arena).found[0].expected.value ==
                hotspots_find(&begun->request, arena).found[0].expected.value);
    arena_free(arena);
}

/* What everybody's trend explains is no hotspot: 4 % a month, 60 % over the year. */
static void a_common_trend_is_expected(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        for (size_t t = 0; t < WIDTH; t++)
            table->inner[i][t] = nearbyint(table->inner[i][t] * 5 * pow(1.04, (double)t));
    finish(table);
    assert_int_equal(hotspots_find(&table->request, arena).found_count, 0);
    arena_free(arena);
}

/* A branch that took over customers has more complaints and the same rate. */
static void exposure_is_expected(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    double customers[WIDTH];
    for (size_t t = 0; t < WIDTH; t++)
        customers[t] = t < 11 ? 30000 : 60000;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t t = 11; t < WIDTH; t++)
            table->inner[i * COLUMNS + 1][t] *= 2;
    finish(table);
    struct hotspot_request request = table->request;
    request.sets++;
    request.set_count = 1;
    assert_int_equal(hotspots_find(&request, arena).found_count, 1);
    double others[WIDTH];
    for (size_t t = 0; t < WIDTH; t++)
        others[t] = 30000;
    for (size_t j = 0; j < COLUMNS; j++)
        table->column_cells[j].exposure = j == 1 ? customers : others;
    assert_int_equal(hotspots_find(&request, arena).found_count, 0);
    arena_free(arena);
}

/* A category that rises every December and January, with 13 months of past. */
static void season_is_expected(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *plain = table_new(arena), *season = table_new(arena);
    for (size_t j = 0; j < COLUMNS; j++) {
        plain->inner[j][PAST] = 16;
        season->inner[j][PAST] = 16;
        season->inner[j][1] = season->inner[j][2] = 16;
    }
    finish(plain);
    finish(season);
    assert_int_equal(hotspots_find(&plain->request, arena).found_count, 1);
    assert_int_equal(hotspots_find(&season->request, arena).found_count, 0);
    season->request.season = 0;
    assert_int_equal(hotspots_find(&season->request, arena).found_count, 1);
    arena_free(arena);
}

static void chance_is_no_season(void **state) {
    (void)state;
    double counts[13], reference[13];
    for (int t = 0; t < 13; t++)
        counts[t] = 12, reference[t] = 1;
    struct season_input input = {counts, reference, 13, 12, 1.2, 0, 2.5};
    counts[1] = 17;
    assert_true(season_of(&input).factor == 1);
    counts[1] = 2;
    assert_true(season_of(&input).factor == 1);
    counts[1] = 60;
    struct season found = season_of(&input);
    assert_true(found.factor > 3.5 && found.factor < 5 && found.variance > 0);
    input.past = 11;
    assert_true(season_of(&input).factor == 1);
}

/* A category that is all in one product is told as the category. */
static void the_simpler_of_two_is_told(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    double past[3][WIDTH], all[2][WIDTH];
    for (size_t t = 0; t < WIDTH; t++) {
        past[0][t] = 5 + wobble(0, t);
        past[1][t] = t % 6 == 0;
        past[2][t] = 9 + wobble(2, t);
    }
    past[0][PAST] = 40;
    past[1][PAST] = 2;
    for (size_t t = 0; t < WIDTH; t++) {
        all[0][t] = past[0][t] + past[1][t];
        all[1][t] = past[2][t];
    }
    struct hotspot_cell pairs[] = {{{0, 0}, past[0][PAST], past[0], NULL},
                                   {{0, 1}, past[1][PAST], past[1], NULL},
                                   {{1, 1}, past[2][PAST], past[2], NULL}};
    struct hotspot_cell singles[] = {{{0}, all[0][PAST], all[0], NULL}, {{1}, all[1][PAST], all[1], NULL}};
    struct hotspot_set sets[] = {{{5, 6}, pairs, 3}, {{5, -1}, singles, 2}};
    struct hotspot_request request = {.sets = sets, .set_count = 2, .past_count = PAST};
    struct hotspot_result result = hotspots_find(&request, arena);
    assert_int_equal(result.found_count, 1);
    assert_true(result.found[0].set == 1 && result.found[0].cell == 0);
    arena_free(arena);
}

/* Two of four rows are all in one column and rose: they are told, the column they make up is not, though it
 * has the least p of all. */
static void parts_are_told_before_their_sum(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    for (size_t t = 0; t < WIDTH; t++)
        for (size_t j = 1; j < COLUMNS; j++)
            table->inner[j][t] = table->inner[COLUMNS + j][t] = 0;
    table->inner[0][PAST] = 30;
    table->inner[COLUMNS][PAST] = 27;
    finish(table);
    struct hotspot_result result = hotspots_find(&table->request, arena);
    assert_int_equal(result.found_count, 2);
    assert_true(result.found[0].set == 0 && result.found[0].cell == 0);
    assert_true(result.found[1].set == 0 && result.found[1].cell == 1);
    bool column = false;
    for (size_t i = 0; i < result.explained_count; i++)
        column |= result.explained[i].set == 1 && result.explained[i].cell == 0;
    assert_true(column);
    arena_free(arena);
}

static bool half_of_it(void *context, const struct hotspot_set *set_a, const struct hotspot_cell *a,
                       const struct hotspot_set *set_b, const struct hotspot_cell *b, double *counts) {
    (void)set_a, (void)set_b;
    (*(int *)context)++;
    const struct hotspot_cell *less = a->observed < b->observed ? a : b;
    memcpy(counts, less->past, PAST * sizeof *counts);
    counts[PAST] = less->observed;
    return true;
}

/* A region rises because of its branch; only the caller knows that one lies in the other. */
static void the_caller_knows_what_overlaps(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    double unit[WIDTH], region[WIDTH];
    for (size_t t = 0; t < WIDTH; t++) {
        unit[t] = 5 + wobble(1, t);
        region[t] = unit[t] + 15 + wobble(2, t);
    }
    unit[PAST] += 50;
    region[PAST] += 50;
    struct hotspot_cell cells[] = {{{0}, unit[PAST], unit, NULL}, {{0}, region[PAST], region, NULL}};
    struct hotspot_set sets[] = {{{1, -1}, cells, 1}, {{2, -1}, cells + 1, 1}};
    struct hotspot_request request = {.sets = sets, .set_count = 2, .past_count = PAST};
    assert_int_equal(hotspots_find(&request, arena).found_count, 2);
    int calls = 0;
    request.overlap = half_of_it;
    request.context = &calls;
    struct hotspot_result result = hotspots_find(&request, arena);
    assert_true(calls > 0);
    assert_int_equal(result.found_count, 1);
    assert_int_equal(result.found[0].set, 0);
    arena_free(arena);
}

/* A cell without a past, without exposure, or unknown counts: no crash, no invention. */
static void odd_input_is_survived(void **state) {
    (void)state;
    struct arena *arena = arena_new();
    struct table *table = table_new(arena);
    for (size_t t = 0; t < WIDTH; t++)
        table->inner[0][t] = 0;
    finish(table);
    double none[WIDTH] = {0}, unknown[WIDTH];
    for (size_t t = 0; t < WIDTH; t++)
        unknown[t] = NAN;
    table->inner_cells[1].exposure = none;
    table->inner_cells[2].past = unknown;
    table->inner_cells[3].observed = NAN;
    struct hotspot_result result = hotspots_find(&table->request, arena);
    assert_int_equal(result.tested, ROWS + COLUMNS + ROWS * COLUMNS - 3);
    assert_int_equal(result.found_count, 0);
    table->request.set_count = 0;
    assert_int_equal(hotspots_find(&table->request, arena).tested, 0);
    arena_free(arena);
}

/* Far out the probability is no double any more; its logarithm still orders, and nothing is printed. */
static void far_tails_stay_ordered(void **state) {
    (void)state;
    double far = tail_log_upper(40000, 30000, 30001), farther = tail_log_upper(60000, 30000, 30001);
    assert_true(far < -1000 && farther < far && isfinite(farther));
    assert_true(tail_log_upper(300, 3, 4) < -100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(far_tails_stay_ordered),
        cmocka_unit_test(bh_has_the_check_values),
        cmocka_unit_test(tails_have_the_check_values),
        cmocka_unit_test(the_least_count_is_the_least),
        cmocka_unit_test(nothing_is_found_in_nothing),
        cmocka_unit_test(little_history_is_said),
        cmocka_unit_test(a_small_cause_is_told_once),
        cmocka_unit_test(a_large_cause_is_told_once),
        cmocka_unit_test(two_causes_are_two),
        cmocka_unit_test(small_numbers_are_no_hotspot),
        cmocka_unit_test(a_past_spike_weighs_little),
        cmocka_unit_test(the_period_just_before_is_left_out),
        cmocka_unit_test(a_common_trend_is_expected),
        cmocka_unit_test(exposure_is_expected),
        cmocka_unit_test(season_is_expected),
        cmocka_unit_test(chance_is_no_season),
        cmocka_unit_test(the_simpler_of_two_is_told),
        cmocka_unit_test(parts_are_told_before_their_sum),
        cmocka_unit_test(the_caller_knows_what_overlaps),
        cmocka_unit_test(odd_input_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
