# SPDX-License-Identifier: GPL-3.0-or-later
# What is expected rests on the months since a recorded break alone; a break too near leaves nothing to expect from.
for day in 2026-01-01 2026-08-01; do
    printf 'breaks:\n  - {date: %s, what: {zh: 并入热线, en: Hotline taken over}}\n' $day >breaks.yaml
    "$REDRESS" report "$SAMPLES/bank-zh" --rules none --period 2026-10 --breaks breaks.yaml --lang en --format csv,json -q -o pack$day
    sed -n 1,2p pack$day/data/outlook.csv
    grep -Eo '"[^"]*(2026-11)[^"]*"' pack$day/report.json | head -4
done
