# SPDX-License-Identifier: GPL-3.0-or-later
# Exports put one behind the other: their titles, headers and sums in between are no rows; empty rows and columns, and
# a last row that is cut off.
{
    printf 'Complaints of January,,,\nNo,In,Paid,\n1,2026-01-05,10,\n2,2026-01-06,20,\n,,,\nTotal,,30,\n'
    printf '\n\357\273\277No,In,Paid,\n3,2026-02-05,10,\n'
    printf 'Complaints of March,,,\nNo,In,Paid,\n4,2026-03-05,40,\nComplaints of nothing,,,\n5,2026-03-06,5,\nTotal,,45,\nGrand total:,,85,\n'
} >all.csv
printf 'No,In,Paid,Text\n1,2026-01-05,10,a\n2,2026-01-0' >cut.csv
map="--map id=No --map received=In --map amount=Paid"
"$REDRESS" check all.csv $map --quiet | sed -n 2,5p
"$REDRESS" check all.csv $map --quiet --lang zh | sed -n 2,5p
"$REDRESS" sql all.csv $map --quiet --format csv "select id, received, amount from complaints"
"$REDRESS" check cut.csv $map --quiet | sed -n 2,4p
"$REDRESS" check cut.csv $map --quiet --format json | grep -E 'cut_off|heading|footer|short'
