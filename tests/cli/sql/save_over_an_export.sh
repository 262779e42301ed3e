# SPDX-License-Identifier: GPL-3.0-or-later
printf 'id,received\n1,2026-10-01\n' >one.csv
"$REDRESS" sql one.csv --map id=id --map received=received --save one.csv
code=$?
cat one.csv
exit $code
