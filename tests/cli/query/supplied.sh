# SPDX-License-Identifier: GPL-3.0-or-later
# Supplied figures in a query, by unit, for others (not known), in a report with a target, and what is wrong with them.
printf 'period,unit,key,numerator,denominator\n2026-09,,hotline_15s,8100,10000\n2026-10,,hotline_15s,8420,10200\n2026-10,光华支行,hotline_15s,400,520\n2026-10,,about_handling,1,\n' >figures.csv
query() { "$REDRESS" query "$SAMPLES/bank-zh" --rules none --period 2026-10 -q "$@"; }
query --figures figures.csv --show received,supplied:hotline_15s,supplied_total:about_handling --format csv --intervals
query --figures figures.csv --show received,supplied:hotline_15s --by unit --top 2
query --figures figures.csv --show supplied:hotline_15s --by channel --top 2
"$REDRESS" report "$SAMPLES/bank-zh" --rules none --period 2026-10 --figures figures.csv --targets 'supplied:hotline_15s >= 80%' --format csv,txt -q -o pack
cat pack/data/supplied.csv
grep -h hotline pack/summary.txt
query --figures figures.csv --show supplied:wait
query --show supplied:hotline_15s
query --figures figures.csv --show supplied
printf '2026-13,,x,1,2\n' >>figures.csv
query --figures figures.csv --show received
