# SPDX-License-Identifier: GPL-3.0-or-later
# A regex that runs for ever on this text is told and does not count.
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
"$REDRESS" rules explain --rules rules.yaml --text "$(printf '退%.0s' $(seq 2000))拒退款"
