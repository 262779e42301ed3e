# SPDX-License-Identifier: GPL-3.0-or-later
# Every mistake is told at once, each with its place, and the regex with a caret where it breaks off.
cat > rules.yaml <<'Y'
language: zh
categories:
  - id: card.fraud
    anny: [盗刷]
  - id: card.fee
    any: [年费, "/收了?(年费/"]
  - id: app
    any: ["/\\b(闪退|\\d{2,1})/", '/x*/', ""]
  - any: [排队]
Y
"$REDRESS" rules lint rules.yaml

# What is wrong in axes is told beside what is wrong in the categories.
cat > axes.yaml <<'Y'
categories:
  - {id: card, anny: [card]}
axes:
  cause: {rules: [{id: staff, any: ["/(rude/"]}, {id: system, when: {category: [card]}}]}
  place: {rules: [{id: lobby, anny: [lobby]}]}
Y
"$REDRESS" rules lint axes.yaml
# A regex without quotes: YAML sees commas and braces. Half of one is no keyword.
printf 'categories:\n  - {id: card, any: [fee, /a{1,2}b/]}\n' > bare.yaml
"$REDRESS" rules lint bare.yaml
printf 'categories:\n  - {id: card, any: [/late, fee/]}\n' > halves.yaml
"$REDRESS" rules lint halves.yaml
# Several in one rule; and of a long line what is around the caret.
cat > one.yaml <<'Y'
categories:
  - {id: card, any: ["", "/(a/", /half, fee], nonee: [x]}
  - id: long
    any: [a one, a two, a three, a four, a five, a six, a seven, a eight, "/(nine/", a ten, a eleven, a twelve, a thirteen]
Y
"$REDRESS" rules lint one.yaml
printf 'categories:\n' > nothing.yaml
"$REDRESS" rules lint nothing.yaml
