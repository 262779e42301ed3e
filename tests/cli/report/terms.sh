# SPDX-License-Identifier: GPL-3.0-or-later
# A word that is new this month is found, with its count and an example without phone numbers; a customer who
# says it again and again counts once.
/usr/bin/python3 - >letters.csv <<'P'
print("id,received,closed,customer,product,text")
row = 0
for month in range(1, 13):
    for i in range(120):
        row += 1
        text = ["the queue was long", "card blocked again", "fee on my account", "transfer missing"][i % 4]
        if month == 12 and i % 8 == 0:
            text += ", error jabberwock, call 13812345678"
        if month == 12 and i % 8 == 1:
            text += " vorpal"
        customer = "same" if month == 12 and i % 8 == 1 else f"c{row}"
        day = 1 + i % 28
        print(f'{row},2025-{month:02}-{day:02},2025-{month:02}-{day:02},{customer},Card,"{text}"')
P
"$REDRESS" report letters.csv --period 2025-12 --format json,csv --quiet --rules bank-en --map id=id --map received=received --map closed=closed --map customer=customer --map product=product --map text=text -o pack || exit
/usr/bin/python3 - <<'P'
import json
report = json.load(open("pack/report.json"))
print(*[s for section in report["sections"] for s in section["sentences"] if "read" in s], sep="\n")
P
cut -d, -f1,2,4,7- pack/data/terms.csv
