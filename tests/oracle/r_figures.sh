#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the program prints of the sample banks against the figures that R gave (r/figures.csv, made by `make oracle`). Needs no R.
# Runs in a scratch folder with $REDRESS, $SAMPLES and $ROOT set; prints ok and not ok lines.
set -u
printf 'period,base,value\n2024-11..2026-10,all,1\n' >exposure.csv
for pair in bank-zh:jiangcheng-bank bank-en:harbour-bank; do
    bank=${pair%:*}
    "$REDRESS" query "$SAMPLES/$bank" --profile "${pair#*:}" --rules none --by month --period 2024-11..2026-10 --as-of 2026-11-01 --exposure exposure.csv \
        --show km_p50_days,settled_within:30,p50_days,p75_days,p90_days,p95_days,on_time_rate,satisfaction_rate,rate:all/1 \
        --intervals --format csv -q >"$bank.csv" &&
        "$REDRESS" report "$SAMPLES/$bank" --profile "${pair#*:}" --rules none --period 2026-10 --lang en --format json -q -o "$bank" &&
        /usr/bin/python3 "$ROOT/tests/oracle/r/compare.py" "$bank" "$ROOT/tests/oracle/r/figures.csv" "$bank.csv" "$bank/report.json" ||
        echo "not ok oracle: $bank against R"
done
