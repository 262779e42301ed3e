# SPDX-License-Identifier: GPL-3.0-or-later
# The others of each month are what a query for them alone says.
query() { "$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-Q3 --show received,p50_days --format csv "$@"; }
query --by channel,month --top 2 | sed -n 's/^others,//p' >folded
query --by month --where "channel not in ('Phone', 'Online')" | sed 1d >alone
cmp folded alone && cat folded
query --by month --top 2
