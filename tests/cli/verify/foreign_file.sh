# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json,csv -o pack -q || exit
echo mine >pack/notes.txt
"$REDRESS" verify pack
