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
