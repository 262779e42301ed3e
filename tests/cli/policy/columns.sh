# SPDX-License-Identifier: GPL-3.0-or-later
# Deadlines in SQL, by --by, in --where; the export's own flag keeps another name.
cat >c.csv <<'CSV'
id,received,resolved,due,on_time,level
1,2026-10-12 09:00,2026-10-15 23:00,2026-10-14,n,简单
2,2026-10-12 09:00,2026-10-16 00:00,2026-10-15,y,简单
3,2026-10-12 09:00,,2026-10-15,,复杂
4,2026-10-12 09:00,,2026-10-15,,简单
CSV
maps="--map id=id --map received=received --map resolved=resolved --map due=due --map on_time=on_time --map level=level"
"$REDRESS" sql c.csv $maps --policy bank-branch --as-of 2026-10-20 \
    'select id, deadline, warn_at, overdue, on_time, "on_time (export)" own, resolution_workdays wd from complaints'
"$REDRESS" query c.csv -q $maps --policy bank-branch --as-of 2026-10-20 --by on_time --show received
"$REDRESS" query c.csv -q $maps --policy bank-branch --as-of 2026-10-20 --where 'overdue' --by level --show received
"$REDRESS" sql c.csv -q $maps --as-of 2026-10-20 'select id, deadline, overdue, on_time from complaints'
