# SPDX-License-Identifier: GPL-3.0-or-later
# On all sample data the wins add up to what is not other, and no thread count changes a figure.
"$REDRESS" rules coverage "$SAMPLES/bank-zh" -q --format json > one.json --jobs 1
"$REDRESS" rules coverage "$SAMPLES/bank-zh" -q --format json > seven.json --jobs 7
cmp one.json seven.json && echo same
"$REDRESS" rules coverage "$SAMPLES/bank-zh" -q --format csv > rules.csv
"$REDRESS" rules coverage "$SAMPLES/bank-zh" -q --format csv --table months > months.csv
awk -F, 'FNR > 1 && FILENAME == "rules.csv" && $1 != "other" {wins += $4} FILENAME == "months.csv" && FNR > 1 {rows += $2; other += $3} END {print (wins == rows - other ? "foots" : wins " " rows " " other)}' rules.csv months.csv
