# SPDX-License-Identifier: GPL-3.0-or-later
# Exports and small files come through pipes too; what a pack keeps a copy of must be a file.
export=$SAMPLES/bank-en/2026-10.csv
customers() { printf 'period,base,unit,value\n2026-09,customers,Quayside,46000\n'; }
mkfifo cases.csv
cat "$export" >cases.csv &
"$REDRESS" query cases.csv -q --rules none --show received
customers | "$REDRESS" query "$export" -q --rules none --exposure /dev/stdin --by unit --show received,rate:customers --top 3
customers | "$REDRESS" report "$export" -q --rules none --exposure /dev/stdin --period 2026-10 --gates off --format json -o out
echo "exit code $?"
ls out 2>&1
