# SPDX-License-Identifier: GPL-3.0-or-later
# The row of all others is what a query for them alone says.
query() { "$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-Q3 --show received,p50_days,on_time_rate,km_p50_days --format csv "$@"; }
query --by channel --top 2 | sed -n 's/^others,//p' >folded
query --where "channel not in ('Phone', 'Online')" | sed 1d >alone
cmp folded alone && cat folded
