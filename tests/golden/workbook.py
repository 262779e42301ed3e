# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbook of the invented report, read back by its meaning.

usage: workbook.py FOLDER   (with zh, en, hostile, empty: one pack each)
Prints "ok NAME" or "not ok NAME reason" lines.
"""
import datetime
import json
import re
import sys
import zipfile
from xml.parsers import expat

import openpyxl

FOLDER = sys.argv[1]
CASES = ["zh", "en", "hostile", "empty"]
FRAME_ROWS = 3  # title, note, link; then the heading


def check(name, test):
    try:
        test()
        print("ok golden/workbook: " + name)
    except Exception as problem:  # a test that breaks is a test that fails
        print("not ok golden/workbook: %s (%s: %s)" % (name, type(problem).__name__, problem))


def path(case, name="report.xlsx"):
    return "%s/%s/%s" % (FOLDER, case, name)


def book(case, **options):
    return openpyxl.load_workbook(path(case), **options)


def report(case):
    with open(path(case, "report.json"), encoding="utf-8") as file:
        return json.load(file)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def close(a, b):
    return a == b or (a is not None and b is not None and abs(a - b) <= 1e-9 * max(abs(a), abs(b)))


def shown(value, unit="count"):
    """What a cell holds for a number of report.json."""
    if value is None:
        return "\u2014"
    return value * 100 if unit == "points" else value


def kpis_equal_json(case):
    workbook = book(case)
    kpis = report(case)["kpis"]
    for kpi in kpis:
        name = "kpi_" + re.sub("[^A-Za-z0-9]", "_", kpi["key"])
        place = workbook.defined_names[name]
        (sheet, cell), = place.destinations
        found = workbook[sheet][cell.replace("$", "")].value
        wanted = shown(kpi["value"])
        expect(found == wanted or close(found, wanted), "%s: %r, not %r" % (name, found, wanted))
    expect(len(workbook.defined_names.definedName) >= len(kpis), "names are missing")


def cell_equals(cell, value):
    if isinstance(cell, datetime.datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S").startswith(value[:16] if len(value) > 10 else value)
    if isinstance(value, (int, float)) and isinstance(cell, (int, float)):
        return close(cell, value)
    if value is None or value == "":
        return cell in (None, "\u2014")
    return cell == value


def table_equals(sheet, table):
    heading = FRAME_ROWS + 1
    keys, has_n = [], any(column["key"] == "n" for column in table["columns"])
    for column in table["columns"]:
        keys.append((column["key"], column.get("unit")))
        if any(column["key"] + "_low" in row for row in table["rows"]):
            keys += [(column["key"] + "_low", column["unit"]), (column["key"] + "_high", column["unit"])]
        if any(column["key"] + "_n" in row for row in table["rows"]) and not has_n:
            keys.append((column["key"] + "_n", "count"))
    for number, row in enumerate(table["rows"]):
        for index, (key, unit) in enumerate(keys):
            cell = sheet.cell(heading + 1 + number, index + 1).value
            value = row.get(key)
            if isinstance(value, (int, float)):
                value = shown(value, unit)
            expect(cell_equals(cell, value), "%s row %d %s: %r, not %r" % (sheet.title, number, key, cell, value))


def tables_equal_json(case):
    workbook = book(case, data_only=True)
    by_title = {sheet.cell(1, 1).value: sheet for sheet in workbook.worksheets}
    for table in report(case)["tables"].values():
        expect(table["title"] in by_title, "no sheet for " + table["title"])
        table_equals(by_title[table["title"]], table)


def sheets_are_set_up(case):
    for sheet in book(case).worksheets:
        expect(len(sheet.title) <= 31, "long name " + sheet.title)
        expect(sheet.page_setup.orientation == "landscape", sheet.title + " is not landscape")
        expect(int(sheet.page_setup.paperSize) == 9, sheet.title + " is not A4")
        setup = sheet.sheet_properties.pageSetUpPr
        expect(setup and setup.fitToPage or sheet.page_setup.scale == 69, sheet.title + " is not fitted to a page")


def data_sheets_are_set_up(case):
    workbook = book(case)
    titles = [table["title"] for table in report(case)["tables"].values()]
    for sheet in workbook.worksheets:
        if sheet.cell(1, 1).value in titles:
            expect(sheet.freeze_panes and sheet.freeze_panes.endswith("5"), sheet.title + " is not frozen")
            expect(sheet.print_title_rows == "$4:$4", sheet.title + " repeats " + str(sheet.print_title_rows))
            expect(all(sheet.column_dimensions[c].width for c in "AB"), sheet.title + " has plain widths")
    overdue = [s for s in workbook.worksheets if s.auto_filter.ref]
    expect(overdue, "no sheet has a filter")


def totals_are_formulas(case):
    formulas = [cell.value for sheet in book(case).worksheets for row in sheet.iter_rows() for cell in row
                if cell.data_type == "f"]
    expect("=SUM(B5:B13)" in formulas, "no total: %r" % formulas)
    cached = book(case, data_only=True)
    for sheet in book(case).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    expect(isinstance(cached[sheet.title][cell.coordinate].value, (int, float)), "not cached")


def charts_are_native(case):
    with zipfile.ZipFile(path(case)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    expect(len(charts) == 4, "%d charts" % len(charts))
    expect(len(re.findall(' descr="[^"]{10,}"', drawing)) == 4, "alternative texts are missing")
    for chart in charts:
        series = chart.count("<c:ser>")
        expect(series and chart.count("<c:numCache>") >= series, "numbers are not cached")
        expect("<c:pt idx=\"0\">" in chart, "a cache is empty")
    both = [chart for chart in charts if "<c:barChart>" in chart and "<c:lineChart>" in chart]
    expect(len(both) == 1, "the Pareto chart is not columns and a line")


def links_lead_to_sheets(case):
    workbook = book(case)
    links = [cell.hyperlink.location for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row
             if cell.hyperlink]
    expect(len(links) >= len(workbook.sheetnames) - 1, "%d links" % len(links))
    for link in links:
        name = re.match("'(.*)'!A1$", link).group(1).replace("''", "'")
        expect(name in workbook.sheetnames, link)


def parts_are_well_formed(case):
    with zipfile.ZipFile(path(case)) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(text, True)
                decoded = text.decode("utf-8")
                expect(not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", decoded), "control character in " + name)
                expect("<v>nan" not in decoded.lower() and "<v>inf" not in decoded.lower(), "NaN in " + name)


def texts_are_no_formulas(case):
    for sheet in book(case).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                expect(cell.data_type != "f" or cell.value.startswith("=SUM("), "%s!%s" % (sheet.title, cell.coordinate))
    texts = [cell.value for sheet in book(case).worksheets for row in sheet.iter_rows() for cell in row]
    for wanted in ["=1+1", "@SUM(A1)", "<b>&amp;\"bold\"</b>", "bad \ufffd\ufffd utf8", "\U0001F600 emoji", "_x0041_", "x" * 300]:
        expect(wanted in texts, "lost: " + wanted[:40])


def names_are_safe(case):
    names = book(case).sheetnames
    expect(len({name.casefold() for name in names}) == len(names), "names differ only in case")
    for name in names:
        expect(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name), name)
        expect(name.lower() != "history" and not name.startswith("'") and not name.endswith("'"), name)


def dates_are_those_of_the_data(case):
    properties = book(case).properties
    expect(str(properties.created) == report(case)["as_of"] + " 00:00:00", str(properties.created))
    expect(properties.title == report(case)["title"], str(properties.title))


SPLIT_ROWS = 24 - FRAME_ROWS - 1  # what sample_pack leaves to a sheet


def long_tables_go_on(case):
    workbook = openpyxl.load_workbook(FOLDER + "/split.xlsx", data_only=True)
    split = 0
    for table in report(case)["tables"].values():
        names = (table["title"], table["title"] + " (continued)")
        sheets = [sheet for sheet in workbook.worksheets if sheet.cell(1, 1).value in names]
        expect(len(sheets) == max(1, -(-len(table["rows"]) // SPLIT_ROWS)), "%s: %d sheets" % (names[0], len(sheets)))
        for number, sheet in enumerate(sheets):
            part = dict(table, rows=table["rows"][number * SPLIT_ROWS:(number + 1) * SPLIT_ROWS])
            table_equals(sheet, part)
            told = "continued on the next sheet" in str(sheet.cell(FRAME_ROWS, 2).value)
            expect(told == (number + 1 < len(sheets)), sheet.title + ": the notice")
            expect(sheet.max_row == FRAME_ROWS + 1 + len(part["rows"]), sheet.title + " has other rows")
        split += len(sheets) > 1
    expect(split, "no table was longer than a sheet")


def verdicts_stand_out(case):
    '''A missed target is told by weight and ground, not by red and green.'''
    rules = {}
    for sheet in book(case).worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.type == "cellIs":
                    rules[rule.formula[0].strip('"')] = rule.dxf
    missed = {"zh": "明显未达标", "en": "reliably missed"}[case]
    expect(missed in rules, "no format for %s, only %s" % (missed, sorted(rules)))
    for word, style in rules.items():
        colour = style.font.color.rgb[-6:]
        expect(style.font.b and colour in ("D55E00", "0072B2"), "%s is %s" % (word, colour))
    expect(rules[missed].fill.bgColor.rgb[-6:] not in ("000000", "FFFFFF"), "no ground")


for case in CASES:
    check(case + ": every key figure equals report.json", lambda: kpis_equal_json(case))
    check(case + ": sheets print on A4 landscape", lambda: sheets_are_set_up(case))
    check(case + ": every part is well-formed", lambda: parts_are_well_formed(case))
    check(case + ": sheet names are safe", lambda: names_are_safe(case))
    check(case + ": links lead to sheets", lambda: links_lead_to_sheets(case))
for case in ["zh", "en"]:
    check(case + ": every table equals report.json", lambda: tables_equal_json(case))
    check(case + ": tables are frozen, repeated, filtered", lambda: data_sheets_are_set_up(case))
    check(case + ": totals are formulas with results", lambda: totals_are_formulas(case))
    check(case + ": charts are native, cached, described", lambda: charts_are_native(case))
    check(case + ": the file bears the date of the data", lambda: dates_are_those_of_the_data(case))
for case in ["zh", "en"]:
    check(case + ": verdicts stand out", lambda: verdicts_stand_out(case))
check("tables longer than a sheet go on with a notice", lambda: long_tables_go_on("en"))
check("hostile: texts stay texts", lambda: texts_are_no_formulas("hostile"))
