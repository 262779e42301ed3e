# SPDX-License-Identifier: GPL-3.0-or-later
# The cover of the report on major complaints is about those alone: its figures are those of the query.
"$REDRESS" report "$SAMPLES/bank-zh/2026-10.csv" --period 2026-10 --template major --format json,txt -q -o pack
sed -n 1,6p pack/summary.txt
"$REDRESS" query "$SAMPLES/bank-zh/2026-10.csv" --period 2026-10 --where "severity = 'high'" --show received,closed -q --format csv
