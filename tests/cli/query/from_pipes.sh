# SPDX-License-Identifier: GPL-3.0-or-later
# Exports and small files come through pipes too; what a pack keeps a copy of must be a file.
export=$SAMPLES/bank-en/2026-10.csv
mkfifo cases.csv customers.csv
cat "$export" >cases.csv &
"$REDRESS" query cases.csv -q --rules none --show received
printf 'period,base,unit,value\n2026-09,customers,Quayside,46000\n' >customers.csv &
"$REDRESS" query "$export" -q --rules none --exposure customers.csv --by unit --show received,rate:customers --top 3
"$REDRESS" report "$export" -q --rules none --exposure customers.csv --period 2026-10 --gates off --format json -o out
echo "exit code $?"
ls out 2>&1
