# SPDX-License-Identifier: GPL-3.0-or-later
printf 'Ticket,Opened\n1,2026-10-01\n' >own.csv
"$REDRESS" query own.csv --map id=Ticket --map received=Opened --map closed=Done --show received
