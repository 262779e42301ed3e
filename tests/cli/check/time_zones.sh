# SPDX-License-Identifier: GPL-3.0-or-later
# Times that name a zone stand as written unless --tz (or tz: in a project file) gives the report one; then they
# are moved into it, also across the days on which clocks change. Epoch numbers are UTC.
cat >a.csv <<'END'
No,In,Out
1,2026-03-29T00:59:59Z,2026-03-29T01:00:00Z
2,2026-10-25T00:30:00Z,2026-10-25T03:30:00+02:00
3,1770127509,2026-03-29 01:30
4,2026-02-03,2026-02-04 10:00
END
map="--map id=No --map received=In --map closed=Out"
"$REDRESS" check a.csv $map --quiet | sed -n '5,8p; /mixed/p'
"$REDRESS" check a.csv $map --quiet --tz Europe/London | sed -n '5,10p; /mixed/p'
"$REDRESS" sql a.csv $map --quiet --tz Europe/London "select id, received, closed from complaints"
"$REDRESS" sql a.csv $map --quiet --tz +08:00 "select id, received, closed from complaints where id = 1"
printf 'exports: a.csv\nmap: [id=No, received=In, closed=Out]\ntz: Asia/Shanghai\n' >redress.yaml
"$REDRESS" sql -c redress.yaml --quiet "select received from complaints where id = 1"
"$REDRESS" check a.csv $map --tz Asia/Peking
