# SPDX-License-Identifier: GPL-3.0-or-later
# 130 complaints about a barrier that no rule knows, 40 of them about drones and this month alone, among 60 about fees.
awk 'BEGIN {
    print "id,received,text"
    for (i = 1; i <= 60; i++) printf "F%d,2026-%02d-03,a late fee was charged for month %d\n", i, i % 10 + 1, i
    for (i = 1; i <= 90; i++) printf "B%d,2026-%02d-05,the barrier of the garage hit my car (call 13812345678)\n", i, i % 9 + 1
    for (i = 1; i <= 40; i++) printf "D%d,2026-10-%02d,a drone over the barrier of the garage\n", i, i % 20 + 5
}' > export.csv
cat > rules.yaml <<'Y'
categories: [{id: fee, any: [late fee]}]
Y
set -- export.csv --rules rules.yaml --period 2026-10 -q
"$REDRESS" rules suggest "$@"
"$REDRESS" rules suggest "$@" --lang zh --format csv --table suggest_new --top 1
"$REDRESS" rules suggest "$@" --format json --top 1
"$REDRESS" rules suggest export.csv --rules none
