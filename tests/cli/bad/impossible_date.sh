# SPDX-License-Identifier: GPL-3.0-or-later
printf 'Ticket,Opened,Done\n1,2026-02-30,2026-03-01\n2,2026-03-02,soon\n3,2026-03-03,2026-03-05\n' >own.csv
"$REDRESS" check own.csv --map id=Ticket --map received=Opened --map closed=Done --refused refused.csv --rules none
code=$?
cat refused.csv
exit $code
