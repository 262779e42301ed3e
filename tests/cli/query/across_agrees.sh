# SPDX-License-Identifier: GPL-3.0-or-later
# A pivot holds the figures of the long answer, and 0 where there is no complaint.
query() { "$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-Q3 --format csv "$@"; }
query --by product,channel --show received,p50_days | sed 1d | sort >long
query --by product --across channel --show received,p50_days | awk -F, '
    NR == 1 { for (i = 2; i <= NF; i += 2) { name = $i; sub(/ received$/, "", name); names[i] = name } next }
    { for (i = 2; i <= NF; i += 2) if ($i != "0" || $(i + 1) != "") print $1 "," names[i] "," $i "," $(i + 1) }' | sort >wide
cmp long wide && wc -l <long
query --by product --across month --show received,p50_days >months
query --by month --show received,p50_days --where "product = 'Savings'" | sed 1d | cut -d, -f2- | tr '\n' ',' >savings
grep '^Savings,' months | sed 's/^Savings,//; s/$/,/' | tr -d '\n' | cmp - savings && head -1 months
