/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "analysis/base/dict.h"
#include "analysis/base/nearest.h"
#include "analysis/base/work.h"
#include "analysis/base/yaml.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static void dates_round_trip(void **state) {
    (void)state;
    assert_int_equal(date_days(1970, 1, 1), 0);
    assert_int_equal(date_days(2026, 10, 21), 20747);
    for (int64_t day = -200000; day < 200000; day += 17) {
        struct date_civil civil = date_civil_of(day * DATE_DAY + 3661);
        assert_true(date_valid(civil.year, civil.month, civil.day));
        assert_int_equal(date_days(civil.year, civil.month, civil.day), day);
        assert_int_equal(date_seconds(civil), day * DATE_DAY + 3661);
    }
    assert_false(date_valid(2026, 2, 29));
    assert_true(date_valid(2024, 2, 29));
    assert_false(date_valid(1900, 2, 29));
}

static void dates_are_written_as_iso(void **state) {
    (void)state;
    char out[DATE_TEXT];
    date_format_day(date_days(2026, 1, 2), out);
    assert_string_equal(out, "2026-01-02");
    date_format(date_days(1970, 12, 31) * DATE_DAY + 86399, false, out);
    assert_string_equal(out, "1970-12-31 23:59:59");
    date_format(date_days(999, 3, 1) * DATE_DAY + 3723, true, out);
    assert_string_equal(out, "0999-03-01");
    date_format(date_days(12026, 3, 1) * DATE_DAY + 3723, false, out);
    assert_string_equal(out, "12026-03-01 01:02:03");
}

static void names_are_near_when_mistyped(void **state) {
    (void)state;
    assert_int_equal(nearest_distance(STR("received"), STR("RECIEVED")), 1);
    assert_int_equal(nearest_distance(STR(""), STR("abc")), 3);
    assert_int_equal(nearest_distance(STR("kitten"), STR("sitting")), 3);
    assert_true(nearest_is_near(STR("chanel"), STR("channel")));
    assert_true(nearest_is_near(STR("escal"), STR("escalated")));
    assert_false(nearest_is_near(STR("day"), STR("unit")));
}

static void iso_weeks_belong_to_their_thursday(void **state) {
    (void)state;
    int year;
    assert_int_equal(date_iso_week(date_days(2026, 12, 31), &year), 53);
    assert_int_equal(year, 2026);
    assert_int_equal(date_iso_week(date_days(2027, 1, 3), &year), 53);
    assert_int_equal(year, 2026);
    assert_int_equal(date_iso_week(date_days(2024, 12, 30), &year), 1);
    assert_int_equal(year, 2025);
    assert_int_equal(date_of_iso_week(2026, 43), date_days(2026, 10, 19));
    assert_int_equal(date_weekday(date_days(2026, 11, 21)), 5);
}

static void dictionaries_number_by_first_appearance(void **state) {
    (void)state;
    struct dict *dict = dict_new();
    assert_int_equal(dict_add(dict, STR("")), DICT_NONE);
    for (int round = 0; round < 2; round++)
        for (unsigned i = 0; i < 5000; i++)
            assert_int_equal(dict_add(dict, (struct str){(const char *)&i, sizeof i}), i + 1);
    assert_int_equal(dict_size(dict), 5001);
    assert_int_equal(dict_find(dict, STR("absent")), DICT_ABSENT);
    dict_free(dict);
}

static void utf8_is_strict(void **state) {
    (void)state;
    assert_int_equal(utf8_valid_prefix(STR("abc\xE6\x8A\x95诉")), 9);
    assert_int_equal(utf8_valid_prefix(STR("abcdefgh\xC0\x80")), 8);
    assert_int_equal(utf8_valid_prefix(STR("\xED\xA0\x80")), 0);
    assert_int_equal(utf8_valid_prefix(STR("\xF4\x90\x80\x80")), 0);
    assert_int_equal(utf8_valid_prefix(STR("\xF0\x9F\x98")), 0);
}

static const char *yaml_message(const char *text, char out[256]) {
    struct arena *arena = arena_new();
    struct yaml *root;
    struct err err = {0};
    struct buf buf = {0};
    if (!yaml_parse(str_of(text), "x.yaml", arena, &root, &err))
        err_format(&err, &buf);
    struct str message = buf_str(&buf);
    memcpy(out, message.data, message.size);
    out[message.size] = '\0';
    buf_free(&buf);
    arena_free(arena);
    return out;
}

static void yaml_errors_name_the_place(void **state) {
    (void)state;
    char out[256];
    assert_string_equal(yaml_message("a: 1\nb: [x, y]\n", out), "");
    assert_string_equal(yaml_message("a: &x 1\nb: *x", out),
                        "x.yaml:2:5: aliases (*name) are not allowed; write the value out");
    assert_string_equal(yaml_message("b:\n  c: 1\n  c: 2", out),
                        "x.yaml:3:3: the key \"c\" stands here twice");
    assert_string_equal(yaml_message("a: \xFF", out),
                        "x.yaml:1:1: not valid UTF-8 text; save the file as UTF-8");
}

/* Each key of a large map is compared in no time, and the one that repeats is still found. */
static void yaml_takes_many_keys(void **state) {
    (void)state;
    char out[256];
    struct buf yaml = {0};
    for (int i = 0; i < 200000; i++)
        buf_printf(&yaml, "k%d: 1\n", i);
    buf_add_char(&yaml, 0);
    assert_string_equal(yaml_message(yaml.data, out), "");
    yaml.size--;
    buf_printf(&yaml, "k77: 1\n");
    buf_add_char(&yaml, 0);
    assert_string_equal(yaml_message(yaml.data, out), "x.yaml:200001:1: the key \"k77\" stands here twice");
    buf_free(&yaml);
}

static uint64_t random_state;
static uint32_t next_random(void) {
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(random_state >> 33);
}

/* One character after the other. */
static size_t prefix_by_characters(struct str text) {
    for (size_t at = 0, start = 0; at < text.size; start = at)
        if (utf8_next(text, &at) == 0xFFFD && !(at - start == 3))
            return start;
    return text.size;
}

/* Texts long enough for the wide check, with characters of all lengths on its borders and now and then a byte
 * changed. */
static void utf8_checked_widely_is_checked_alike(void **state) {
    (void)state;
    random_state = 20261101;
    static const uint32_t edges[] = {0x41,   0x7F,   0x80,   0x7FF,   0x800,   0xFFF,   0x1000,
                                     0xD7FF, 0xE000, 0xFFFE, 0x10000, 0x3FFFF, 0x40000, 0x10FFFF};
    for (int round = 0; round < 20000; round++) {
        char bytes[260];
        struct str text = {bytes, 0};
        bool ascii = next_random() % 4 == 0;
        while (text.size < 64 + (size_t)round % 190)
            text.size += utf8_encode(ascii ? 'a' : edges[next_random() % 14], bytes + text.size);
        for (uint32_t change = next_random() % 3; change > 0; change--)
            bytes[next_random() % text.size] = (char)next_random();
        assert_int_equal(utf8_valid_prefix(text), prefix_by_characters(text));
    }
}

struct in_order {
    struct work_order order;
    size_t seen[1000], count;
};

static void add_in_order(void *context, size_t task, unsigned worker) {
    (void)worker;
    struct in_order *in_order = context;
    work_order_enter(&in_order->order, task);
    in_order->seen[in_order->count++] = task;
    work_order_leave(&in_order->order);
}

static void tasks_pass_a_stretch_in_order(void **state) {
    (void)state;
    for (unsigned workers = 1; workers < 9; workers += 3) {
        struct in_order in_order = {.count = 0};
        work_order_init(&in_order.order);
        work_run(workers, 1000, add_in_order, &in_order);
        work_order_free(&in_order.order);
        assert_int_equal(in_order.count, 1000);
        for (size_t i = 0; i < 1000; i++)
            assert_int_equal(in_order.seen[i], i);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_round_trip),
        cmocka_unit_test(dates_are_written_as_iso),
        cmocka_unit_test(names_are_near_when_mistyped),
        cmocka_unit_test(iso_weeks_belong_to_their_thursday),
        cmocka_unit_test(dictionaries_number_by_first_appearance),
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test(utf8_checked_widely_is_checked_alike),
        cmocka_unit_test(tasks_pass_a_stretch_in_order),
        cmocka_unit_test(yaml_errors_name_the_place),
        cmocka_unit_test(yaml_takes_many_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
