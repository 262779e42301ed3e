# SPDX-License-Identifier: GPL-3.0-or-later
# Repeated, empty and unnamed headers; a title above them; columns without a header that rows fill.
cat >odd.csv <<'END'
Complaints of October,,,,,
,Ticket,Opened,Closed,Team,Team,,
x,1,2026-10-01,2026-10-05,North,a,b,c
y,2,2026-10-02,,South,a,,
END
"$REDRESS" check odd.csv --rules none -q | sed -n 2,8p
"$REDRESS" sql odd.csv --rules none -q 'select * from complaints' --format csv | cut -d, -f 1-9
"$REDRESS" query odd.csv --rules none --by 'Team (2),column 7' --show received -q
"$REDRESS" query odd.csv --rules none --map unit='Team (2)' --map region=Team --by unit,region --show received -q
