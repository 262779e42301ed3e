# SPDX-License-Identifier: GPL-3.0-or-later
printf 'Ticket,Opened\n1,2026-10-01\n' >own.csv
"$REDRESS" query own.csv --map number=Ticket --map received=Opened --show received
