# SPDX-License-Identifier: GPL-3.0-or-later
{
    echo 'Ticket,Opened,What'
    for i in $(seq 1 150); do echo "$i,2026-10-01,plain"; done
    printf '151,2026-10-02,"'
    head -c 17825792 /dev/zero | tr '\0' x
    printf '"\n152,2026-10-03,next row\n'
} >own.csv
"$REDRESS" query own.csv --map id=Ticket --map received=Opened --map text=What --show received --format csv
