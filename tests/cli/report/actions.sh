# SPDX-License-Identifier: GPL-3.0-or-later
# What an improvement did, and what the next month brings, in the sentences of both languages.
for bank in zh en; do
    "$REDRESS" report "$SAMPLES/bank-$bank" --period 2026-10 --format json --quiet --actions "$SAMPLES/bank-$bank/reference/actions.yaml" -o pack-$bank
    /usr/bin/python3 - pack-$bank/report.json <<'P'
import json, sys
for section in json.load(open(sys.argv[1]))["sections"]:
    if section["key"] in ("timeliness", "backlog", "units", "actions", "outlook"):
        print(section["key"], *section["sentences"], sep="\n  ")
P
done
