# SPDX-License-Identifier: GPL-3.0-or-later
# Customers by unit: those of "others" are not known, and are not all customers.
printf 'period,base,unit,value\n2026-10,customers,光华支行,10000\n2026-10,customers,南湖支行,10000\n' >exposure.csv
"$REDRESS" query "$SAMPLES/bank-zh" --rules none --exposure exposure.csv --period 2026-10 --by unit --show received,rate:customers --top 2 -q
