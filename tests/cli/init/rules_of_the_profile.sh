# SPDX-License-Identifier: GPL-3.0-or-later
printf '留言编号,留言用户,留言主题,留言时间,留言详情\n1,a,小区停水三天,2026-03-01,没有通知\n' >letters.csv
printf 'Unique Key,Created Date,Closed Date,Agency,Complaint Type,Descriptor,Status,Due Date,Borough\n1,03/01/2026 10:00:00 AM,,DOT,Street,Pothole,Open,,QUEENS\n' >nyc.csv
"$REDRESS" init city --from letters.csv -q && grep '^rules' city/redress.yaml && grep '^name' city/rules.yaml
"$REDRESS" init nyc --from nyc.csv -q && grep '^rules' nyc/redress.yaml && ls nyc
