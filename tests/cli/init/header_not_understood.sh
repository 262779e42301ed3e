# SPDX-License-Identifier: GPL-3.0-or-later
printf 'Alpha,Beta\n1,2026-10-01\n' >tickets.csv
"$REDRESS" init new --from tickets.csv
code=$?
ls -A
exit $code
