# SPDX-License-Identifier: GPL-3.0-or-later
# The export of a month broke off: the pack of the period stays as it was.
mkdir exports && cp "$SAMPLES"/bank-en/2026-0*.csv exports && head -150 "$SAMPLES/bank-en/2026-10.csv" >exports/2026-10.csv
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o pack -q || exit
cp pack/manifest.json before.json
"$REDRESS" report exports --period 2026-10 --today 2026-11-02 --format json -o pack -q
code=$?
cmp pack/manifest.json before.json && "$REDRESS" verify pack >/dev/null && ls -A
exit $code
