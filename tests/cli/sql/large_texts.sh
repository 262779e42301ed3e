# SPDX-License-Identifier: GPL-3.0-or-later
# Texts of 10 MB, thousands of them to be sorted: stopped soon after the limit, by the statement or else by the program.
"$REDRESS" sql "$SAMPLES/bank-en/2026-10.csv" -q --time-limit 0.3 "with recursive n(x) as (select 1 union all select x + 1 from n)
select printf('%10000000d', x) from n order by 1" 2>said
code=$?
sed 's/longer than .* and was/and was/; s/SQL:1:1: //' said
exit $code
