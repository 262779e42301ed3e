# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" rules lint bank-en --format json | sed -n '/"errors"/p'
cat > rules.yaml <<'Y'
language: en
categories:
  - {id: card, any: [card], examples: {match: [my card is gone], not: [a cardboard box]}}
Y
"$REDRESS" rules lint rules.yaml --strict
