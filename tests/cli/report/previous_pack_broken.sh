# SPDX-License-Identifier: GPL-3.0-or-later
# The pack of the period before is broken: told, not taken for none.
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-09 --format json -o 'packs/{period}' -q || exit
cp packs/2026-09/inputs/figures.csv figures.csv && echo 'a,b' >packs/2026-09/inputs/figures.csv
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o 'packs/{period}' -q
echo $?
head -c 300 packs/2026-09/manifest.json >cut && mv cut packs/2026-09/manifest.json
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format json -o 'packs/{period}' -q
code=$?
ls -A packs
exit $code
