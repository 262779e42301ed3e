# SPDX-License-Identifier: GPL-3.0-or-later
cp "$SAMPLES/bank-en/2026-10.csv" export.csv
ln -s export.csv link.csv
"$REDRESS" query export.csv --show received --format csv -o export.csv -q
echo $?
"$REDRESS" check export.csv --refused link.csv -q >/dev/null
echo $?
cmp export.csv "$SAMPLES/bank-en/2026-10.csv" && ls -A
