# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" classify "$SAMPLES/bank-zh/2026-10.csv" -o out.csv
code=$?
head -c 3 out.csv | od -An -tx1
/usr/bin/python3 -c '
import csv
rows = list(csv.reader(open("out.csv", encoding="utf-8-sig", newline="")))
print(len(rows), set(map(len, rows)), rows[0][-8:])'
ls -l out.csv | cut -c1-10
exit $code
