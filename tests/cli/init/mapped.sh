# SPDX-License-Identifier: GPL-3.0-or-later
printf 'Ticket,Opened\n1,2026-10-01\n2,2026-10-30\n' >tickets.csv
"$REDRESS" init new --from tickets.csv --map id=Ticket --map received=Opened -q
grep -v '^#' new/redress.yaml | sed 's|"/.*"|"EXPORT"|'
cd new && "$REDRESS" query --by day --show received
