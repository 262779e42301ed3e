# SPDX-License-Identifier: GPL-3.0-or-later
# While another run holds the lock nothing is touched; when it has ended all is well.
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format json -o pack -q --title old || exit
flock .pack.redress-lock "$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format json -o pack -q --title new
echo $?
grep -c '"title": "old"' pack/report.json
rm -f .pack.redress-lock
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format json -o pack -q --title new && ls -A
