# SPDX-License-Identifier: GPL-3.0-or-later
# Units without exposure: no rate of theirs, and the rate of all is without their complaints and says so. A
# condition does not choose among the lines of exposure.
cat >c.csv <<'C'
id,received,closed,unit,channel
1,2026-10-01,2026-10-03,North,Phone
2,2026-10-02,,South,Phone
3,2026-10-05,2026-10-20,West,Branch
4,2026-10-06,2026-10-20,North,Branch
C
printf 'period,base,unit,value\n2026-10,customers,North,1000\n2026-10,customers,South,500\n' >e.csv
ask() { "$REDRESS" query c.csv --exposure e.csv --period 2026-10 --show received,rate:customers "$@" 2>&1 | grep -v 'rows read'; }
ask --by unit --total
ask --by channel --intervals --format json
ask --where "unit = 'North'" --lang zh
ask --where "unit <> 'North'" --by unit
ask --where "channel = 'Phone'" --total
printf '2026-10,customers,,2000\n' >>e.csv
ask
printf 'period,base,unit,value\n2026-10,customers,North,1000\n2026-10,customers,South,-5\n' >e.csv
ask
