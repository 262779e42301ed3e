# SPDX-License-Identifier: GPL-3.0-or-later
# An export that lacks columns of its profile: the copy says so, and the project works.
cat >letters.csv <<'X'
留言编号,留言用户,留言主题,留言时间,留言详情
1,甲,路灯,2026/10/3 9:00:00,路灯坏了三天没人修
2,乙,噪声,2026/10/9 10:00:00,夜里施工噪声很大
3,丙,供水,2026/10/20 8:30:00,小区停水没有通知
X
cat >complaints.csv <<'X'
Complaint ID,Product,Sub-product,Issue,Date received,Date sent to company,Company response
1,Mortgage,FHA mortgage,Late fee,10/03/2026,10/05/2026,Closed
2,Credit card,,Billing disputes,10/09/2026,10/10/2026,Closed with explanation
X
for export in letters complaints; do
    "$REDRESS" init $export --from $export.csv -q >list || exit
    sed -n '/^roles/,/^dates/p' $export/profile.yaml
    (cd $export && sed -i 's/^# format: .*/format: json/' redress.yaml && "$REDRESS" report --period 2026-10 -q --gates other=off && ls packs)
done
