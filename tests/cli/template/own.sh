# SPDX-License-Identifier: GPL-3.0-or-later
# A template of one's own: conditions, columns, titles, limits; it is named by the project, and by the manifest.
cat >ours.yaml <<'Y'
title: {zh: 网上渠道, en: Online}
sections:
  - key: online
    title: Online
    where: "channel = 'Online'"
    findings: [overview, escalated]
    tables:
      - {table: by_product, columns: [product, received, share], limit: 2}
      - {table: by_product, columns: [product, received], where: "level = 'Complex'", title: {zh: 复杂, en: Complex ones}}
  - key: all
    title: {zh: 全部, en: All}
    tables: [{table: by_channel, columns: [channel, received]}]
Y
printf 'exports: [%s/bank-en]\nreport: ours.yaml\nperiod: 2026-10\nlang: en\n' "$SAMPLES" >redress.yaml
"$REDRESS" report -q --format json,csv -o pack || exit
grep -o '"name": "ours.yaml"' pack/manifest.json
head -5 pack/data/online_*.csv pack/data/all_*.csv
"$REDRESS" query --by product --show received --where "channel = 'Online' and level = 'Complex'" --quiet --format csv | head -3
/usr/bin/python3 - pack/report.json <<'P'
import json, sys
report = json.load(open(sys.argv[1]))
for key, table in report["tables"].items():
    print(key, "|", table["title"], "|", table["note"])
for section in report["sections"]:
    print(section["title"], *section["sentences"], sep="\n  ")
P
