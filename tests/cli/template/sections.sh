# SPDX-License-Identifier: GPL-3.0-or-later
# What each shipped template shows of both sample banks: its sections in order, with their tables and charts.
show() {
    /usr/bin/python3 - "$1/report.json" <<'P'
import json, sys
report = json.load(open(sys.argv[1]))
print("#", report["title"], report["period"]["name"] if isinstance(report["period"], dict) else report["period"])
for section in report["sections"]:
    print(section["title"], section["unavailable"] or "", *section["charts"], "|", *section["tables"])
assert sorted(report["tables"]) == sorted({t for s in report["sections"] for t in s["tables"]})
P
}
run() {
    "$REDRESS" report "$SAMPLES/bank-$1" --period "$2" --format json -q -o "pack-$1-$2$3" ${3:+--template "$3"} || exit
    show "pack-$1-$2$3"
}
run zh 2026-10 && run en 2026-W43 && run zh 2026-Q3 && run en 2026-H1 && run zh 2025
run en 2026-10 dashboard && run zh 2026-10 ledger && run en 2026-10 major
