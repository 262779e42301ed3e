# SPDX-License-Identifier: GPL-3.0-or-later
: >taken
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 -o taken/pack --quiet 2>message
code=$?
sed "s|$PWD/||" message
ls -A
exit $code
