# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what `redress query` printed with what oracle.sql says.

    compare.py BANK DIMENSION FIGURES.csv QUERY.csv MEASURE…

QUERY.csv is `query --by DIMENSION,month --show MEASURE,… --format csv` (`all`: --by month).
One line per measure, `ok oracle: bank-zh by product p50_days (216 figures)` or `not ok …` with the
first five differences after it. A cell that only one side has must be empty or 0 there.
"""
import csv
import sys

TOLERANCE = 1e-9
SHOWN = 5


def number(cell):
    return None if cell == "" else float(cell)


def oracle_figures(path, dimension):
    """{measure: {(value, month): figure}}"""
    figures = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["dimension"] == dimension:
                figures.setdefault(row["measure"], {})[row["value"], row["month"]] = number(row["figure"])
    return figures


def query_figures(path, dimension):
    """(columns, {measure: {(value, month): figure}})"""
    figures = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = reader.fieldnames or []
        for row in reader:
            cell = (row[dimension] if dimension != "all" else "", row["month"])
            for column in columns:
                if column not in (dimension, "month"):
                    figures.setdefault(column, {})[cell] = number(row[column])
    return columns, figures


def same(expected, found):
    if expected is None or found is None:
        return expected is found
    return abs(expected - found) <= TOLERANCE * max(abs(expected), abs(found))


def differences(expected, found):
    """(cell, oracle's, query's) of every cell where they differ; a cell nobody lists is null or 0."""
    for cell in sorted(set(expected) | set(found)):
        if cell in expected and cell in found:
            if not same(expected[cell], found[cell]):
                yield cell, expected[cell], found[cell]
        elif (expected.get(cell) or found.get(cell)):
            yield cell, expected.get(cell, "no such cell"), found.get(cell, "no such cell")


def main(bank, dimension, oracle_path, query_path, measures):
    oracle = oracle_figures(oracle_path, dimension)
    columns, query = query_figures(query_path, dimension)
    failed = False
    for measure in measures:
        name = "oracle: %s by %s %s" % (bank, dimension if dimension != "all" else "month", measure)
        if measure not in columns:
            print("not ok %s (no such column in the answer)" % name)
            failed = True
            continue
        expected, found = oracle.get(measure, {}), query.get(measure, {})
        wrong = list(differences(expected, found))
        shared = len(set(expected) & set(found))
        if wrong or not shared:
            print("not ok %s (%d of %d figures differ)" % (name, len(wrong), shared))
            for (value, month), ours, theirs in wrong[:SHOWN]:
                print("# %s %s: oracle %s, query %s" % (value, month, ours, theirs))
            failed = True
        else:
            print("ok %s (%d figures)" % (name, shared))
    return failed


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(*sys.argv[1:5], sys.argv[5:])
