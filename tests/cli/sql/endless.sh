# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" -q --time-limit 0.2 "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"
