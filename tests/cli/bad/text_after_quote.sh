# SPDX-License-Identifier: GPL-3.0-or-later
{
    echo 'Ticket,Opened,What'
    for i in $(seq 1 150); do echo "$i,2026-10-01,plain"; done
    echo '151,2026-10-02,"quoted"x'
    echo '152,2026-10-03,next row'
} >own.csv
"$REDRESS" check own.csv --map id=Ticket --map received=Opened --map text=What --refused refused.csv --rules none
code=$?
cat refused.csv
exit $code
