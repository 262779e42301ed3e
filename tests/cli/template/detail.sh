# SPDX-License-Identifier: GPL-3.0-or-later
# --detail adds the single complaints that the period counts, people masked, to workbook, page and CSV; the page leads
# from a figure to them. They are as many as the figures say.
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --detail --format csv,html,json -q -o pack || exit
head -3 pack/data/detail.csv
/usr/bin/python3 - <<'P'
import csv, json
rows = list(csv.DictReader(open("pack/data/detail.csv", encoding="utf-8-sig")))
kpis = {k["key"]: k["value"] for k in json.load(open("pack/report.json"))["kpis"]}
for key, word in (("received", "received"), ("closed", "closed"), ("open", "open"), ("overdue_open", "overdue")):
    print(key, kpis[key], sum(word in row["counted"].split(" · ") for row in rows))  # a case closed twice is one row
P
grep -o 'data-drill="[a-z]*"' pack/report.html
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --detail 7 --format csv -q -o few && wc -l <few/data/detail.csv
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format csv -q -o none && ls none/data | grep -c detail
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --detail=0 --format csv -q -o bad
