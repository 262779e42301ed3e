#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many complaints each rule matches, counted again with Python's `re`, pattern by pattern.

usage: rule_counts.py REDRESS LIST regexes|keywords RULEBOOK EXPORT…

LIST holds the patterns of RULEBOOK, a line each (tests/bench/rulebook.sh makes one of the other). The texts come
from `redress classify`, so that both count the same rows; what is searched in them is written here again from
docs/rulebook.md: one fold for case, width and typographic signs (traditional characters are left alone: no Chinese
texts here); keywords with ASCII word boundaries at Latin ends, `*` opening the end, blanks standing for any white
space."""
import csv
import re
import subprocess
import sys
import tempfile
import os

SIGNS = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2010: "-", 0x2011: "-", 0xA0: " ", 0x3000: " ",
         0x202F: " ", 0x2028: " ", 0x2029: " "}
SIGNS.update({code: " " for code in range(0x2000, 0x200B)})
SIGNS.update({code: chr(code - 0xFF01 + 0x21) for code in range(0xFF01, 0xFF5F)})


def fold(text):
    return re.sub("[A-Z]", lambda m: m.group().lower(), text.translate(SIGNS))


def compiled(pattern, kind):
    if kind == "regexes":
        return re.compile(fold(pattern), re.A | re.I)
    open_end = pattern.endswith("*")
    words = fold(pattern.rstrip("*")).split(" ")
    start = r"(?<![A-Za-z0-9_])" if re.match(r"[A-Za-z0-9_]", words[0]) else ""
    end = r"(?![A-Za-z0-9_])" if not open_end and re.search(r"[A-Za-z0-9_]$", words[-1]) else ""
    return re.compile(start + r"\s+".join(map(re.escape, words)) + end)


def texts(redress, rulebook, exports):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out.csv")
        subprocess.run([redress, "sql", *exports, "--rules", rulebook, "--unmasked", "--quiet", "--format", "csv",
                        "select text from complaints"], check=True, stdout=open(out, "wb"))
        with open(out, encoding="utf-8-sig", newline="") as file:
            return [fold(row["text"] or "") for row in csv.DictReader(file)]


def hits(redress, rulebook, exports):
    table = subprocess.run([redress, "rules", "coverage", *exports, "--rules", rulebook, "--quiet", "--format", "csv",
                            "--table", "rules"], check=True, capture_output=True).stdout.decode("utf-8-sig")
    return [int(row["hits"]) for row in csv.DictReader(table.splitlines())]


def main():
    redress, listed, kind, rulebook, *exports = sys.argv[1:]
    patterns = [line.rstrip("\n") for line in open(listed, encoding="utf-8") if line.strip()]
    rows = texts(redress, rulebook, exports)
    ours = hits(redress, rulebook, exports)
    differ = 0
    for pattern, ours_count in zip(patterns, ours, strict=True):
        search = compiled(pattern, kind).search
        count = sum(1 for row in rows if search(row))
        if count != ours_count:
            differ += 1
            print(f"{pattern}: {ours_count}, Python counts {count}")
    print(f"{len(patterns)} patterns, {len(rows)} texts, {sum(ours)} hits: {differ} differ")
    return 1 if differ or not sum(ours) else 0


sys.exit(main())
