# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the program printed with what R gave.

    compare.py BANK FIGURES.csv QUERY.csv REPORT.json

One line per figure, `ok oracle: bank-zh p90_days as in R (24 months)`, or `not ok …` with what differs.
"""
import csv
import json
import sys

TOLERANCE = 1e-9
CONTROLLED = {"Received": "received", "On-time rate": "on_time_rate", "Median resolution time (days)": "p50_days"}
COLUMNS = {"centre": "centre", "low": "limit_low", "high": "limit_high"}


def number(cell):
    return None if cell in ("", "NA", None) else float(cell)


def from_r(path, bank):
    figures = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["bank"] == bank:
                figures.setdefault(row["figure"], {})[row["month"]] = number(row["value"])
    return figures


def from_program(query, report):
    figures = {}
    with open(query, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column, cell in row.items():
                if column != "month":
                    name = column.replace("rate:all/1", "received")
                    figures.setdefault(name, {})[row["month"]] = number(cell)
    with open(report, encoding="utf-8") as file:
        table = json.load(file)["tables"]["control"]
    for row in table["rows"]:
        for name, column in COLUMNS.items():
            if row["measure"] in CONTROLLED:
                figures["control:%s:%s" % (CONTROLLED[row["measure"]], name)] = {"2026-10": row[column]}
    return figures


def same(a, b):
    return a is b if a is None or b is None else abs(a - b) <= TOLERANCE * max(1, abs(a), abs(b))


def main(bank, figures, query, report):
    program = from_program(query, report)
    for name, months in from_r(figures, bank).items():
        found = program.get(name, {})
        wrong = [(month, value, found.get(month)) for month, value in months.items() if not same(value, found.get(month))]
        print("%s oracle: %s %s as in R (%d months)" % ("not ok" if wrong else "ok", bank, name, len(months)))
        for month, ours, theirs in wrong[:5]:
            print("# %s: R %s, redress %s" % (month, ours, theirs))


if __name__ == "__main__":
    main(*sys.argv[1:])
