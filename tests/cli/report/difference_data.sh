# SPDX-License-Identifier: GPL-3.0-or-later
# Rows were taken out of an export afterwards: the figures that moved, and that the data moved them.
mkdir exports && cp "$SAMPLES"/bank-zh/*.csv exports
"$REDRESS" report exports --period 2026-10 --format json -o pack -q || exit
sed -i '7,10d' exports/2026-09.csv
"$REDRESS" report exports --period 2026-10 --format csv,txt -o pack -q || exit
grep -a '已发布' pack/summary.txt
cat pack/data/difference.csv
