-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every measure of METRICS.md that needs no policy and no rules, a second time, in plain SQL over
-- what load.py read. README.md beside this numbers the readings; (7) here is reading 7 there.
--
--     sqlite3 LOADED.sqlite < oracle.sql > FIGURES.csv
--
-- Prints dimension,value,month,measure,figure,numerator,denominator,n: for the whole (dimension
-- `all`) and by product, channel, unit, region and level, each for each month 2024-11 to 2026-10.
-- Times are civil seconds, dates are days (seconds / 86400), T is setting.as_of.
.bail on
pragma temp_store = memory;
pragma automatic_index = on;

-- ---------------------------------------------------------------- cases: one row per id (1–4)

-- Versions of a case, the best first: updated, then the file that reaches further, its name, the line.
create temp table version as
select raw.*, case when mergeable then id else '#' || seq end as key,
       row_number() over (partition by case when mergeable then id else '#' || seq end
                          order by updated desc nulls last, newest desc nulls last, file desc, line desc) as rank,
       exists (select 1 from word where kind = 'closed' and word = raw.status) as closed_by_status
from raw;
create index temp.version_key on version (key, rank);

drop table if exists best;
create table best as select * from version where rank = 1;

-- A closed case open again in a later export: the first open version after a closed one (6).
create temp table back as
select key, first_close, first_close_day_only, reopen
from (select opened.key, shut.closed as first_close, shut.closed_day_only as first_close_day_only,
             coalesce(opened.updated, opened.newest * 86400) as reopen,
             row_number() over (partition by opened.key order by opened.rank desc, shut.rank) as pick
      from version as opened join version as shut
        on shut.key = opened.key and shut.rank > opened.rank and shut.file <> opened.file
      where not opened.closed_by_status and shut.closed_by_status and shut.closed is not null)
where pick = 1;

-- The complaints: in scope, with a receipt before T. c: the close, or the answer where only that is given (5).
create temp table complaint as
select best.*, closed_by_status and coalesce(closed, resolved) is null as undated,
       case when closed_by_status then coalesce(closed, resolved) end as c,
       case when closed_by_status then case when closed is not null then closed_day_only else resolved_day_only end end as c_day_only,
       case when reopened is not null and first_closed is not null then first_closed else back.first_close end as c1,
       case when reopened is not null and first_closed is not null then first_closed_day_only else back.first_close_day_only end as c1_day_only,
       case when reopened is not null and first_closed is not null then reopened else back.reopen end as rho,
       case when reopened is not null and first_closed is not null then reopened_day_only else 0 end as rho_day_only
from best left join back using (key)
where seq in (select seq from in_scope) and received is not null and received < (select as_of from setting);

-- Lives. A reopening that does not lie between first close and close is no reopening (6). before: closed before
-- received, by dates where either is date-only; its close is taken at r (7). seconds: c − r, null where out of durations.
create temp table life as
select seq, id, received as r, received_day_only as r_day_only, undated,
       case when before then received else c end as c, c_day_only, before,
       case when dated then c1 when before then received else c end as first_c,
       case when dated then c1_day_only else c_day_only end as first_c_day_only,
       case when dated then rho end as rho, case when dated then rho_day_only end as rho_day_only,
       case when before then null
            when received_day_only or c_day_only then (c / 86400 - received / 86400) * 86400
            else c - received end as seconds,
       due, due_day_only, dispatched, first_response, first_response_day_only, followed_up, customer,
       escalated, outcome, amount, satisfaction, channel, product, unit, region, level, text
from (select *, coalesce(case when received_day_only or c_day_only then c / 86400 < received / 86400 else c < received end, 0) as before,
             coalesce(rho >= c1 and c1 >= received and (c is null or c >= rho) and rho < (select as_of from setting), 0) as dated
      from complaint);
create unique index temp.life_seq on life (seq);

-- What the words of the profile say of each case (15).
create temp table said as
select seq,
       exists (select 1 from word where kind = 'satisfaction' and meaning = 'satisfied' and word = satisfaction) as satisfied,
       exists (select 1 from word where kind = 'satisfaction' and meaning = 'valid' and word = satisfaction) as valid,
       exists (select 1 from word where kind = 'outcome' and word = outcome) as judged,
       exists (select 1 from word where kind = 'outcome' and meaning in ('upheld', 'partly') and word = outcome) as upheld,
       exists (select 1 from word where kind = 'escalation' and meaning = 'head_office' and word in (escalated, channel)) as head_office,
       exists (select 1 from word where kind = 'escalation' and meaning = 'regulator' and word in (escalated, channel)) as regulator,
       exists (select 1 from word where kind = 'escalation' and meaning = 'ombudsman' and word in (escalated, channel)) as ombudsman,
       exists (select 1 from word where kind = 'escalation' and meaning = 'media' and word in (escalated, channel)) as media
from life;
create unique index temp.said_seq on said (seq);

-- One or two open intervals a case, [a, b); b null while open (8). An undated close has none.
create temp table open_interval as
select seq, r as a, case when rho is null then c else first_c end as b from life where not undated
union all
select seq, rho, c from life where rho is not null and not undated;
create index temp.open_interval_seq on open_interval (seq);

-- Deadlines: date-only ones mean the end of that day. day: the day it falls on; reached: closed by it (9).
create temp table deadline as
select seq, due / 86400 as day, due, case when due_day_only then (due / 86400 + 1) * 86400 else due end as ends, due_day_only,
       case when c is null then 0
            when due_day_only or c_day_only then c / 86400 <= due / 86400
            else c <= due end as reached
from life where due is not null and not undated;
create unique index temp.deadline_seq on deadline (seq);

-- ---------------------------------------------------------------- cells and months

create temp table month as
with recursive counted (at) as (select '2024-11-01' union all select date(at, '+1 month') from counted where at < '2026-10-01')
select strftime('%Y-%m', at) as month, unixepoch(at) as s, min(unixepoch(at, '+1 month'), (select as_of from setting)) as e,
       unixepoch(at, '+1 month') as whole_e
from counted;

create temp table cell as
select seq, 'all' as dim, '' as value from life
union all select seq, 'product', coalesce(product, '') from life
union all select seq, 'channel', coalesce(channel, '') from life
union all select seq, 'unit', coalesce(unit, '') from life
union all select seq, 'region', coalesce(region, '') from life
union all select seq, 'level', coalesce(level, '') from life;
create index temp.cell_seq on cell (seq, dim, value);

create temp table grid as
select dim, value, month, s, e from (select distinct dim, value from cell) cross join month;

create temp table figure (dim text, value text, month text, measure text, figure real, numerator real, denominator real, n integer);

-- ---------------------------------------------------------------- by r

create temp table earlier as -- repeats: same customer and category within the 30 days before (16)
with known as (select life.seq, r, r_day_only, life.customer, given.category
               from life join (select distinct id, received, customer, text, category from category) as given
                 on given.id is life.id and given.received is life.r and given.customer is life.customer and given.text is life.text
               where life.customer is not null and given.category <> 'other')
select seq, exists (select 1 from known as past
                    where past.customer = known.customer and past.category = known.category and past.r < known.r
                      and case when past.r_day_only or known.r_day_only
                               then known.r / 86400 - past.r / 86400 between 1 and 30
                               else known.r - past.r <= 30 * 86400 end) as again
from known;

create temp table by_r as
select dim, value, strftime('%Y-%m', r, 'unixepoch') as month, count(*) as received,
       sum(undated or c is not null) as shut,
       sum(head_office or regulator or ombudsman or media) as any_tier, sum(head_office) as head_office,
       sum(regulator) as regulator, sum(ombudsman) as ombudsman, sum(media) as media,
       count(again) as known_customers, sum(coalesce(again, 0)) as repeats
from life join said using (seq) join cell using (seq) left join earlier using (seq)
group by 1, 2, 3;

create temp table total as select month, received from by_r where dim = 'all';

create temp table first_day as select min(r) / 86400 as day from life;

create temp table ratio_r as
select grid.dim, grid.value, grid.month, measure,
       case measure when 'closure_rate' then shut when 'share' then received when 'escalation_rate' then any_tier
                    when 'escalation_rate:head_office' then head_office when 'escalation_rate:regulator' then regulator
                    when 'escalation_rate:ombudsman' then ombudsman when 'escalation_rate:media' then media
                    when 'repeat_rate' then case when grid.s / 86400 >= (select day + 30 from first_day) then repeats end end as numerator,
       case measure when 'share' then (select total.received from total where total.month = grid.month)
                    when 'repeat_rate' then case when grid.s / 86400 >= (select day + 30 from first_day) then known_customers end
                    else received end as denominator
from grid left join by_r using (dim, value, month)
cross join (select column1 as measure from (values ('closure_rate'), ('share'), ('escalation_rate'), ('escalation_rate:head_office'),
            ('escalation_rate:regulator'), ('escalation_rate:ombudsman'), ('escalation_rate:media'), ('repeat_rate')));

insert into figure
select dim, value, month, measure, coalesce(numerator, 0) * 1.0 / nullif(denominator, 0), coalesce(numerator, 0), coalesce(denominator, 0), denominator
from ratio_r where measure <> 'repeat_rate' or exists (select 1 from category);

insert into figure
select dim, value, month, 'received_distinct', coalesce(received - repeats, 0), null, null, coalesce(received, 0)
from grid left join by_r using (dim, value, month) where exists (select 1 from category);

-- ---------------------------------------------------------------- the flow (8)

create temp table flow (dim, value, month, measure, n);
insert into flow select dim, value, month, 'received', sum(received) from by_r group by 1, 2, 3;
insert into flow
select dim, value, month, 'closed', count(*)
from open_interval join cell using (seq) join month on b >= s and b < e group by 1, 2, 3;
insert into flow
select dim, value, strftime('%Y-%m', rho, 'unixepoch'), 'reopened', count(*) from life join cell using (seq) where rho is not null and not undated group by 1, 2, 3;
insert into flow
select dim, value, month, 'carried_in', count(*)
from open_interval join cell using (seq) join month on a < s and (b is null or b >= s) group by 1, 2, 3;
insert into flow
select dim, value, month, 'open', count(*)
from open_interval join cell using (seq) join month on a < e and (b is null or b >= e) group by 1, 2, 3;
create index temp.flow_cell on flow (dim, value, month, measure);

-- Closes without a date over 1 % of closes: the flow is not available (10). received and closed stay.
create temp table flow_known as
select (select count(*) from life where undated) * 100 <= (select count(*) from life where c is not null) as known;

insert into figure
select dim, value, month, measure, case when known or measure in ('received', 'closed') then coalesce(n, 0) end, null, null, coalesce(n, 0)
from grid cross join (select column1 as measure from (values ('received'), ('closed'), ('reopened'), ('carried_in'), ('open')))
left join flow using (dim, value, month, measure) cross join flow_known;

insert into figure
select dim, value, month, 'flow_closure_rate',
       case when known then numerator * 1.0 / nullif(denominator, 0) end, numerator, denominator, denominator
from (select dim, value, month, coalesce(sum(case when measure = 'closed' then n end), 0) as numerator,
             coalesce(sum(case when measure in ('carried_in', 'received', 'reopened') then n end), 0) as denominator
      from grid left join flow using (dim, value, month) group by 1, 2, 3) cross join flow_known;

-- ---------------------------------------------------------------- by c: cases whose (last) close falls in P (11)

create temp table shut as
select life.*, strftime('%Y-%m', c, 'unixepoch') as month from life where c is not null;

create temp table by_c as
select dim, value, month, count(*) as cases,
       count(seconds) as timed, sum(coalesce(shut.c / 86400 - shut.r / 86400 <= 15 and seconds is not null, 0)) as within_15,
       count(deadline.seq) as with_due, sum(coalesce(reached, 0)) as in_time,
       sum(dispatched is not null) as passed_on, sum(judged) as judged, sum(upheld) as upheld,
       sum(amount) as amount, count(amount) as amounts, sum(satisfied) as satisfied, sum(valid) as valid,
       sum(followed_up is not null) as followed_up
from shut join said using (seq) left join deadline using (seq) join cell using (seq)
group by 1, 2, 3;

create temp table ratio_c as
select grid.dim, grid.value, grid.month, measure,
       coalesce(case measure when 'within_rate:15' then within_15 when 'on_time_rate_closed' then in_time when 'transferred_rate' then passed_on
                    when 'upheld_rate' then upheld when 'satisfaction_rate' then satisfied when 'satisfaction_floor' then satisfied
                    when 'satisfaction_ceiling' then satisfied + cases - valid when 'response_rate' then valid
                    when 'followup_rate' then followed_up end, 0) as numerator,
       coalesce(case measure when 'within_rate:15' then timed when 'on_time_rate_closed' then with_due when 'upheld_rate' then judged
                    when 'satisfaction_rate' then valid else cases end, 0) as denominator
from grid left join by_c using (dim, value, month)
cross join (select column1 as measure from (values ('within_rate:15'), ('on_time_rate_closed'), ('transferred_rate'), ('upheld_rate'),
            ('satisfaction_rate'), ('satisfaction_floor'), ('satisfaction_ceiling'), ('response_rate'), ('followup_rate')));

insert into figure
select dim, value, month, measure, numerator * 1.0 / nullif(denominator, 0), numerator, denominator, denominator from ratio_c;

-- Wilson 95 %.
insert into figure
select dim, value, month, 'satisfaction_rate' || bound,
       (p + z * z / (2 * n) + side * z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n))) / (1 + z * z / n), numerator, denominator, n
from (select *, numerator * 1.0 / nullif(denominator, 0) as p, nullif(denominator, 0) as n, 1.959963984540054 as z from ratio_c
      where measure = 'satisfaction_rate')
cross join (select '_low' as bound, -1 as side union all select '_high', 1);

insert into figure
select dim, value, month, 'amount_total', amount, null, null, coalesce(amounts, 0) from grid left join by_c using (dim, value, month);

-- ---------------------------------------------------------------- durations: means and type 7 quantiles (12)

create temp table sample as
select dim, value, month, 'days' as kind, seconds * 1.0 as x from shut join cell using (seq) where seconds is not null
union all
select dim, value, month, 'amount', amount from shut join cell using (seq) where amount is not null
union all
select dim, value, month, 'first_response', case when first_response_day_only or r_day_only
                                                 then (first_response / 86400 - r / 86400) * 86400.0 else first_response - r end
from shut join cell using (seq)
where first_response is not null and case when first_response_day_only or r_day_only
                                          then first_response / 86400 >= r / 86400 else first_response >= r end
union all
select dim, value, month, 'delay', case when due_day_only or c_day_only then (c / 86400 - shut.due / 86400) * 86400.0 else c - shut.due end
from shut join (select seq, reached from deadline) using (seq) join cell using (seq) where not reached and not before;

create temp table ordered as
select *, row_number() over (partition by kind, dim, value, month order by x) - 1 as place,
       count(*) over (partition by kind, dim, value, month) as n
from sample;
create index temp.ordered_place on ordered (kind, dim, value, month, place);

create temp table spread as select distinct kind, dim, value, month, n from ordered;
create index temp.spread_cell on spread (dim, value, month, kind);

-- key, sample, probability, how many of the sample's units make one of the key's, least n
create temp table quantile (measure, kind, p, unit, least);
insert into quantile values
    ('p50_days', 'days', 0.5, 86400, 1), ('p75_days', 'days', 0.75, 86400, 1), ('p90_days', 'days', 0.9, 86400, 10), ('p95_days', 'days', 0.95, 86400, 20),
    ('p50_hours', 'days', 0.5, 3600, 1), ('p75_hours', 'days', 0.75, 3600, 1), ('p90_hours', 'days', 0.9, 3600, 10), ('p95_hours', 'days', 0.95, 3600, 20),
    ('first_response_p50_hours', 'first_response', 0.5, 3600, 1), ('amount_p50', 'amount', 0.5, 1, 1);

insert into figure
select grid.dim, grid.value, grid.month, quantile.measure,
       case when spread.n >= least then (low.x + ((spread.n - 1) * p - cast((spread.n - 1) * p as integer)) * (coalesce(high.x, low.x) - low.x)) / unit end,
       null, null, coalesce(spread.n, 0)
from grid cross join quantile
left join spread on spread.dim = grid.dim and spread.value = grid.value and spread.month = grid.month and spread.kind = quantile.kind
left join ordered as low on low.kind = quantile.kind and low.dim = grid.dim and low.value = grid.value and low.month = grid.month
                        and low.place = cast((spread.n - 1) * p as integer)
left join ordered as high on high.kind = quantile.kind and high.dim = grid.dim and high.value = grid.value and high.month = grid.month
                         and high.place = cast((spread.n - 1) * p as integer) + 1;

create temp table mean as select kind, dim, value, month, sum(x) as x, count(*) as n from sample where kind in ('days', 'delay') group by 1, 2, 3, 4;

insert into figure
select grid.dim, grid.value, grid.month, measure, x / n / unit, x / unit, n, coalesce(n, 0)
from grid cross join (select column1 as measure, column2 as kind, column3 as unit
                      from (values ('mean_days', 'days', 86400.0), ('mean_hours', 'days', 3600.0), ('mean_delay_days', 'delay', 86400.0))) as wanted
left join mean on mean.dim = grid.dim and mean.value = grid.value and mean.month = grid.month and mean.kind = wanted.kind;

-- ---------------------------------------------------------------- deadlines (9)

insert into figure
select dim, value, month, 'on_time_rate', coalesce(sum(reached), 0) * 1.0 / nullif(count(reached), 0), coalesce(sum(reached), 0), count(reached), count(reached)
from grid left join (select dim, value, strftime('%Y-%m', due, 'unixepoch') as month, reached
                     from deadline join cell using (seq) where ends <= (select as_of from setting)) using (dim, value, month)
group by 1, 2, 3;

create temp table open_due as
select dim, value, month, sum(case when due_day_only then ends <= e else ends < e end) as overdue,
       sum(case when due_day_only then day * 86400 >= e and day * 86400 < e + 7 * 86400 else ends >= e and ends < e + 7 * 86400 end) as soon
from open_interval join deadline using (seq) join cell using (seq) join month on a < e and (b is null or b >= e)
group by 1, 2, 3;

insert into figure
select dim, value, month, measure, coalesce(case measure when 'overdue_open' then overdue else soon end, 0), null, null, null
from grid cross join (select column1 as measure from (values ('overdue_open'), ('due_within:7')))
left join open_due using (dim, value, month);

-- ---------------------------------------------------------------- reopen_rate: first closes of [s − 30 d, e − 30 d) (13)

create temp table first_close as
select dim, value, month.month, count(*) as closes,
       sum(rho is not null and case when rho_day_only or first_c_day_only then rho / 86400 - first_c / 86400 <= 30
                                    else rho - first_c <= 30 * 86400 end) as again
from life join cell using (seq) join month on first_c >= s - 30 * 86400 and first_c < whole_e - 30 * 86400
where first_c is not null and not undated group by 1, 2, 3;

insert into figure
select dim, value, month, 'reopen_rate', coalesce(again, 0) * 1.0 / nullif(closes, 0), coalesce(again, 0), coalesce(closes, 0), coalesce(closes, 0)
from grid left join first_close using (dim, value, month);

-- ---------------------------------------------------------------- Kaplan–Meier with delayed entry (14)

-- Ages in seconds; of whole days where r or c is date-only. Censored at T. At risk at t: entered before t (at 0: at once), not yet left.
create temp table spell as
select dim, value, month, enter, leave, died
from (select seq, month,
             case when day_only then max(0, s / 86400 - r / 86400) * 86400 else max(0, s - r) end as enter,
             case when day_only then (until / 86400 - r / 86400) * 86400 else until - r end as leave, died
      from (select seq, r, coalesce(c, (select as_of from setting)) as until, c is not null as died,
                   r_day_only or coalesce(c_day_only, 0) as day_only
            from life where not undated and not before) as one
      join month on exists (select 1 from open_interval where open_interval.seq = one.seq and a < e and (b is null or b >= s)))
join cell using (seq)
where enter = 0 or leave > enter;

create temp table step as
select dim, value, month, age, sum(enters) as enters, sum(leaves) as leaves, sum(deaths) as deaths
from (select dim, value, month, enter as age, 1 as enters, 0 as leaves, 0 as deaths from spell
      union all select dim, value, month, leave, 0, 1, died from spell)
group by 1, 2, 3, 4;

create temp table hazard as
select dim, value, month, age, deaths,
       coalesce(sum(enters) over past, 0) - coalesce(sum(leaves) over past, 0) + case when age = 0 then enters else 0 end as at_risk
from step
window past as (partition by dim, value, month order by age rows between unbounded preceding and 1 preceding);

create temp table curve as
select dim, value, month, age,
       case when sum(deaths = at_risk) over sofar > 0 then 0.0
            else exp(sum(ln(1 - deaths * 1.0 / at_risk)) over sofar) end as survival
from hazard where deaths > 0
window sofar as (partition by dim, value, month order by age rows between unbounded preceding and current row);

-- Beyond the age at which the last one was watched S is not known, unless it is 0 already.
create temp table settled as
select dim, value, month, count(*) as n, max(leave) as oldest from spell group by 1, 2, 3;

insert into figure
select grid.dim, grid.value, grid.month, 'km_p50_days', min(case when survival <= 0.5 + 1e-12 then age end) / 86400.0, null, null, coalesce(settled.n, 0)
from grid left join settled using (dim, value, month) left join curve using (dim, value, month) group by 1, 2, 3;

insert into figure
select grid.dim, grid.value, grid.month, 'settled_within:30',
       case when settled.oldest >= 30 * 86400 or min(survival) <= 0 then 1 - coalesce(min(case when age <= 30 * 86400 then survival end), 1) end, null, null, coalesce(settled.n, 0)
from grid left join settled using (dim, value, month) left join curve using (dim, value, month) group by 1, 2, 3;

-- ---------------------------------------------------------------- out

.mode csv
.headers on
select dim as dimension, value, month, measure, figure, numerator, denominator, n from figure order by 1, 2, 3, 4;
