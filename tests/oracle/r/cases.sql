-- SPDX-License-Identifier: GPL-3.0-or-later
-- What figures.R reads, run behind oracle.sql in the same session: the cases of the whole bank by month, nothing computed.
.headers on
.mode csv
.output spells.csv
select month, enter, leave, died from spell where dim = 'all' order by month, enter, leave, died;
.output durations.csv
select month, x as seconds from sample where dim = 'all' and kind = 'days' order by month, x;
.output counts.csv
select month, measure, numerator, denominator, n from figure
where dim = 'all' and measure in ('received', 'on_time_rate', 'satisfaction_rate') order by measure, month;
.output products.csv
select value as product, sum(case when month = '2026-10' then n end) as now, sum(case when month = '2026-09' then n end) as before
from figure where dim = 'product' and measure = 'received' group by 1 order by 1;
.output
