# SPDX-License-Identifier: GPL-3.0-or-later
# A period without a complaint: nothing was there before either, which is not the same as no data; no tables of totals
# of nothing.
"$REDRESS" report "$SAMPLES/bank-en" --rules none --period 2026-10 --where "id = 'none'" --gates off --format txt,csv,json -q -o pack
cat pack/summary.txt
ls pack/data
