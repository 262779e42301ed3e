/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "analysis/intake/dates.h"
#include "analysis/intake/values.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

/* What the cell reads as under the formats (separated by "|"), or "-". */
static const char *read(const char *formats, const char *cell, char out[DATE_TEXT]) {
    struct arena *arena = arena_new();
    struct str list[8], rest = str_of(formats);
    size_t count = 0;
    while (rest.size) {
        size_t bar = str_find_char(rest, '|');
        assert_null(dates_check(str_sub(rest, 0, bar)));
        list[count++] = str_sub(rest, 0, bar);
        rest = str_sub(rest, bar < rest.size ? bar + 1 : bar, rest.size);
    }
    uint32_t seconds;
    bool date_only;
    strcpy(out, "-");
    if (dates_parse(dates_compile(list, count, arena), str_of(cell), &seconds, &date_only))
        date_format(seconds, date_only, out);
    arena_free(arena);
    return out;
}

static void iso_is_always_understood(void **state) {
    (void)state;
    char out[DATE_TEXT];
    assert_string_equal(read("", "2026-02-03", out), "2026-02-03");
    assert_string_equal(read("", "2026-2-3", out), "2026-02-03");
    assert_string_equal(read("%m/%d/%Y", "2026-02-03T14:05:09Z", out), "2026-02-03 14:05:09");
    assert_string_equal(read("", "2026-02-03 14:05:09.123456", out), "2026-02-03 14:05:09");
    assert_string_equal(read("", "2026-02-03 14:05+08:00", out), "2026-02-03 14:05:00");
    assert_string_equal(read("", "2026-02-03 00:00:00", out), "2026-02-03 00:00:00");
    assert_string_equal(read("", "2026/2/3 9:05", out), "2026-02-03 09:05:00");
    assert_string_equal(read("", "2026年2月3日 14:05", out), "2026-02-03 14:05:00");
    assert_string_equal(read("%Y-%d-%m", "2026-02-03", out), "2026-03-02");
}

static void formats_are_tried_in_order(void **state) {
    (void)state;
    char out[DATE_TEXT];
    assert_string_equal(read("%m/%d/%Y", "3/19/2015", out), "2015-03-19");
    assert_string_equal(read("%d/%m/%Y", "3/12/2015", out), "2015-12-03");
    assert_string_equal(read("%m/%d/%Y|%d/%m/%Y", "19/3/2015", out), "2015-03-19");
    assert_string_equal(read("%d-%m-%Y %H:%M", "29-02-2016 01:16", out), "2016-02-29 01:16:00");
    assert_string_equal(read("%d-%b-%y", "05-Nov-26", out), "2026-11-05");
    assert_string_equal(read("%d %B %Y", "5 november 1999 8:00", out), "1999-11-05 08:00:00");
    assert_string_equal(read("%m/%d/%y", "3/4/70", out), "1970-03-04");
    assert_string_equal(read("%H:%M %d/%m/%Y", "08:30 05/11/2026", out), "2026-11-05 08:30:00");
}

static void twelve_hours_end_at_noon(void **state) {
    (void)state;
    char out[DATE_TEXT];
    const char *format = "%m/%d/%Y %I:%M:%S %p";
    assert_string_equal(read(format, "12/26/2013 12:00:00 AM", out), "2013-12-26 00:00:00");
    assert_string_equal(read(format, "12/26/2013 12:15:00 PM", out), "2013-12-26 12:15:00");
    assert_string_equal(read(format, "12/25/2013 11:59:08 p.m.", out), "2013-12-25 23:59:08");
    assert_string_equal(read(format, "12/25/2013 13:00:00 AM", out), "-");
}

static void impossible_dates_are_none(void **state) {
    (void)state;
    char out[DATE_TEXT];
    static const char *const wrong[] = {
        "2026-02-30",           "2026-13-01",         "0000-00-00",          "1969-12-31", "2106-01-01",
        "2026-02-03x",          "2026-02-03 25:00",   "2026-02-03 10:60",    "soon",       "2026-02",
        "2026-02-03 10:5",      "2026-02-03 10:05:1", "2026-02-03 10:05:60", "20260203",   "",
        "2026-02-03 10:05 noon"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_string_equal(read("%d/%m/%Y", wrong[i], out), "-");
    assert_string_equal(read("", "1970-01-01", out), "1970-01-01");
    assert_string_equal(read("", "2105-12-31 23:59:59", out), "2105-12-31 23:59:59");
    assert_non_null(dates_check(STR("%d/%m")));
    assert_non_null(dates_check(STR("%Y-%m-%d %Q")));
    assert_non_null(dates_check(STR("%Y-%m-%d%")));
}

static const char *serial(const char *cell, bool from_1904, char out[DATE_TEXT]) {
    uint32_t seconds;
    bool date_only;
    if (!dates_serial(str_of(cell), from_1904, &seconds, &date_only))
        return "-";
    date_format(seconds, date_only, out);
    return out;
}

static void months_and_serial_numbers_are_dates(void **state) {
    (void)state;
    char out[DATE_TEXT];
    assert_string_equal(read("%Y-%m", "2015-01", out), "2015-01-01");
    assert_string_equal(read("%b %Y", "Oct 2026", out), "2026-10-01");
    assert_string_equal(read("%Y-%m", "2015-01-20", out), "2015-01-20");
    assert_string_equal(read("%Y-%m", "2015-13", out), "-");
    assert_string_equal(serial("43678", false, out), "2019-08-01");
    assert_string_equal(serial("43782.472465277802", false, out), "2019-11-13 11:20:21");
    assert_string_equal(serial("42894.999999", false, out), "2017-06-09 00:00:00");
    assert_string_equal(serial("42216", true, out), "2019-08-01");
    static const char *const wrong[] = {"2019",   "20190801", "1564617600", "43678,5", "43678.x",
                                        "-43678", "25568",    "76000",      "4367",    ""};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_string_equal(serial(wrong[i], false, out), "-");
}

/* The same without formats, as a column of that order; times moved into `zone` if there is one. */
static const char *read_free(enum date_order order, const char *zone_name, const char *cell,
                             char out[DATE_TEXT]) {
    struct arena *arena = arena_new();
    struct date_reading reading = {.formats = dates_compile(NULL, 0, arena), .order = order};
    struct date_tally tally = {0};
    struct err err = {0};
    uint32_t seconds;
    bool date_only;
    if (zone_name)
        assert_true(zone_load(zone_name, arena, &reading.zone, &err));
    strcpy(out, "-");
    if (dates_read(&reading, str_of(cell), &tally, &seconds, &date_only))
        date_format(seconds, date_only, out);
    arena_free(arena);
    return out;
}

static void dates_are_found_without_formats(void **state) {
    (void)state;
    static const struct {
        const char *cell, *read;
    } cases[] = {{"3-Feb-26", "2026-02-03"},
                 {"03-FEB-2026 14:05", "2026-02-03 14:05:00"},
                 {"3 February 2026", "2026-02-03"},
                 {"Feb 3, 2026", "2026-02-03"},
                 {"February 3 2026 2:05 PM", "2026-02-03 14:05:00"},
                 {"Tue, 3 Feb 2026 14:05:09 +0800", "2026-02-03 14:05:09"},
                 {"3. Feb 2026", "2026-02-03"},
                 {"3-Feb-'26", "2026-02-03"},
                 {"3/2/2026, 2:05:00\xE2\x80\xAFPM", "2026-02-03 14:05:00"},
                 {"13.12.99", "1999-12-13"},
                 {"03-FEB-26 02.05.09 PM", "2026-02-03 14:05:09"},
                 {"Tue 3/2/2026 2:05 PM", "2026-02-03 14:05:00"},
                 {"2026年2月3日 9时5分", "2026-02-03 09:05:00"},
                 {"2026-02-03 星期二 14:05", "2026-02-03 14:05:00"},
                 {"20260203", "2026-02-03"},
                 {"20260203140509", "2026-02-03 14:05:09"},
                 {"202602031405", "2026-02-03 14:05:00"},
                 {"2026020314", "2026-02-03 14:00:00"},
                 {"20260203T140509Z", "2026-02-03 14:05:09"},
                 {"20260203 14:05", "2026-02-03 14:05:00"},
                 {"1770127509", "2026-02-03 14:05:09"},
                 {"1770127509.25", "2026-02-03 14:05:09"},
                 {"1770127509123", "2026-02-03 14:05:09"},
                 {"46056", "2026-02-03"},
                 {"46056.5869", "2026-02-03 14:05:08"},
                 {"2026年2月3日14时05分09秒", "2026-02-03 14:05:09"},
                 {"2026年2月3日 14:05", "2026-02-03 14:05:00"},
                 {"2026年2月3日下午2:05", "2026-02-03 14:05:00"},
                 {"2026/2/3 凌晨2:05", "2026-02-03 02:05:00"},
                 {"2026/2/3 凌晨12:05", "2026-02-03 00:05:00"},
                 {"2026-02-03 早上 8:05", "2026-02-03 08:05:00"},
                 {"2026-02-03 中午11:30", "2026-02-03 11:30:00"},
                 {"2026-02-03 中午12:30", "2026-02-03 12:30:00"},
                 {"2026-02-03 中午1:30", "2026-02-03 13:30:00"},
                 {"2026/2/3 晚上8:05", "2026-02-03 20:05:00"},
                 {"2026/2/3 周二 下午2:05", "2026-02-03 14:05:00"},
                 {"2026年2月3日 上午9点", "2026-02-03 09:00:00"},
                 {"2026-02-03T14:05:09.123+01:00", "2026-02-03 14:05:09"}};
    static const char *const wrong[] = {
        "3-Foo-26",     "Febr",        "32/1/2026",          "13/13/2026", "0/1/2026",       "20261303",
        "2026020325",   "99999999999", "0770127509",         "3/2/20261",  "3/2-2026",       "May",
        "17701275091",  "4605.5",      "2026/2/3 晚上12:05", "3.2",        "20260203250000", "Monday",
        "3 Feb 2026 x", "1/2/3",       "30/2/2026"};
    char out[DATE_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(read_free(DATE_DAY_FIRST, NULL, cases[i].cell, out), cases[i].read);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_string_equal(read_free(DATE_DAY_FIRST, NULL, wrong[i], out), "-");
    assert_string_equal(read_free(DATE_MONTH_FIRST, NULL, "3/2/2026", out), "2026-03-02");
    assert_string_equal(read_free(DATE_MONTH_FIRST, NULL, "13/2/2026", out), "2026-02-13");
}

static void times_with_a_zone_move_into_the_report_zone(void **state) {
    (void)state;
    char out[DATE_TEXT];
    assert_string_equal(read_free(0, "Europe/London", "2026-03-29T00:59:59Z", out), "2026-03-29 00:59:59");
    assert_string_equal(read_free(0, "Europe/London", "2026-03-29T01:00:00Z", out), "2026-03-29 02:00:00");
    assert_string_equal(read_free(0, "Europe/London", "2026-10-25T02:30:00+02:00", out),
                        "2026-10-25 01:30:00");
    assert_string_equal(read_free(0, "Asia/Shanghai", "2026-02-03 20:00 UTC", out), "2026-02-04 04:00:00");
    assert_string_equal(read_free(0, "Asia/Shanghai", "1770127509", out), "2026-02-03 22:05:09");
    assert_string_equal(read_free(0, "Asia/Shanghai", "2026-02-03 20:00", out), "2026-02-03 20:00:00");
    assert_string_equal(read_free(0, "Asia/Shanghai", "2026-02-03", out), "2026-02-03");
    assert_string_equal(read_free(0, "America/New_York", "1970-01-01T01:00Z", out), "-");
}

static int64_t number(const char *cell, char decimal) {
    int64_t value;
    return value_number(str_of(cell), decimal, &value) ? value : INT64_MIN;
}

static void numbers_are_exact(void **state) {
    (void)state;
    assert_int_equal(number("1", '.'), 10000);
    assert_int_equal(number(" -1,234,567.8901 ", '.'), -12345678901);
    assert_int_equal(number("¥1,200.50", '.'), 12005000);
    assert_int_equal(number("1200元", '.'), 12000000);
    assert_int_equal(number("($3.00)", '.'), -30000);
    assert_int_equal(number("$-3", '.'), -30000);
    assert_int_equal(number("1.234,5", ','), 12345000);
    assert_int_equal(number("1 234,5", ','), 12345000);
    assert_int_equal(number("0.00005", '.'), 1);
    assert_int_equal(number("0.00004999", '.'), 0);
    assert_int_equal(number(".5", '.'), 5000);
    static const char *const wrong[] = {"",         "-",   "ten",     "1,23", "12,34,567",
                                        "1.2.3",    "1e5", "1,",      ",1",   "99999999999999999999",
                                        "1234,567", "--1", "1 000 00"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(number(wrong[i], '.'), INT64_MIN);
}

static void ids_lose_what_spreadsheets_add(void **state) {
    (void)state;
    assert_true(str_equal(value_id(STR("=\"00123\"")), STR("00123")));
    assert_true(str_equal(value_id(STR("=\"\"00123\"\"")), STR("00123")));
    assert_true(str_equal(value_id(STR("\t'00123 ")), STR("00123")));
    assert_true(str_equal(value_id(STR("=\"\"")), STR("")));
    assert_true(str_equal(value_id(STR("=\"")), STR("=\"")));
    assert_true(str_equal(value_id(STR("'")), STR("")));
    assert_true(value_is_scientific(STR("4.2E+17")));
    assert_true(value_is_scientific(STR("1e+05")));
    assert_true(value_is_scientific(STR("4,2E17")));
    assert_false(value_is_scientific(STR("12E45")));
    assert_false(value_is_scientific(STR("E+17")));
    assert_false(value_is_scientific(STR("4.2E+")));
    assert_false(value_is_scientific(STR("123")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_is_always_understood),
        cmocka_unit_test(formats_are_tried_in_order),
        cmocka_unit_test(twelve_hours_end_at_noon),
        cmocka_unit_test(impossible_dates_are_none),
        cmocka_unit_test(months_and_serial_numbers_are_dates),
        cmocka_unit_test(dates_are_found_without_formats),
        cmocka_unit_test(times_with_a_zone_move_into_the_report_zone),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(ids_lose_what_spreadsheets_add),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
