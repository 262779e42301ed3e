# SPDX-License-Identifier: GPL-3.0-or-later
# A complaint whose days the calendar does not cover ends a strict run.
printf 'id,received,resolved\n1,2026-12-30,\n' >c.csv
"$REDRESS" query c.csv --strict --map id=id --map received=received --map resolved=resolved --policy bank-branch --show on_time_rate
