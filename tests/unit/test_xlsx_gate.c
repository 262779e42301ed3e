/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reports/xlsx_gate.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

static struct arena *arena;

static void texts_hold_what_xml_can(void **state) {
    (void)state;
    assert_string_equal(xlsx_gate_text(arena, STR("a\tb\r\nc\x01"), 100), "a b\nc");
    assert_string_equal(xlsx_gate_text(arena, STR("\377\xC3"), 100), "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(xlsx_gate_text(arena, STR("\xEF\xBF\xBE\xEF\xBF\xBF"), 100),
                        "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(xlsx_gate_text(arena, STR("=1+1"), 100), "=1+1");
    assert_string_equal(xlsx_gate_text(arena, (struct str){"a\0b", 3}, 100), "ab");
    assert_string_equal(xlsx_gate_text(arena, STR(""), 100), "");
}

static void texts_are_cut_by_utf16_units(void **state) {
    (void)state;
    assert_string_equal(xlsx_gate_text(arena, STR("投诉投诉"), 4), "投诉投诉");
    assert_string_equal(xlsx_gate_text(arena, STR("投诉投诉投"), 4), "投诉投…");
    assert_string_equal(xlsx_gate_text(arena, STR("😀😀"), 4), "😀😀");
    assert_string_equal(xlsx_gate_text(arena, STR("😀😀😀"), 4), "😀…");
}

static void what_looks_like_an_escape_is_escaped(void **state) {
    (void)state;
    assert_string_equal(xlsx_gate_cell(arena, STR("_x0041_")), "_x005F_x0041_");
    assert_string_equal(xlsx_gate_cell(arena, STR("a_x00e4_b _x1_ _xyz")), "a_x005F_x00e4_b _x1_ _xyz");
    assert_string_equal(xlsx_gate_cell(arena, STR("plain")), "plain");
}

static const char *sheet(const char *name) {
    return xlsx_gate_sheet(arena, str_of(name), NULL, 0);
}

static void sheet_names_are_allowed(void **state) {
    (void)state;
    assert_string_equal(sheet("By unit"), "By unit");
    assert_string_equal(sheet("a/b\\c[d]e:f*g?h"), "a b c d e f g h");
    assert_string_equal(sheet("'quoted'"), "quoted");
    assert_string_equal(sheet("history"), "History 1");
    assert_string_equal(sheet(""), "Sheet");
    assert_string_equal(sheet("[]\x01"), "Sheet");
    assert_string_equal(sheet("0123456789012345678901234567890123456789"), "0123456789012345678901234567890");
    assert_string_equal(sheet("012345678901234567890123456789'x"), "012345678901234567890123456789");
    assert_string_equal(sheet("two\nlines"), "two lines");
}

static void sheet_names_differ_whatever_their_case(void **state) {
    (void)state;
    const char *taken[] = {"By unit", "BY UNIT (2)", "Ärger", "0123456789012345678901234567890"};
    assert_string_equal(xlsx_gate_sheet(arena, STR("by UNIT"), taken, 4), "by UNIT (3)");
    assert_string_equal(xlsx_gate_sheet(arena, STR("ÄRGER"), taken, 4), "ÄRGER (2)");
    assert_string_equal(xlsx_gate_sheet(arena, STR("01234567890123456789012345678901"), taken, 4),
                        "012345678901234567890123456 (2)");
}

static void defined_names_are_plain(void **state) {
    (void)state;
    assert_string_equal(xlsx_gate_defined(arena, STR("p50_days:law15")), "kpi_p50_days_law15");
    assert_string_equal(xlsx_gate_defined(arena, STR("R1C1")), "kpi_R1C1");
}

static int begin(void **state) {
    (void)state;
    arena = arena_new();
    return 0;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_hold_what_xml_can),
        cmocka_unit_test(texts_are_cut_by_utf16_units),
        cmocka_unit_test(what_looks_like_an_escape_is_escaped),
        cmocka_unit_test(sheet_names_are_allowed),
        cmocka_unit_test(sheet_names_differ_whatever_their_case),
        cmocka_unit_test(defined_names_are_plain),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
