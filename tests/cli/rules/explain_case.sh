# SPDX-License-Identifier: GPL-3.0-or-later
# By id out of an export, with and without what spreadsheets put around ids; other roles count as well.
cat > rules.yaml <<'Y'
language: zh
name: 样例
categories:
  - {id: fraud, name: {zh: 盗刷, en: Card fraud}, unless: negated, any: [盗刷, 诈骗], none: [防诈骗宣传]}
  - {id: fee, name: {zh: 年费, en: Annual fee}, all: [年费, "/多?收|扣/"]}
  - {id: regulator, name: {zh: 监管转办, en: Regulator}, when: {channel: [监管*]}, any: [投诉]}
  - {id: app, name: {zh: 手机银行, en: App}, any: [APP, 闪退]}
  - {id: slow, any: ["/(退+\\s?)+款/"]}
axes:
  validity: {name: {zh: 有效性, en: Validity}, rules: [{id: ask, any: [请问]}, {id: valid, otherwise: true}]}
Y
cat > export.csv <<'C'
工单编号,受理时间,受理渠道,标题,投诉内容,客户号
"=""007""",2026-10-01,监管转办,投诉年费,"去年说免年费，
今年又收，电话 138-1234-5678",K1
008,2026-10-02,热线,咨询,请问年费多少,K2
C
"$REDRESS" rules explain 007 export.csv -q --rules rules.yaml --map id=工单编号 --map received=受理时间 --map channel=受理渠道 --map subject=标题 --map text=投诉内容
"$REDRESS" rules explain 007 export.csv -q --rules rules.yaml --map id=工单编号 --map received=受理时间 --map channel=受理渠道 --map subject=标题 --map text=投诉内容 --unmasked --lang en | grep 5678
"$REDRESS" rules explain 009 export.csv -q --rules rules.yaml --map id=工单编号 --map received=受理时间 --map channel=受理渠道 --map subject=标题 --map text=投诉内容
