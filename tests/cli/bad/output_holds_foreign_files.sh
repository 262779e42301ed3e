# SPDX-License-Identifier: GPL-3.0-or-later
mkdir pack
echo precious >pack/letter.txt
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 -o pack --quiet
code=$?
ls -A . pack
exit $code
