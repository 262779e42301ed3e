# SPDX-License-Identifier: GPL-3.0-or-later
# What another rulebook moves, counted by hand: rows 1 and 4 from other to card, row 2 from fee to other; row 3 stays.
cat > old.yaml <<'Y'
categories:
  - {id: fee, any: [late fee, charge*]}
axes:
  tone: [{id: angry, any: [furious]}]
Y
cat > new.yaml <<'Y'
categories:
  - {id: fee, any: [late fee]}
  - {id: card, any: [card], in: [subject, text, product]}
axes:
  tone: [{id: angry, any: [furious, "/!!+/"]}]
Y
cat > export.csv <<'C'
id,received,text,product
1,2026-01-05,The card is gone!!,
2,2026-01-06,charged for nothing,
3,2026-02-01,a late fee,
4,2026-02-02,call me on 13812345678,card
C
set -- export.csv --map id=id --map received=received --map text=text --map product=product
"$REDRESS" rules diff old.yaml new.yaml "$@"
"$REDRESS" rules diff old.yaml new.yaml "$@" -q --lang zh --axis tone
"$REDRESS" rules diff old.yaml new.yaml "$@" -q --format csv --jobs 3
"$REDRESS" rules diff old.yaml new.yaml "$@" -q --format json --where "received >= '2026-02-01'"
"$REDRESS" rules diff old.yaml old.yaml "$@" -q
