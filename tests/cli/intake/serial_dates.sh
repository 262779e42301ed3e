# SPDX-License-Identifier: GPL-3.0-or-later
# A spreadsheet's day numbers under headers that name times; under others they are no dates.
printf 'Ticket ID,Opened,Closed,Description\nT1,46023.375,46025,late again\nT2,46024.5,46027,late\n' >own.csv
"$REDRESS" sql own.csv 'select id, received, closed from complaints'
printf 'Ticket ID,Opened,Postcode,Description\nT1,2026-01-01,46025,late again\nT2,2026-01-02,46027,late\n' >post.csv
"$REDRESS" check post.csv | grep -c 'Postcode ('
true
