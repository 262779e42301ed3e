# SPDX-License-Identifier: GPL-3.0-or-later
# 03/02/2026 is read as the column tells; a column that does not tell follows the others, and check says how many
# rows hang on it. A slip of one cell does not turn a whole column.
head="No,In,Out,Seen,Paid"
{
    echo "$head"
    echo '1,03/02/2026 10:00,05/02/2026,03/02/2026,"1.234,56"'
    echo '2,13/02/2026 10:00,06/02/2026,03/02/2026,"1.234"'
    echo '3,14/02/2026 10:00,02/28/2026,03/02/2026,"0,5"'
    for day in 15 16 17 18 19 20 21 22 23 24; do echo "$day,$day/02/2026 09:00,,,"; done
} >a.csv
map="--map id=No --map received=In --map closed=Out --map updated=Seen --map amount=Paid"
"$REDRESS" check a.csv $map --quiet
"$REDRESS" check a.csv $map --quiet --format json | sed -n '/"dates"/,/troubles/p'
"$REDRESS" check a.csv $map --quiet --lang zh | sed -n '5,13p'
"$REDRESS" sql a.csv $map --quiet "select id, received, closed, updated, amount from complaints limit 3"
# Nothing tells: the day is taken first, but the month where times have AM and PM.
printf 'No,In\n1,03/02/2026\n2,04/02/2026\n' >b.csv
printf 'No,In\n1,03/02/2026 10:00 AM\n2,04/02/2026 2:00 PM\n' >c.csv
for file in b.csv c.csv; do
    "$REDRESS" check $file --map id=No --map received=In --quiet | sed -n '5,6p; /ambiguous/p'
    "$REDRESS" sql $file --map id=No --map received=In --quiet "select received from complaints"
done
# Another file of the same kind tells.
"$REDRESS" check b.csv a.csv --map id=No --map received=In --quiet | grep -A1 'In (received)'
