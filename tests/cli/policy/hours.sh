# SPDX-License-Identifier: GPL-3.0-or-later
# Working days and hours of a calendar without a policy; hours need clock times, and a calendar with hours.
printf 'years: {2026: {off: [2026-10-01..2026-10-07], work: [2026-10-10]}}\nhours: [{from: 2026-01-01, open: ["09:00-12:00", "13:00-17:00"]}]\n' >cal.yaml
printf 'id,received,closed\n1,2026-09-30 16:00,2026-10-08 10:30\n2,2026-10-09 09:00,2026-10-10 17:00\n3,2026-10-09,2026-10-20\n' >c.csv
maps="--map id=id --map received=received --map closed=closed"
"$REDRESS" query c.csv -q $maps --calendar cal.yaml --show mean_workdays,p50_workdays,mean_workhours,p75_workhours,within_rate:2wd --intervals --format csv
"$REDRESS" query c.csv -q $maps --calendar china --show mean_workdays,mean_workhours --format json
"$REDRESS" query c.csv -q $maps --show mean_workdays,within_rate:2wd --format json
