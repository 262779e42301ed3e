# SPDX-License-Identifier: GPL-3.0-or-later
printf 'id,received,Sales region\n1,2026-10-01,North\n2,2026-10-02,South\n3,2026-10-03,North\n' >x.csv
"$REDRESS" query x.csv -q --map id=id --map received=received --by "Sales region" --show received --where "\"Sales region\" <> 'East'"
