# SPDX-License-Identifier: GPL-3.0-or-later
# A workbook of one sheet by the ending of the file, twice the same bytes.
query() { "$REDRESS" query "$SAMPLES/bank-en" -q --by product --across half --show received,p50_days --period 2026 --top 2 --total "$@"; }
query -o a.xlsx && query --format xlsx >b.xlsx && cmp a.xlsx b.xlsx
/usr/bin/python3 -c '
import openpyxl
book = openpyxl.load_workbook("a.xlsx", data_only=True)
print(book.sheetnames)
for row in book.active.iter_rows(values_only=True): print(row)'
