# SPDX-License-Identifier: GPL-3.0-or-later
# What no report may rest on is still told, the refused rows are listed, and the exit code is 3.
printf 'Ticket ID,Opened,Closed,Description\nT1,2026-10-01,2026-10-02,late, again\nT2,2026-10-01,2026-10-03,late\n' >own.csv
"$REDRESS" check own.csv --refused refused.csv
code=$?
cat refused.csv
"$REDRESS" query own.csv
echo "query: $?"
exit $code
