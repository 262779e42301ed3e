/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "reports/csv_out.h"
#include "reports/json.h"
#include "tests/unit/cmocka_all.h"

#include <math.h>

static void assert_text(struct buf *buf, const char *expected) {
    buf_add_char(buf, '\0');
    assert_string_equal(buf->data, expected);
    buf_free(buf);
}

static void documents_are_indented(void **state) {
    (void)state;
    struct buf buf = {0};
    struct json json = {.out = &buf};
    json_object_begin(&json);
    json_pair_text(&json, "a", STR("x"));
    json_pair_number(&json, "b", NAN);
    json_key(&json, STR("rows"));
    json_array_begin(&json);
    json_object_line(&json);
    json_pair_whole(&json, "n", -3);
    json_pair_bool(&json, "ok", true);
    json_object_end(&json);
    json_array_line(&json);
    json_number(&json, 0.1);
    json_null(&json);
    json_array_end(&json);
    json_array_end(&json);
    json_key(&json, STR("none"));
    json_array_begin(&json);
    json_array_end(&json);
    json_object_end(&json);
    json_finish(&json);
    assert_text(&buf, "{\n  \"a\": \"x\",\n  \"b\": null,\n  \"rows\": [\n    {\"n\": -3, \"ok\": true},\n"
                      "    [0.1, null]\n  ],\n  \"none\": []\n}\n");
}

static void texts_are_escaped(void **state) {
    (void)state;
    struct buf buf = {0};
    json_quote(&buf, (struct str){"a\"b\\c\n\t\x01\x7F\0中\xFF\xE4z", 16});
    assert_text(&buf, "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\\u0000中\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}

static void cells_are_quoted_and_guarded(void **state) {
    (void)state;
    struct buf buf = {0};
    struct csv_out csv = {.out = &buf};
    csv_bom(&csv);
    const char *texts[] = {"plain", "a,b", "say \"x\"", "two\nlines", "=1+1", "+49",
                           "-5",    "@x",  "\tx",       "",           " x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        csv_text(&csv, str_of(texts[i]));
    csv_end_line(&csv);
    csv_number(&csv, -2.5);
    csv_number(&csv, NAN);
    csv_time(&csv, date_days(2026, 10, 1) * DATE_DAY, true);
    csv_empty(&csv);
    csv_end_line(&csv);
    assert_text(&buf,
                "\xEF\xBB\xBFplain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1,'+49,'-5,'@x,'\tx,,\" x\"\n"
                "-2.5,,2026-10-01,\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_indented),
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(cells_are_quoted_and_guarded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
