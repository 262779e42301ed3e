# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" sql "$SAMPLES/bank-en" "attach 'x.db' as x"
code=$?
ls -A
exit $code
