# SPDX-License-Identifier: GPL-3.0-or-later
printf 'Alpha,Beta\n1,2\n' >unknown.csv
"$REDRESS" report unknown.csv -o pack
code=$?
ls -A
exit $code
