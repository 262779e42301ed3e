# SPDX-License-Identifier: GPL-3.0-or-later
# The deadlines of the bank's rules are those that the sample's own due dates were made with, on every row.
"$REDRESS" sql "$SAMPLES/bank-zh" --policy bank-branch \
    "select count(*) n, sum(substr(deadline, 1, 10) <> due) differ, sum(deadline is null) none, sum(overdue) overdue, sum(on_time) on_time from complaints where received is not null"
"$REDRESS" query "$SAMPLES/bank-zh" -q --policy bank-branch --period 2026-10 --show on_time_rate,on_time_rate:export,on_time_rate_closed,overdue_open,due_soon,mean_delay_days,p50_workdays,p90_workdays,within_rate:3wd,due_within:5wd --format json
for jobs in 1 7; do
    "$REDRESS" query "$SAMPLES/bank-zh" -q --jobs $jobs --policy bank-branch,cn-bank-regulator --by unit --show on_time_rate,on_time_rate:law,due_soon,mean_delay_days,p90_workdays --format csv >$jobs.csv
done
cmp 1.csv 7.csv && wc -l <1.csv
