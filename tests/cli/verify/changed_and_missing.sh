# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json,csv -o pack -q || exit
sed -i "s/1/2/" pack/report.json
rm pack/data/kpis.csv
"$REDRESS" verify pack
