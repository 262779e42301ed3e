# SPDX-License-Identifier: GPL-3.0-or-later
# What goes to standard output is what a pack holds (the mail apart from its line ends).
"$REDRESS" report "$SAMPLES/bank-zh" --period 2026-10 --format html,json,txt,eml -o pack --quiet
for format in html json txt eml; do
    "$REDRESS" summary "$SAMPLES/bank-zh" --period 2026-10 --format $format --quiet -o own.$format
done
tr -d '\r' <pack/report.eml >pack.eml
cmp pack/report.html own.html && cmp pack/report.json own.json && cmp pack/summary.txt own.txt && cmp pack.eml own.eml && echo the same
