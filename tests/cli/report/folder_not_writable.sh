# SPDX-License-Identifier: GPL-3.0-or-later
"$REDRESS" report "$SAMPLES/bank-en/2026-10.csv" --period 2026-10 --format json -o /sys/pack -q 2>said
code=$?
sed 's/: [A-Z][a-z ]*$//' said
exit $code
