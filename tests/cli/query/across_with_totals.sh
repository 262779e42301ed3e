# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-10 --by region --across level --show received,on_time_rate --total --top 2
"$REDRESS" query "$SAMPLES/bank-zh" -q --period 2026-10 --by channel --across category_all --show received --total --top 2 --where "category in ('process.queue', 'product.fee')"
"$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-10 --by product --across half --show received --compare year --top 2 --format json
