#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Letters of some 1,000 bytes each, made of the texts of the Chinese bank, about 100 MB. usage: letters.sh ZH.csv
set -eu
/usr/bin/python3 - "$1" <<'PY'
import csv, random, sys
random.seed(5)
csv.field_size_limit(1 << 30)
rows = [r for r in csv.reader((line.replace("\0", "") for line in open(sys.argv[1], encoding="utf-8")))]
text, head = rows[0].index("投诉内容"), rows[0].index("标题")
texts = [r for r in rows[1:] if len(r) == len(rows[0])]
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["留言编号", "留言时间", "留言主题", "留言详情"])
for n in range(150000):
    out.writerow([f"L{n:07d}", f"2026-{1 + n % 12:02d}-{1 + n % 28:02d} 10:{n % 60:02d}:00", random.choice(texts)[head],
                  "".join(random.choice(texts)[text] for _ in range(9))])
PY
