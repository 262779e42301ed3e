# SPDX-License-Identifier: GPL-3.0-or-later
# Are the exports at hand those that the pack was made from?
mkdir exports && cp "$SAMPLES"/bank-en/2026-0[89].csv "$SAMPLES/bank-en/2026-10.csv" exports
"$REDRESS" report exports --period 2026-10 --format json -o pack -q || exit
"$REDRESS" verify pack exports | sed 's/[0-9a-f]\{64\}/HEX/'
mkdir elsewhere && mv exports/2026-08.csv elsewhere/august.csv
"$REDRESS" verify pack exports elsewhere | tail -1
cp "$SAMPLES/bank-en/2026-07.csv" exports && sed -i 2d exports/2026-09.csv
"$REDRESS" verify pack exports >said
code=$?
sed 's/[0-9a-f]\{64\}/HEX/' said
exit $code
