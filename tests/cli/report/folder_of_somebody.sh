# SPDX-License-Identifier: GPL-3.0-or-later
# A folder that holds anything but a pack is never replaced, and said so before the exports are read.
mkdir pack && echo mine >pack/notes.txt
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o pack
echo $?
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format json -o other -q && echo mine >other/notes.txt
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o other
code=$?
ls -A . pack other
exit $code
