# SPDX-License-Identifier: GPL-3.0-or-later
# A rule that cannot win, patterns twice, inside others, behind an earlier rule; an example that fails.
cat > rules.yaml <<'Y'
language: zh
categories:
  - id: fraud
    any: [盗刷, 盗刷卡, 盗刷, "/盗刷[了过]/", 诈骗, APP, app]
    examples: {match: [卡被盗刷了, 卡坏了], not: [被诈骗]}
  - id: scam
    any: [电信诈骗, 诈骗短信]
  - id: loss
    any: [挂失, 诈骗损失]
  - id: fee
    all: [年费, 信用卡年费]
    none: [没有年费, 年费]
  - id: negated
    unless: negated
    any: [没有回音, 回音]
Y
"$REDRESS" rules lint rules.yaml --lang en
echo $?
"$REDRESS" rules lint rules.yaml
