# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" -q "with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
