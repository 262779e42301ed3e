# SPDX-License-Identifier: GPL-3.0-or-later
# Hotspots are looked for in exports without a customer column too.
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --map customer= --format csv -q -o pack && wc -l <pack/data/hotspots.csv
