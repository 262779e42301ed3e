# SPDX-License-Identifier: GPL-3.0-or-later
# Rows in which a regex meets its limit are told by id, and noted wherever the rules run.
cat > rules.yaml <<'Y'
language: en
categories:
  - {id: slow, any: ["/(a+)+b/"]}
  - {id: rest, any: [refund]}
Y
printf 'id,received,text\nx1,2026-01-05,refund\nx2,2026-01-06,%sxb refund\n' "$(printf 'a%.0s' $(seq 3000))" > export.csv
set -- export.csv --rules rules.yaml --map id=id --map received=received --map text=text
"$REDRESS" rules coverage "$@" --table limits
"$REDRESS" query "$@" --by category --show received
"$REDRESS" check "$@" | grep -i limit
"$REDRESS" rules explain x2 "$@" -q
