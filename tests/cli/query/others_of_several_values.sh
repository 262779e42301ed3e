# SPDX-License-Identifier: GPL-3.0-or-later
# Others of a several-valued column: each case that has a value behind the last shown, once.
query() { "$REDRESS" query "$SAMPLES/bank-en" -q --period 2026-10 --by category_all --show received --format csv "$@"; }
query --top 3 --total
query | sed '1,4d' | cut -d, -f1 >left
"$REDRESS" sql "$SAMPLES/bank-en" -q "select count(*) from complaints where month = '2026-10' and exists (select 1 from matches where complaint = complaints.rowid and axis = 'category' and category in ($(sed "s/.*/'&'/" left | paste -sd,)))" --format csv
