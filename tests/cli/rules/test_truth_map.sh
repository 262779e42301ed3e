# SPDX-License-Identifier: GPL-3.0-or-later
cat > rules.yaml <<'Y'
language: en
categories:
  - {id: fee, name: {zh: 费用, en: Late fee}}
  - {id: fee.late, name: {zh: 滞纳金, en: Late payment}, any: [late fee, penalty], examples: {match: [a late fee], not: [a fee]}}
  - {id: fee.annual, name: {zh: 年费, en: Annual charge}, any: [annual]}
  - {id: app, name: {zh: 应用, en: Mobile app}, any: [app, crash*]}
axes:
  tone: [{id: angry, any: [furious]}, {id: calm, otherwise: true}]
Y
cat > export.csv <<'C'
id,received,text,label,mood
1,2026-01-05,late fee and the app,Late payment,calm
2,2026-01-06,penalty again,fee.late,
3,2026-02-01,the mobile thing is slow,App,angry
4,2026-02-02,app is down,APP,calm
5,2026-03-01,"annual bill, call 138 1234 5678",late payment,calm
6,2026-03-02,the app,年费,calm
7,2026-03-03,late fee,,calm
8,2026-03-04,late fee,Praise,calm
C
set -- export.csv --map id=id --map received=received --map text=text
printf 'label,category\nPraise,\nLate payment,fee.annual\n' > map.csv
"$REDRESS" rules test rules.yaml "$@" -q --truth label --truth-map map.csv --format csv --table labels
printf 'label,category\nPraise,\nApp,ap\n' > map.csv
"$REDRESS" rules test rules.yaml "$@" -q --truth label --truth-map map.csv
