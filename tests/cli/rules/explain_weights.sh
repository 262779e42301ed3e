# SPDX-License-Identifier: GPL-3.0-or-later
# Rules with a weight: how many points each has, and which had fewer.
cat > rules.yaml <<'Y'
language: zh
name: 样例
categories:
  - {id: queue, name: {zh: 排队, en: Queue}, weight: 1, any: [等, 号, 排, 大厅]}
  - {id: slow, name: {zh: 办理慢, en: Slow}, weight: 1, any: [慢, 柜员]}
  - {id: slow.sure, category: slow, name: {zh: 办理慢, en: Slow}, weight: 3, any: [办理慢]}
  - {id: app, name: {zh: 手机银行, en: App}, weight: 1, any: [手机]}
  - {id: rest, name: {zh: 其余, en: Rest}, any: [很久]}
Y
"$REDRESS" rules explain --rules rules.yaml --text '大厅里等了很久，柜员办理慢，还看手机' -q
"$REDRESS" rules explain --rules rules.yaml --text '大厅里等了很久，柜员办理慢，还看手机' -q --lang en | grep points
