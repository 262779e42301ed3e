# SPDX-License-Identifier: GPL-3.0-or-later
# The profile of letters names city-zh; --rules counts more; profiles that name different rules leave the choice to the texts.
printf '留言编号,留言用户,留言主题,留言时间,留言详情\n1,a,小区停水三天,2026-03-01,没有通知\n2,b,出租车不打表,2026-03-02,一口价\n' >letters.csv
printf 'Unique Key,Created Date,Closed Date,Agency,Complaint Type,Descriptor,Status,Due Date,Borough\n1,03/01/2026 10:00:00 AM,,DOT,Street,Pothole,Open,,QUEENS\n' >nyc.csv
for files in letters.csv nyc.csv "letters.csv nyc.csv"; do
    "$REDRESS" check $files --lang en | grep '^rules'
    "$REDRESS" check $files --format json | grep chosen_by
done
"$REDRESS" check letters.csv --rules bank-zh --lang zh | grep '^规则'
"$REDRESS" query letters.csv --by category --show received --format csv -q
