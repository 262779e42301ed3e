# SPDX-License-Identifier: GPL-3.0-or-later
# A section without its column is one line that names the column and the key of the profile; a period without a single
# complaint is no error.
printf 'id,received,product\n1,2026-09-03,Card\n2,2026-09-04,Loan\n3,2026-11-02,Card\n' >few.csv
for lang in zh en; do
    for period in 2026-09 2026-10; do
        "$REDRESS" report few.csv --map id=id --map received=received --map product=product --rules none --lang $lang --period $period --format json,xlsx,pdf,html -q -o pack-$lang-$period || exit
        /usr/bin/python3 - pack-$lang-$period/report.json <<'P'
import json, sys
for section in json.load(open(sys.argv[1]))["sections"]:
    if section["unavailable"]:
        print(section["title"], section["unavailable"])
P
    done
done
