# SPDX-License-Identifier: GPL-3.0-or-later
# The values that `when` asks for are taken as given for examples; a rule of values alone has nothing to test.
cat > rules.yaml <<'Y'
language: en
categories:
  - id: letter.fee
    when: {channel: [letter*, post], region: [north]}
    any: [fee]
    examples: {match: [The fee is too high], not: [No words for this]}
  - id: regulator
    when: {channel: [regulator*]}
    examples: {match: [From the regulator], not: [From a customer]}
  - id: staff
    when: {channel: [counter]}
    any: [rude]
    examples: {match: [The queue was long], not: [A rude clerk]}
Y
"$REDRESS" rules lint rules.yaml
"$REDRESS" rules lint rules.yaml --lang zh
"$REDRESS" rules test rules.yaml
