# SPDX-License-Identifier: GPL-3.0-or-later
# Published again from the same exports: nothing to say; what is only known by now is told apart from revisions.
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format txt,json -o pack -q || exit
grep -c '"key": "difference"' pack/report.json
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format txt,json -o pack -q || exit
grep -o 'All [0-9,]* figures.*stand' pack/report.json
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-09 --format json -o 'packs/{period}' -q || exit
"$REDRESS" report "$SAMPLES/bank-en" --period 2026-10 --format csv,txt -o 'packs/{period}' -q || exit
grep -a 'published with' packs/2026-10/summary.txt
cut -d, -f5- packs/2026-10/data/difference.csv | sort | uniq -c
