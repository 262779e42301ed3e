# SPDX-License-Identifier: GPL-3.0-or-later
# Hits, wins and overlaps counted by hand: rows 1 fee+app, 2 fee, 3 nothing, 4 without text, 5 app, 6 without a date.
cat > rules.yaml <<'Y'
language: en
categories:
  - {id: fee, name: {zh: 费用, en: Fees}, any: [late fee, annual fee], none: [no fee]}
  - {id: app, name: {zh: 应用, en: App}, any: [app, crash*]}
  - {id: card, any: [card]}
axes:
  tone: [{id: angry, any: [furious, "/!!+/"]}]
Y
cat > export.csv <<'C'
id,received,text
1,2026-01-05,The app charged a late fee!!
2,2026-01-06,late fee again
3,2026-02-01,nothing to say
4,2026-02-02,
5,2026-03-01,"it crashed, furious"
6,,the app
C
set -- export.csv --rules rules.yaml --map id=id --map received=received --map text=text
"$REDRESS" rules coverage "$@"
"$REDRESS" rules coverage "$@" -q --lang zh --axis tone
"$REDRESS" rules coverage "$@" -q --format csv
"$REDRESS" rules coverage "$@" -q --format csv --table patterns
"$REDRESS" rules coverage "$@" -q --format json --where "received >= '2026-02-01'" --jobs 7
