/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/measure/quantiles.h"
#include "reports/labels.h"
#include "tests/unit/measuring.h"

static void find(const char *text, const char *key, const char *parameter, const char *stage) {
    struct arena *arena = arena_new();
    struct measure_ref ref;
    struct err err = {0};
    assert_true(measure_find(str_of(text), arena, &ref, &err));
    assert_string_equal(ref.measure->key, key);
    assert_true(str_equal(ref.parameter, str_of(parameter)));
    assert_true(str_equal(ref.stage, str_of(stage)));
    assert_non_null(ref.measure->family);
    arena_free(arena);
}

static void refuse(const char *text, const char *message) {
    struct arena *arena = arena_new();
    struct measure_ref ref;
    struct err err = {0};
    struct buf buf = {0};
    assert_false(measure_find(str_of(text), arena, &ref, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    err_format(&err, &buf);
    buf_add_char(&buf, '\0');
    assert_string_equal(buf.data, message);
    buf_free(&buf);
    arena_free(arena);
}

static void measures_are_found_by_name(void **state) {
    (void)state;
    find("received", "received", "", "");
    find(" p50_days:forwarding ", "p50_days", "forwarding", "forwarding");
    find("p50_days(forwarding)", "p50_days", "forwarding", "forwarding");
    find("mean_hours:resolution", "mean_hours", "resolution", "");
    find("within_rate:15d", "within_rate", "15d", "");
    refuse("p50_day", "there is no measure \"p50_day\"; the nearest are p50_days, p90_days and p75_days; "
                      "redress help measures lists all");
    refuse("received:x", "received takes no parameter (\"x\")");
    refuse("within_rate", "within_rate needs a parameter; write within_rate:15d");
    refuse("within_rate:soon", "\"soon\" is not a limit; write 15 or 15d (days), 3wd (working days), 8w "
                               "(weeks), 24h or 30min");
}

static void every_measure_is_described(void **state) {
    (void)state;
    for (const struct family *const *family = families; *family; family++)
        for (size_t i = 0; i < (*family)->count; i++) {
            const struct measure *measure = &(*family)->measures[i];
            for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
                assert_non_null(measure->name[lang]);
                assert_non_null(measure->definition[lang]);
            }
            for (const struct family *const *other = families; *other; other++)
                for (size_t j = 0; j < (*other)->count; j++)
                    if (measure != &(*other)->measures[j])
                        assert_string_not_equal(measure->key, (*other)->measures[j].key);
        }
}

/* The ids are read from the header: run from the root of the tree. */
static void every_note_has_its_words(void **state) {
    (void)state;
    char line[256], id[64];
    size_t count = 0;
    FILE *header = fopen("analysis/measure/notes.h", "r");
    assert_non_null(header);
    while (fgets(line, sizeof line, header)) {
        if (sscanf(line, "#define NOTE_%*s \"%63[^\"]", id) != 1)
            continue;
        count++;
        assert_true(label_known(LANG_ZH, id) && label_known(LANG_EN, id));
    }
    fclose(header);
    assert_true(count > 10);
}

static void quantiles_are_type_7(void **state) {
    (void)state;
    static const int64_t checks[] = {55, 1, 34, 2, 21, 2, 13, 3, 8, 5};
    struct quantiles *plain = quantiles_new(2, false), *weighted = quantiles_new(2, true),
                     *part = quantiles_new(2, true);
    for (size_t i = 0; i < 10; i++) {
        quantiles_add(plain, 1, checks[i], 1);
        if (checks[i] != 2 || i == 3)
            quantiles_add(i % 2 ? weighted : part, 1, checks[i], checks[i] == 2 ? 2 : 1);
    }
    quantiles_merge(weighted, part);
    quantiles_finish(plain);
    quantiles_finish(weighted);
    static const double p[] = {0.5, 0.75, 0.9, 0.95}, expected[] = {6.5, 19, 36.1, 45.55};
    for (size_t i = 0; i < 4; i++) {
        assert_true(fabs(quantiles_at(plain, 1, p[i]) - expected[i]) < 1e-12);
        assert_true(fabs(quantiles_at(weighted, 1, p[i]) - expected[i]) < 1e-12);
    }
    assert_int_equal(quantiles_count(weighted, 1), 10);
    assert_int_equal(quantiles_count(plain, 0), 0);
    assert_true(isnan(quantiles_at(plain, 0, 0.5)));
    quantiles_free(plain);
    quantiles_free(weighted);
    quantiles_free(part);
}

static int by_value(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void many_values_are_sorted(void **state) {
    (void)state;
    enum { COUNT = 100000 };
    int64_t *all = heap_array(COUNT, sizeof *all);
    uint64_t seed = 1;
    struct quantiles *values = quantiles_new(1, false);
    for (size_t i = 0; i < COUNT; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        all[i] = (int64_t)(seed >> 33) - (i % 3 ? 0 : (int64_t)1 << 40);
        quantiles_add(values, 0, all[i], 1);
    }
    quantiles_finish(values);
    qsort(all, COUNT, sizeof *all, by_value);
    for (size_t i = 0; i < COUNT; i += 999)
        assert_true(quantiles_at(values, 0, (double)i / (COUNT - 1)) - (double)all[i] < 1);
    quantiles_free(values);
    heap_free(all);
}

static void receipts_are_counted_by_period_and_group(void **state) {
    (void)state;
    struct made *made = made_table("received, product, set:category_all, weight\n"
                                   "2026-09-30 23:59:59, Cards, a+b, 1\n"
                                   "2026-10-01, Cards, a, 2\n"
                                   "2026-10-31 23:59, Loans, b, 1\n"
                                   ", Loans, b, 5\n"
                                   "2026-11-01, Loans, b, 7\n");
    struct asked asked = {.made = made, .periods = "2026-09,2026-10"};
    expect(&asked, "received", 0, 1);
    expect(&asked, "received", 1, 3);
    struct asked cards = {.made = made, .periods = "2026-09,2026-10", .by = "product", .group = "Cards"};
    expect(&cards, "received", 1, 2);
    expect_share(&cards, "share", 1, 2, 3);
    struct asked a = {.made = made, .periods = "2026-09,2026-10", .by = "category_all", .group = "a"};
    struct asked b = {.made = made, .periods = "2026-09,2026-10", .by = "category_all", .group = "b"};
    expect_share(&a, "share", 0, 1, 1);
    expect_share(&b, "share", 0, 1, 1);
    expect_share(&b, "share", 1, 1, 3);
    /* a receipt at or after T is in no measure, also not in its period */
    struct asked early = {.made = made, .periods = "2026-10", .as_of = "2026-10-31"};
    expect(&early, "received", 0, 2);
    uint64_t selected = 1 << 2;
    struct asked one = {.made = made, .periods = "2026-10", .selected = &selected};
    expect(&one, "received", 0, 1);
    expect_none(&one, "received_distinct", 0, NOTE_NO_COLUMN);
    made_free(made);
}

static void a_set_splits_groups(void **state) {
    (void)state;
    struct made *made = made_table("received, product, set:category_all\n"
                                   "2026-10-01, Cards, a+b\n"
                                   "2026-10-02, Loans, b\n"
                                   "2026-10-03, Loans, \n");
    struct arena *arena = arena_new();
    struct lifecycle *life = lifecycle_new(&made->table, 1);
    struct period period = period_range(date_days(2026, 10, 1), date_days(2026, 10, 31));
    struct measure_ref ref;
    struct err err = {0};
    struct figure *figures;
    assert_true(measure_find(STR("received"), arena, &ref, &err));
    struct measure_request request = {.table = &made->table,
                                      .life = life,
                                      .periods = &period,
                                      .period_count = 1,
                                      .as_of = period.end,
                                      .groups = made->columns[1]->codes,
                                      .group_count = dict_size(made->columns[1]->dict),
                                      .set = made->columns[2],
                                      .refs = &ref,
                                      .ref_count = 1};
    assert_true(measure_run(&request, arena, &figures, &err));
    /* no product; Cards; Loans × none, a, b */
    static const double expected[] = {0, 0, 0, 0, 1, 1, 1, 0, 1};
    for (size_t i = 0; i < 9; i++)
        assert_true(figures[i].value == expected[i]);
    lifecycle_free(life);
    arena_free(arena);
    made_free(made);
}

static void a_repeat_counts_once(void **state) {
    (void)state;
    struct made *made = made_table("received, customer, flag:repeat\n"
                                   "2026-08-01, c,\n2026-10-01, a, n\n2026-10-02, a, y\n2026-10-03, b,\n");
    struct asked asked = {.made = made, .periods = "2026-10"};
    expect(&asked, "received_distinct", 0, 2);
    expect_share(&asked, "repeat_rate", 0, 1, 2);
    expect_missing(&asked, "repeat_rate", 0, 1);
    struct arena *arena = arena_new();
    struct measure_ref refs[2];
    struct err err = {0};
    size_t count;
    assert_true(measure_find(STR("received_distinct"), arena, &refs[0], &err) &&
                measure_find(STR("filled_rate:unit+Extra"), arena, &refs[1], &err));
    struct str *columns = measure_columns(refs, 2, arena, &count);
    assert_int_equal(count, 2);
    assert_true(str_equal(columns[0], STR("repeat")) && str_equal(columns[1], STR("Extra")));
    assert_true(measure_roles(refs, 2) & role_bit(ROLE_UNIT));
    assert_true(measure_roles(refs, 2) & role_bit(ROLE_CUSTOMER));
    arena_free(arena);
    made_free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_found_by_name),
        cmocka_unit_test(every_measure_is_described),
        cmocka_unit_test(every_note_has_its_words),
        cmocka_unit_test(quantiles_are_type_7),
        cmocka_unit_test(many_values_are_sorted),
        cmocka_unit_test(receipts_are_counted_by_period_and_group),
        cmocka_unit_test(a_set_splits_groups),
        cmocka_unit_test(a_repeat_counts_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
