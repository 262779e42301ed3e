/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/exposure.h"
#include "analysis/measure/interval.h"
#include "tests/unit/measuring.h"

static const char lines[] = "\xEF\xBB\xBFperiod,base,unit,value\r\n"
                            "2026-08,customers,North,1000\n"
                            "2026-08,customers,South,3000\n"
                            "2026-09,customers,North,2000\n"
                            "2026-09,customers,South,4000\n"
                            "2026-10,customers,North,\"2,500.5\"\n"
                            "2026,outlets,,12\n";

static struct exposure *parse(const char *csv) {
    struct exposure *exposure;
    struct err err = {0};
    if (!exposure_parse(str_of(csv), "exposure.csv", &exposure, &err))
        fail_msg("%s", err.message);
    return exposure;
}

static void refuse(const char *csv, const char *message) {
    struct exposure *exposure;
    struct err err = {0};
    struct buf buf = {0};
    assert_false(exposure_parse(str_of(csv), "exposure.csv", &exposure, &err));
    assert_null(exposure);
    assert_int_equal(err.kind, ERR_USAGE);
    err_format(&err, &buf);
    buf_add_char(&buf, '\0');
    assert_memory_equal(buf.data, message, strlen(message));
    buf_free(&buf);
}

static void bad_files_name_the_place(void **state) {
    (void)state;
    refuse("period,base\n2026-10,customers\n",
           "exposure.csv:1: exposure needs the columns period, base and value");
    refuse("period,base,value\n2026-10,customers,-1\n",
           "exposure.csv:2:3: an exposure can't be negative (-1)");
    refuse("period,base,value\n2026-10,customers,many\n", "exposure.csv:2:3: \"many\" is not a number");
    refuse("period,base,value\n2026-13,customers,1\n", "exposure.csv:2:1: \"2026-13\" is not a period");
    refuse("period,base,value\n2026-10,customers,1\n2026-10,customers,2\n",
           "exposure.csv:3: the same period, base and columns stand in line 2 already");
    refuse("period,base,value\n2026-10,,1\n", "exposure.csv:2:2: the base is missing");
    refuse("period,base,value\n", "exposure.csv: no line of exposure");
    refuse("period,base,value\n2026-10,a\"b,1\n", "exposure.csv:2: not a CSV record");
}

/* [group × periods + period] of the first base. */
static void cells_are(struct exposure *exposure, const struct exposure_groups *groups, const char *names,
                      const double *values, const bool *old) {
    struct period periods[64];
    struct asked asked = {.periods = names};
    size_t count = asked_periods(&asked, periods);
    struct arena *arena = arena_new();
    const struct exposure_cells *cells = exposure_cells(exposure, groups, periods, count, arena);
    assert_true(str_equal(cells->bases[0], STR("customers")));
    for (size_t i = 0; i < groups->group_count * count; i++) {
        if (isnan(values[i]) ? !isnan(cells->values[i]) : fabs(cells->values[i] - values[i]) > 1e-9)
            fail_msg("cell %zu is %g, not %g", i, cells->values[i], values[i]);
        assert_int_equal(cells->old[i], old[i]);
    }
    arena_free(arena);
}

static void groups_are_divided_by_what_they_share(void **state) {
    (void)state;
    struct exposure *exposure = parse(lines);
    static const struct str units[] = {STR_INIT("North"), STR_INIT("South"), STR_INIT("West")};
    static const struct str unit[] = {STR_INIT("unit")}, product[] = {STR_INIT("product")};
    struct exposure_groups by_unit = {unit, 1, units, 3, NULL, NULL, 0},
                           by_product = {product, 1, units, 1, NULL, NULL, 0},
                           all = {NULL, 0, NULL, 1, NULL, NULL, 0};
    /* South has no line for 2026-10: its last one serves. West has none at all. */
    cells_are(exposure, &by_unit, "2026-07,2026-09,2026-10",
              (const double[]){NAN, 2000, 2500.5, NAN, 4000, 4000, NAN, NAN, NAN},
              (const bool[]){0, 0, 0, 0, 0, 1, 0, 0, 0});
    cells_are(exposure, &by_product, "2026-10", (const double[]){6500.5}, (const bool[]){1});
    cells_are(exposure, &all, "2026-Q3,2026-09-15", (const double[]){5000, 6000}, (const bool[]){0, 0});
    assert_true(exposure_names(exposure, STR("unit"), STR("South")));
    assert_false(exposure_names(exposure, STR("unit"), STR("West")));
    size_t count;
    assert_true(str_equal(exposure_columns(exposure, &count)[0], STR("unit")) && count == 1);
    exposure_free(exposure);
}

static void totals_are_not_added_to_their_parts(void **state) {
    (void)state;
    struct exposure *exposure = parse("period,base,unit,value\n2026-10,customers,,9000\n"
                                      "2026-10,customers,North,4000\n2026-10,customers,South,4500\n");
    static const struct str units[] = {STR_INIT("North"), STR_INIT("")};
    static const struct str unit[] = {STR_INIT("unit")};
    struct exposure_groups by_unit = {unit, 1, units, 2, NULL, NULL, 0},
                           all = {NULL, 0, NULL, 1, NULL, NULL, 0};
    cells_are(exposure, &all, "2026-10", (const double[]){9000}, (const bool[]){0});
    cells_are(exposure, &by_unit, "2026-10", (const double[]){4000, 9000}, (const bool[]){0, 0});
    exposure_free(exposure);
}

static struct figure rate(const struct exposure_cells *cells, struct made *made, const struct period *periods,
                          size_t count, const char *name, struct arena *arena) {
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    struct measure_ref ref;
    struct err err = {0};
    struct figure *figures;
    assert_true(measure_find(str_of(name), arena, &ref, &err));
    struct measure_request request = {.table = &made->table,
                                      .life = life,
                                      .periods = periods,
                                      .period_count = count,
                                      .as_of = periods[count - 1].end,
                                      .exposure = cells,
                                      .refs = &ref,
                                      .ref_count = 1};
    assert_true(measure_run(&request, arena, &figures, &err));
    lifecycle_free(life);
    return figures[0];
}

static void rates_have_exact_intervals(void **state) {
    (void)state;
    struct made *made = made_table("received\n2026-10-01\n2026-10-02\n2026-10-03\n");
    struct exposure *exposure = parse(lines);
    struct exposure_groups all = {NULL, 0, NULL, 1, NULL, NULL, 0};
    struct arena *arena = arena_new();
    struct period period;
    struct err err = {0};
    assert_true(period_parse(STR("2026-10"), 0, &period, &err));
    const struct exposure_cells *cells = exposure_cells(exposure, &all, &period, 1, arena);
    struct figure figure = rate(cells, made, &period, 1, "rate:customers", arena);
    double low, high;
    interval_poisson(3, &low, &high);
    assert_true(fabs(figure.value - 3 * 10000 / 6500.5) < 1e-12);
    assert_true(fabs(figure.low - low * 10000 / 6500.5) < 1e-9);
    assert_true(fabs(figure.high - high * 10000 / 6500.5) < 1e-9);
    assert_string_equal(figure.note, NOTE_OLD_EXPOSURE);
    figure = rate(cells, made, &period, 1, "rate:outlets/1", arena);
    assert_true(figure.value == 0.25 && !figure.note);
    figure = rate(cells, made, &period, 1, "rate:ships", arena);
    assert_string_equal(figure.note, NOTE_NO_EXPOSURE);
    figure = rate(NULL, made, &period, 1, "rate:customers", arena);
    assert_string_equal(figure.note, NOTE_NO_EXPOSURE);
    struct measure_ref ref;
    assert_true(measure_find(STR("rate:ships"), arena, &ref, &err));
    assert_false(exposure_check(exposure, &ref, 1, &err));
    assert_string_equal(err.hint, "the file has customers, outlets");
    arena_free(arena);
    exposure_free(exposure);
    made_free(made);
}

static void titled(const char *measure, const char *zh, const char *en) {
    struct arena *arena = arena_new();
    struct measure_ref ref;
    struct err err = {0};
    assert_true(measure_find(str_of(measure), arena, &ref, &err));
    struct str got_zh = measure_title(&ref, NULL, LANG_ZH, arena),
               got_en = measure_title(&ref, NULL, LANG_EN, arena);
    if (!str_equal(got_zh, str_of(zh)) || !str_equal(got_en, str_of(en)))
        fail_msg(STR_FMT " / " STR_FMT, STR_ARG(got_zh), STR_ARG(got_en));
    arena_free(arena);
}

static void titles_say_the_parameter(void **state) {
    (void)state;
    titled("received", "受理量", "Received");
    titled("within_rate:15", "15日内办结率", "Closed within 15 days");
    titled("within_rate:1d", "1日内办结率", "Closed within 1 day");
    titled("within_rate:3wd", "3个工作日内办结率", "Closed within 3 working days");
    titled("settled_within:8w", "8周内办结（含在办）", "Settled within 8 weeks, open cases included");
    titled("due_within:24h", "24小时内到期", "Due within 24 hours");
    titled("escalation_rate", "升级率", "Escalation rate");
    titled("escalation_rate:regulator", "升级率（监管）", "Escalation rate (regulator)");
    titled("mean_days:forwarding", "平均处理时长（天）（forwarding）",
           "Mean resolution time (days) (forwarding)");
    titled("filled_rate:unit+text", "要素完整率（unit+text）", "Completeness (unit+text)");
    titled("rate:customers", "每万客户投诉率", "Complaints per 10,000 customers");
    titled("rate:accounts/1000", "每 1000 账户投诉率", "Complaints per 1000 accounts");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_files_name_the_place),
        cmocka_unit_test(groups_are_divided_by_what_they_share),
        cmocka_unit_test(totals_are_not_added_to_their_parts),
        cmocka_unit_test(rates_have_exact_intervals),
        cmocka_unit_test(titles_say_the_parameter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
