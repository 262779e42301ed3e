# SPDX-License-Identifier: GPL-3.0-or-later
# Columns of dates that could be either: refused with the candidates; what to type then works.
i=0
echo 'A,B,C,D' >dates.csv
while [ $((i += 1)) -le 40 ]; do
    printf '%d,2026-10-%02d,2026-10-%02d,1%02d0-05-05\n' $((i * 7919 % 1000)) $((i % 20 + 1)) $((i % 20 + 1 + i % 3)) 9 >>dates.csv
done
"$REDRESS" query dates.csv --show received,closed -q
"$REDRESS" query dates.csv --show received,closed -q --map received=B --map closed=C
"$REDRESS" query dates.csv --show received -q --map received=B --map closed=
# A survey with years and marks is no export of complaints.
printf 'Service;Provider;Question;Year;Mark\nFixed;A;Q1;2023;8,2195\nFixed;B;Q1;2023;8,1725\n' >survey.csv
"$REDRESS" check survey.csv
# The list of branches in the folder of the exports is not taken for one.
mkdir both
printf 'Ticket,Opened\n1,2026-10-01\n' >both/cases.csv
printf 'Branch,Date opened\nNorth,1999-05-01\n' >both/branches.csv
"$REDRESS" query both --show received
