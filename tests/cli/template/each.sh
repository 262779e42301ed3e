# SPDX-License-Identifier: GPL-3.0-or-later
# A pack for each unit beside that of all: in folders of safe names, listed, whole or nothing.
/usr/bin/python3 - <<'P'
rows = ["id,received,closed,unit"]
for i, unit in enumerate(["North/East", "north:east", "..", "总行营业部", "South", "South", ""] * 4):
    rows.append(f"{i},2026-10-{1 + i % 28:02},2026-10-{2 + i % 28:02},{unit}")
open("open.csv", "w").write("\n".join(rows) + "\n")
P
run() { "$REDRESS" report open.csv --map id=id --map received=received --map closed=closed --map unit=unit --rules none --lang en --period 2026-10 --name Bank -q "$@"; }
run --each unit --format json,csv -o pack || exit
cat pack/units.csv
find pack/units -name report.json | sort
"$REDRESS" verify pack | grep -v SHA-256
/usr/bin/python3 - <<'P'
import csv, json
for row in csv.DictReader(open("pack/units.csv", encoding="utf-8-sig")):
    report = json.load(open(f"pack/{row['folder']}/report.json"))
    kpis = {k["key"]: k["value"] for k in report["kpis"]}
    print(report["organisation"], kpis["received"] == float(row["received"]), kpis["closed"] == float(row["closed"]))
P
run --each colour --format json -o none
run --each received --format json -o none
ls
