# SPDX-License-Identifier: GPL-3.0-or-later
: >empty.csv
"$REDRESS" report empty.csv -o pack
code=$?
ls -A
exit $code
