# SPDX-License-Identifier: GPL-3.0-or-later
{
    echo 'Ticket,Opened,What'
    for i in $(seq 1 150); do echo "$i,2026-10-01,plain"; done
    echo '151,2026-10-02,"never closed'
    echo '152,2026-10-03,next row'
} >own.csv
"$REDRESS" query own.csv --map id=Ticket --map received=Opened --map text=What --show received --format csv
