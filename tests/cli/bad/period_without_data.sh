# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en" --period 2019-05 -o pack
code=$?
ls -A
exit $code
