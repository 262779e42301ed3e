# SPDX-License-Identifier: GPL-3.0-or-later
printf 'Ticket,Opened,What\n1,2026-10-01,plain\n2,2026-10-02,"quoted"x\n3,2026-10-03,plain\n' >own.csv
"$REDRESS" report own.csv --map id=Ticket --map received=Opened --map text=What -o pack
code=$?
ls -A
exit $code
