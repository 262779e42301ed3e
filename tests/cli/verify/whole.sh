# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json,csv -o pack -q || exit
"$REDRESS" verify pack | sed "s/: [0-9]* files/: N files/; s/[0-9a-f]\{64\}/HEX/"
code=$?
exit $code
