# SPDX-License-Identifier: GPL-3.0-or-later
echo 'Case ID,Date Received,Final Response Date,Escalated To' >header.csv
"$REDRESS" report header.csv -o pack
code=$?
ls -A
exit $code
