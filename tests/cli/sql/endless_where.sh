# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" query "$SAMPLES/bank-en" -q --time-limit 0.2 --where "exists (with recursive n(x) as (select 1 union all select x + 1 from n) select 1 from n where x < 0)"
