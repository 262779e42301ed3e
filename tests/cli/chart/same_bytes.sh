# SPDX-License-Identifier: GPL-3.0-or-later
# The same picture each time, whatever the number of threads.
for ending in svg png pdf; do
    "$REDRESS" chart pareto "$SAMPLES/bank-en/2026-10.csv" -q --rules none --by product -j1 -o "a.$ending"
    "$REDRESS" chart pareto "$SAMPLES/bank-en/2026-10.csv" -q --rules none --by product -j2 -o "b.$ending"
    cmp "a.$ending" "b.$ending" && echo "$ending"
done
pdfinfo a.pdf | grep -E '^(Title|CreationDate|Pages)'
