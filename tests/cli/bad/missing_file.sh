# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report nowhere.csv -o pack
code=$?
ls -A
exit $code
