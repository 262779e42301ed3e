# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --as-of 2020-01-01 -o pack
code=$?
ls -A
exit $code
