# SPDX-License-Identifier: GPL-3.0-or-later
# In a month that is not over control limits judge counts by the day and shares, not stocks, sums and durations.
for day in 2026-10-15 2026-11-01; do
    "$REDRESS" report "$SAMPLES/bank-en" --quiet --period 2026-10 --as-of "$day" --format csv,json -o "$day"
    cut -d, -f1,7- "$day/data/control.csv"
    grep -o '"[^"]*not judged by control limits[^"]*"' "$day/report.json"
done
true
