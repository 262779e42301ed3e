# SPDX-License-Identifier: GPL-3.0-or-later
# Hits that overlap: of several patterns each is shown; one that counts is shown though it begins inside one that does not.
cat > rules.yaml <<'Y'
language: en
categories:
  - {id: fraud, unless: negated, any: ["/card.{0,20}fraud/"]}
  - {id: fee, any: [late fee, fee, "/fee[s ]*charged?/", fee charged]}
Y
"$REDRESS" rules explain --rules rules.yaml --text "That is not a card fraud, a late fee charged by card or fraud"
cat > zh.yaml <<'Y'
categories:
  - {id: fraud, unless: negated, any: [盗刷, 信用卡盗刷, "/被?盗刷[了三千]*/"]}
Y
"$REDRESS" rules explain --rules zh.yaml --text "上月没有盗刷，本月信用卡盗刷了三千"
"$REDRESS" rules explain --rules zh.yaml --text "没有盗刷"
