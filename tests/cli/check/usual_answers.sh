# SPDX-License-Identifier: GPL-3.0-or-later
# A column for satisfaction without words of a profile: usual answers, marks to 5 and to 10; NPS is left alone.
answers() {
    printf 'No,In,%s\n' "$1" >a.csv
    shift
    n=0
    for answer; do n=$((n + 1)) && echo "$n,2026-10-01,$answer" >>a.csv; done
    "$REDRESS" check a.csv --map id=No --map received=In --map "satisfaction=$(sed -n '1s/.*,//p' a.csv)" -q --rules none --lang en |
        grep ^satisfaction
    echo
}
answers Q 满意 非常满意 基本满意 一般 不满意 未评价
answers Q Good Bad Offered 'Very satisfied' Neutral Excellent
answers Q 1 2 3 4 5 4.0
answers Q 0 3 7 8 10
answers Q 1 0
answers Q 87 93
answers 'NPS score' 0 6 9 10
# The same above a profile that says nothing of satisfaction.
printf '留言编号,留言主题,留言时间,留言详情,打分\n1,路灯,2026-02-03,不亮,5\n2,公交,2026-02-04,改线,2\n' >b.csv
"$REDRESS" check b.csv --map satisfaction=打分 -q --rules none --lang en | grep -e '^  [-i]' -e ^satisfaction
# And what the words of a profile do not know.
printf 'No,In,Q\n1,2026-10-01,super\n2,2026-10-02,so so\n' >c.csv
printf 'name: Own\nroles: {id: No, received: In, satisfaction: Q}\nsatisfaction: {satisfied: [super], valid: [super, bad]}\n' >own.yaml
"$REDRESS" check c.csv --profile own.yaml -q --rules none --lang en | grep ^satisfaction
