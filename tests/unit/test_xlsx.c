/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/base/date.h"
#include "analysis/intake/field.h"
#include "analysis/intake/xlsx.h"
#include "tests/unit/book_builder.h"
#include "tests/unit/cmocka_all.h"

#include <string.h>

/* Reads a sheet; what it says, with the rows of the sheet before each line, or the error. */
static void read_book(struct str bytes, const char *wanted, struct buf *told) {
    struct err err = {0};
    struct xlsx book;
    struct xlsx_cells cells;
    size_t sheet, also;
    buf_clear(told);
    struct xlsx_choice choice = {0};
    if (!xlsx_open(bytes, "book.xlsx", &book, &err)) {
        buf_printf(told, "%d ", err.kind);
        err_format(&err, told);
        return;
    }
    if ((wanted ? xlsx_find_sheet(&book, wanted, &sheet, &err)
                : xlsx_choose_sheet(&book, &choice, &sheet, &also, &err)) &&
        xlsx_read_sheet(&book, sheet, &cells, &err)) {
        buf_add(told, cells.text.bytes);
        xlsx_cells_free(&cells);
    } else {
        buf_printf(told, "%d ", err.kind);
        err_format(&err, told);
    }
    xlsx_close(&book);
}

static void expect(const struct book *book, const char *sheet, const char *expected) {
    struct buf bytes = {0}, told = {0};
    book_make(book, &bytes);
    read_book(buf_str(&bytes), sheet, &told);
    buf_add_char(&told, '\0');
    assert_string_equal(told.data, expected);
    buf_free(&bytes);
    buf_free(&told);
}

static void texts_of_all_kinds(void **state) {
    (void)state;
    expect(
        &(struct book){
            .sheet_names = {"A"},
            .strings = "<si><t>plain</t></si>"
                       "<si><r><t xml:space='preserve'>rich </t></r><r><rPr/><t>text</t></r></si>"
                       "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
                       "<si><t xml:space='preserve'> kept </t></si><si><t> cut\n</t></si>"
                       "<si><t>a,\"b\"_x000D_&#10;c &lt;_x005F_x0041_&gt;</t></si>",
            .rows = {"<x:row r='1'><x:c r='A1' t='s'><x:v>0</x:v></x:c>"
                     "<x:c r='B1' t='s'><x:v>1</x:v></x:c><x:c r='C1' t='s'><x:v>2</x:v></x:c></x:row>"
                     "<x:row r='2'><x:c r='A2' t='s'><x:v>3</x:v></x:c>"
                     "<x:c r='B2' t='s'><x:v>4</x:v></x:c><x:c r='C2' t='s'><x:v>5</x:v></x:c></x:row>"
                     "<x:row><x:c t='inlineStr'><x:is><x:t>in</x:t><x:r><x:t>line</x:t></x:r></x:is></x:c>"
                     "<x:c t='str'><x:f>1+1</x:f><x:v>two</x:v></x:c><x:c t='e'><x:v>#N/A</x:v></x:c></x:row>"
                     "<x:row><x:c t='b'><x:v>1</x:v></x:c><x:c t='b'><x:v>0</x:v></x:c>"
                     "<x:c t='d'><x:v>2026-02-03T14:05:00</x:v></x:c></x:row>"}},
        NULL,
        "plain,rich text,東京\n"
        " kept ,cut,\"a,\"\"b\"\"\r\nc <_x0041_>\"\n"
        "inline,two,#N/A\n"
        "TRUE,FALSE,2026-02-03T14:05:00\n");
}

static void numbers_and_dates(void **state) {
    (void)state;
    struct book book = {
        .sheet_names = {"A"},
        .formats = "<numFmt numFmtId='176' formatCode='yyyy\\-mm\\-dd\\ hh:mm:ss'/>"
                   "<numFmt numFmtId='177' formatCode='&quot;day &quot;0.0'/>"
                   "<numFmt numFmtId='178' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@'/>"
                   "<numFmt numFmtId='179' formatCode='[h]:mm'/><numFmt numFmtId='180' formatCode='000000'/>"
                   "<numFmt numFmtId='181' formatCode='[$-409]h:mm AM/PM'/>",
        .styles = "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='176'/><xf numFmtId='177'/>"
                  "<xf numFmtId='178'/><xf numFmtId='179'/><xf numFmtId='180'/><xf numFmtId='181'/>"
                  "<xf numFmtId='22'/>",
        .rows = {
            "<x:row><x:c><x:v>188006</x:v></x:c><x:c><x:v>0.10000000000000001</x:v></x:c>"
            "<x:c><x:v>4.2000000000000003E+17</x:v></x:c><x:c><x:v>1.0000000000000001E-5</x:v></x:c></x:row>"
            "<x:row><x:c s='1'><x:v>43678</x:v></x:c><x:c s='1'><x:v>43782.472465277802</x:v></x:c>"
            "<x:c s='2'><x:v>42894.730092592603</x:v></x:c><x:c s='3'><x:v>43678.5</x:v></x:c></x:row>"
            "<x:row><x:c s='4'><x:v>59</x:v></x:c><x:c s='4'><x:v>61</x:v></x:c>"
            "<x:c s='5'><x:v>1.5</x:v></x:c><x:c s='6'><x:v>420</x:v></x:c></x:row>"
            "<x:row><x:c s='7'><x:v>0.75</x:v></x:c><x:c s='8'><x:v>43678</x:v></x:c>"
            "<x:c s='8'><x:v>-1</x:v></x:c><x:c s='99'><x:v>43678</x:v></x:c></x:row>"}};
    expect(&book, NULL,
           "188006,0.1,4.2000000000000003E+17,0.00001000000000000000\n"
           "2019-08-01,2019-11-13 11:20:21,2017-06-08 17:31:20,43678.5\n"
           "1900-02-28,1900-03-01,36:00:00,000420\n"
           "18:00:00,2019-08-01 00:00:00,-1,43678\n");
    book.properties = "date1904='1'";
    book.rows[0] = "<x:row><x:c s='1'><x:v>42216</x:v></x:c></x:row>";
    expect(&book, NULL, "2019-08-01\n");
}

static void empty_rows_and_columns_are_left_out(void **state) {
    (void)state;
    struct book book = {
        .sheet_names = {"A"},
        .rows = {"<x:row r='2'><x:c r='B2'><x:v>1</x:v></x:c></x:row><x:row r='3'><x:c r='B3'/></x:row>"
                 "<x:row r='5'><x:c r='B5'><x:v>2</x:v></x:c><x:c r='C5' t='str'><x:v> </x:v></x:c>"
                 "<x:c r='E5'><x:v>3</x:v></x:c></x:row>"
                 "<x:row r='900'><x:c r='B900'><x:v>4</x:v></x:c><x:c r='XFD900' s='3'/></x:row>"}};
    expect(&book, NULL, "1,\n2,3\n4,\n");
    struct buf bytes = {0};
    struct err err = {0};
    struct xlsx opened;
    struct xlsx_cells cells;
    book_make(&book, &bytes);
    assert_true(xlsx_open(buf_str(&bytes), "book.xlsx", &opened, &err));
    assert_true(xlsx_read_sheet(&opened, 0, &cells, &err));
    assert_int_equal(cells.empty_rows, 1);
    assert_int_equal(cells.column_count, 2);
    assert_int_equal(cells.columns[0], 2);
    assert_int_equal(cells.columns[1], 5);
    assert_int_equal(xlsx_row_at(cells.places.bytes, 0), 2);
    assert_int_equal(xlsx_row_at(cells.places.bytes, 4), 5);
    assert_int_equal(xlsx_row_at(cells.places.bytes, 7), 900);
    xlsx_cells_free(&cells);
    xlsx_close(&opened);
    buf_free(&bytes);
}

static void sheets_are_found(void **state) {
    (void)state;
    struct book book = {
        .sheet_names = {"Notes", "Data", "Cases"},
        .hidden = "Notes",
        .rows = {"<x:row><x:c><x:v>1</x:v></x:c></x:row>", "", "<x:row><x:c><x:v>3</x:v></x:c></x:row>"}};
    expect(&book, NULL, "3\n");
    expect(&book, "notes", "1\n");
    expect(&book, "3", "3\n");
    expect(&book, "Data", "");
    expect(
        &book, "4",
        "2 book.xlsx: there is no sheet \"4\"; sheets are \"Notes\", \"Data\", \"Cases\"; name one of them "
        "with --sheet, or its number");
}

static void expect_error(struct str bytes, const char *expected) {
    struct buf told = {0};
    read_book(bytes, NULL, &told);
    buf_add_char(&told, '\0');
    if (strncmp(told.data, expected, strlen(expected)) != 0)
        assert_string_equal(told.data, expected);
    buf_free(&told);
}

static void expect_row_error(const char *rows, const char *expected) {
    struct buf bytes = {0};
    struct book book = {.sheet_names = {"A"}, .rows = {rows}};
    book_make(&book, &bytes);
    expect_error(buf_str(&bytes), expected);
    buf_free(&bytes);
}

static void bad_workbooks_end_with_a_reason(void **state) {
    (void)state;
    expect_row_error(
        "<x:row><x:c t='s'><x:v>7</x:v></x:c></x:row>",
        "3 book.xlsx: xl/worksheets/sheet1.xml inside the workbook refers in row 1 to the shared "
        "text \"7\", which is not there");
    expect_row_error("<x:row></x:oops>",
                     "3 book.xlsx: xl/worksheets/sheet1.xml inside the workbook is no valid "
                     "XML (line 1: mismatched tag)");
    expect_row_error("<x:row r='1'><x:c r='XFE1'/></x:row>",
                     "3 book.xlsx: xl/worksheets/sheet1.xml inside the workbook has a cell at \"XFE1\"");
    struct buf bytes = {0};
    struct book_part other[] = {{"a.txt", "x"}, {"b.txt", "y"}, {0}};
    book_zip(other, 0, &bytes);
    expect_error(buf_str(&bytes), "2 book.xlsx: the file is an archive of other files, not an export");
    struct book_part missing[] = {{"[Content_Types].xml", "<Types/>"}, {0}};
    book_zip(missing, 0, &bytes);
    expect_error(buf_str(&bytes), "3 book.xlsx: xl/workbook.xml inside the workbook is missing; open it");
    struct book_part binary[] = {{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.bin", "?"}, {0}};
    book_zip(binary, 0, &bytes);
    expect_error(buf_str(&bytes),
                 "2 book.xlsx: the file is a binary workbook (.xlsb), not an export; save it "
                 "as .xlsx or CSV");
    struct book whole = {.sheet_names = {"A"}, .rows = {""}};
    book_make(&whole, &bytes);
    expect_error(str_sub(buf_str(&bytes), 0, bytes.size / 2),
                 "4 book.xlsx: the ZIP archive cannot be unpacked");
    buf_free(&bytes);
}

static void xml_made_to_harm_is_refused(void **state) {
    (void)state;
    struct buf bytes = {0};
    struct book_part laughs[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"xl/workbook.xml", "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><workbook>&b;</workbook>"},
        {0}};
    book_zip(laughs, 0, &bytes);
    expect_error(buf_str(&bytes), "3 book.xlsx: xl/workbook.xml inside the workbook has a document type");
    struct book_part deep[] = {{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<a>"}, {0}};
    book_zip(deep, 100000, &bytes);
    expect_error(buf_str(&bytes),
                 "3 book.xlsx: xl/workbook.xml inside the workbook nests elements more than 200");
    struct book_part tag[] = {{"[Content_Types].xml", "<Types/>"},
                              {"xl/workbook.xml", "<!--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
                              {0}};
    book_zip(tag, 500000, &bytes);
    expect_error(buf_str(&bytes), "3 book.xlsx: xl/workbook.xml inside the workbook ");
    buf_free(&bytes);
}

static void formats_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *code;
        enum xlsx_style style;
    } cases[] = {{"General", XLSX_PLAIN},
                 {"0.00E+00", XLSX_PLAIN},
                 {"#,##0.00;[Red]-#,##0.00", XLSX_PLAIN},
                 {"\"days\" 0", XLSX_PLAIN},
                 {"@", XLSX_PLAIN},
                 {"yyyy/m/d", XLSX_DATE},
                 {"[$-804]yyyy\"年\"m\"月\"d\"日\"", XLSX_DATE},
                 {"mmm-yy", XLSX_DATE},
                 {"d/m/yyyy h:mm", XLSX_MOMENT},
                 {"yyyy-mm-dd hh:mm:ss.000", XLSX_MOMENT},
                 {"h:mm AM/PM", XLSX_TIME},
                 {"mm:ss.0", XLSX_TIME},
                 {"[mm]:ss", XLSX_ELAPSED},
                 {"00000", (enum xlsx_style)(XLSX_ZEROS + 5)}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (xlsx_style_of_code(str_of(cases[i].code)) != cases[i].style)
            fail_msg("%s", cases[i].code);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_all_kinds),
        cmocka_unit_test(numbers_and_dates),
        cmocka_unit_test(empty_rows_and_columns_are_left_out),
        cmocka_unit_test(sheets_are_found),
        cmocka_unit_test(bad_workbooks_end_with_a_reason),
        cmocka_unit_test(xml_made_to_harm_is_refused),
        cmocka_unit_test(formats_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
